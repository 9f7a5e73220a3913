"""A workbook of several sheets with the same bytes for the same rows: no clock, no compression.

Text cells are text by their type; a Decimal is a number. Made for small tables that are signed by
their hash; long lists are written by core.exports.writers.
"""

import zipfile
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import IO
from xml.sax.saxutils import escape

Cell = str | Decimal
Sheets = Sequence[tuple[str, Iterable[Sequence[Cell]]]]
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip can tell


def write(file: IO[bytes], sheets: Sheets, *, mark: str) -> None:
    """Write a workbook; `mark` stands at the foot of every printed page."""
    names = [name for name, _rows in sheets]
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as book:
        for name, body in _parts(names).items():
            _put(book, name, body)
        for number, (_name, rows) in enumerate(sheets, 1):
            _put(book, f"xl/worksheets/sheet{number}.xml", _sheet(rows, mark))


def _put(book: zipfile.ZipFile, name: str, body: str) -> None:
    entry = zipfile.ZipInfo(name, _DATE)
    entry.external_attr = 0o600 << 16
    entry.create_system = 3
    book.writestr(entry, _DECLARED + body)


def _parts(names: list[str]) -> dict[str, str]:
    count = range(1, len(names) + 1)
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for n in count
    )
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="r{n}"/>'
        for n, name in enumerate(names, 1)
    )
    links = "".join(
        f'<Relationship Id="r{n}" Type="{_LINKS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in count
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f"{types}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>{listed}'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}'
        "</Relationships>",
    }


def _sheet(rows: Iterable[Sequence[Cell]], mark: str) -> str:
    foot = escape("&C" + " ".join(mark.split())[:120].replace("&", "&&"))
    body = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData>'
        f"<headerFooter><oddFooter>{foot}</oddFooter></headerFooter></worksheet>"
    )


def _cell(value: Cell) -> str:
    if isinstance(value, Decimal):
        return f"<c><v>{value:f}</v></c>"
    said = escape(value)
    return f'<c t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>'
