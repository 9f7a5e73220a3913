"""Two streaming writers. Every cell is text by its type, so nothing can be a formula.

The xlsx is written by hand as inline strings: one worksheet, flat memory, a fifth of the time that
a general library takes (docs/adr/0016).
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import IO
from xml.sax.saxutils import escape

from core.exports import cells

Rows = Iterable[Sequence[str]]
_BLOCK = 500  # rows
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET_TYPE}.worksheet+xml"/>'
    "</Types>",
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>'
    '<sheet name="导出" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_LINKS}/worksheet" Target="worksheets/sheet1.xml"/>'
    "</Relationships>",
}


def xlsx(file: IO[bytes], rows: Rows, *, mark: str) -> None:
    """Write a workbook; `mark` stands in the first row and on every printed page."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, body in _PARTS.items():
            book.writestr(name, _DECLARED + body)
        with book.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(f'{_DECLARED}<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            sheet.write(_row([mark]).encode())
            for block in _blocks(rows):
                sheet.write("".join(map(_row, block)).encode())
            foot = escape("&C" + " ".join(mark.split())[:120].replace("&", "&&"))
            sheet.write(
                f"</sheetData><headerFooter><oddFooter>{foot}</oddFooter></headerFooter>"
                "</worksheet>".encode()
            )


def as_csv(file: IO[bytes], rows: Rows, *, mark: str) -> None:
    """Write UTF-8 with a mark of its encoding, every cell quoted and neutralised."""
    _separated(file, rows, mark, encoding="utf-8-sig")


def as_gb18030(file: IO[bytes], rows: Rows, *, mark: str) -> None:
    """Write the same in GB18030, which old programmes here read without being told (GB 18030-2022).

    It holds every character of Unicode, so no name is lost.
    """
    _separated(file, rows, mark, encoding="gb18030")


def _separated(file: IO[bytes], rows: Rows, mark: str, *, encoding: str) -> None:
    words = io.TextIOWrapper(file, encoding=encoding, newline="", write_through=True)
    writer = csv.writer(words, quoting=csv.QUOTE_ALL)
    writer.writerow([cells.neutral(mark)])
    writer.writerows([cells.neutral(cell) for cell in row] for row in rows)
    words.detach()


WRITERS = {"xlsx": xlsx, "csv": as_csv, "gb": as_gb18030}


def _row(row: Sequence[str]) -> str:
    made = '</t></is></c><c t="inlineStr"><is><t xml:space="preserve">'.join(map(escape, row))
    return f'<row><c t="inlineStr"><is><t xml:space="preserve">{made}</t></is></c></row>'


def _blocks(rows: Rows) -> Iterable[list[Sequence[str]]]:
    block: list[Sequence[str]] = []
    for row in rows:
        block.append(row)
        if len(block) == _BLOCK:
            yield block
            block = []
    yield block
