"""Workbooks that go out: the template of a definition, and the wrong rows with their reasons."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from core.imports.definitions import Definition, Lookups
from core.imports.models import Action, ImportRun
from core.imports.reading.headers import REASONS
from core.imports.sealing import unseal

_HEAD = PatternFill("solid", fgColor="E8EEF5")
_WRONG = PatternFill("solid", fgColor="FCE4E4")
_WIDTH = 18
_REASON_WIDTH = 60
_LAST_ROW = 5_000  # rows of the template that are set to text and offer the allowed words


@translation.override("zh-hans")
def template(definition: Definition, lookups: Lookups) -> bytes:
    """Write the empty form: headers, cells set to text, drop-downs, and a sheet of notes."""
    book = Workbook()
    sheet = book.active
    sheet.title = str(definition.title)[:31]
    for place, column in enumerate(definition.columns, 1):
        cell = sheet.cell(1, place, str(column.label))
        cell.font, cell.fill = Font(bold=True), _HEAD
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = _WIDTH
        sheet.column_dimensions[letter].number_format = "@"
        words = list(column.allowed(lookups)) if column.allowed else []
        listed = ",".join(words)
        if words and len(listed) <= 250:
            choice = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
            choice.add(f"{letter}2:{letter}{_LAST_ROW}")
            sheet.add_data_validation(choice)
    sheet.freeze_panes = "A2"
    _notes(book.create_sheet("填写说明"), definition, lookups)
    if definition.example:
        _example(book.create_sheet("示例"), definition)
    return _bytes(book)


def _example(sheet: Any, definition: Definition) -> None:
    """Write a filled-in line on a sheet of its own: on the first it would be sent along."""
    said = [definition.example.get(column.name, "") for column in definition.columns]
    for number, line in enumerate(([str(c.label) for c in definition.columns], said), 1):
        for place, text in enumerate(line, 1):
            cell = sheet.cell(number, place, text)
            cell.number_format = "@"
            if number == 1:
                cell.font, cell.fill = Font(bold=True), _HEAD
            sheet.column_dimensions[get_column_letter(place)].width = _WIDTH


def _notes(sheet: Any, definition: Definition, lookups: Lookups) -> None:
    sheet.append([_("列"), _("必填"), _("说明"), _("可填的内容"), _("也认的表头")])
    for column in definition.columns:
        words = _("、").join(column.allowed(lookups)) if column.allowed else ""
        needed = _("是") if column.required else ""
        others = _("、").join(column.synonyms)
        sheet.append([str(column.label), needed, str(column.note), words, others])
    sheet.append([])
    sheet.append([str(definition.hint)])
    sheet.append([_("空白的格和没有的列不改动现有数据。证件号码、编码等长数字请保持“文本”格式。")])
    for letter, width in zip("ABCDE", (18, 8, 44, 44, 44), strict=True):
        sheet.column_dimensions[letter].width = width
        for cell in sheet[letter]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")


@translation.override("zh-hans")
def wrong_rows(run: ImportRun, definition: Definition) -> bytes:
    """Write the wrong rows as they were sent, wrong cells coloured, with a column of reasons.

    The workbook can be corrected and sent again; the column of reasons is not read.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(str(definition.title)[:31])
    width = len(run.headers)
    for place in range(width):
        sheet.column_dimensions[get_column_letter(place + 1)].width = _WIDTH
    sheet.column_dimensions[get_column_letter(width + 1)].width = _REASON_WIDTH
    sheet.freeze_panes = "A2"
    headers = [*_kept_headers(run.headers), REASONS]
    sheet.append([_cell(sheet, words, fill=_HEAD) for words in headers])
    rows = run.rows.filter(action=Action.BAD).order_by("number")
    for row in rows.iterator(chunk_size=2_000):
        sheet.append(_line(sheet, run, row, width))
    return _bytes(book)


def _kept_headers(headers: Iterable[str]) -> list[str]:
    return ["" if words == REASONS else words for words in headers]


def _line(sheet: Any, run: ImportRun, row: Any, width: int) -> list[WriteOnlyCell]:
    cells = (row.cells + [""] * width)[:width]
    for name, sealed in row.secrets.items():
        cells[run.columns[name]] = unseal(sealed)
    for place, words in enumerate(run.headers):
        if words == REASONS:
            cells[place] = ""
    wrong = {run.columns.get(error["column"]) for error in row.errors}
    line = [
        _cell(sheet, text, fill=_WRONG if place in wrong else None)
        for place, text in enumerate(cells)
    ]
    return [*line, _cell(sheet, reasons(row))]


def reasons(row: Any) -> str:
    """Write what is wrong with a row: `B2 出生日期：没有这一天`."""
    return _("；").join(told(row.number, error) for error in row.errors)


def told(number: int, error: dict[str, str]) -> str:
    """Write one error with its column letter, row and header."""
    place = f"{error['letter']}{number}" if error["letter"] else _("第 %(n)s 行") % {"n": number}
    label = f" {error['label']}" if error["label"] else ""
    return f"{place}{label}：{error['text']}"


def _cell(sheet: Any, text: str, *, fill: PatternFill | None = None) -> WriteOnlyCell:
    """Write text as text: whatever it begins with, it is no formula."""
    cell = WriteOnlyCell(sheet)
    cell.value = text
    cell.data_type = "s" if text else "n"
    cell.number_format = "@"
    if fill:
        cell.fill = fill
    return cell


def _bytes(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()
