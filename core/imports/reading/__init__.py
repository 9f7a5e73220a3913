"""From bytes to rows: `sheets.open_file` answers a source whatever the file is."""
