"""Rows of an .xlsx sheet as a stream, with what makes a sheet misleading.

openpyxl reads the workbook's parts (styles, sheets, dates); the sheet itself streams through its
parser. Merged cells and hidden columns stand outside the rows, so a first pass over the bytes
looks for them. XML goes through defusedxml: an entity is refused.
"""

import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS

from core.imports.cells import Fault, Formula
from core.imports.errors import Unreadable
from core.imports.reading import archive

MOST_COLUMNS = 100
HELP_SHEETS = ("填写说明", "取值")
_MERGED = re.compile(rb"mergeCell\b[^>]*?\bref=\"([A-Z]+\d+(?::[A-Z]+\d+)?)\"")
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\bhidden=\"(?:1|true)\"")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
_CHUNK = 1 << 20
_BROKEN = (
    zipfile.BadZipFile,
    DefusedXmlException,
    ParseError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    EOFError,
    NotImplementedError,
    AssertionError,
)


class _Reader(ExcelReader):
    """openpyxl's reader with a quick way through the shared strings."""

    def read_strings(self) -> None:
        part = self.package.find(SHARED_STRINGS)
        if part is None:
            return
        item, words, phonetic = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("si", "t", "rPh"))
        strings: list[str] = []
        said: list[str] = []
        with self.archive.open(part.PartName[1:]) as source:
            for _event, node in iterparse(source):
                if node.tag == words:
                    said.append(node.text or "")
                elif node.tag == phonetic:
                    said.pop()
                elif node.tag == item:
                    strings.append("".join(said))
                    said.clear()
                    node.clear()
        self.shared_strings = strings


class _Parser(WorkSheetParser):
    """openpyxl's sheet parser; a formula is only noted, never read."""

    def parse_formula(self, element: Any) -> str:
        return "=" + (element.find(FORMULA_TAG).text or "")

    def parse_formatting(self, element: Any) -> None:
        """Conditional formats say nothing about the data."""

    def parse_extensions(self, element: Any) -> None:
        """Extensions say nothing about the data."""


class Sheet:
    """One opened sheet: `rows()` gives (row number, cells); `notes` what the reader should know."""

    def __init__(self, file: IO[bytes]) -> None:
        archive.check(file)
        with _understood():
            reader = _Reader(file, read_only=True)
            reader.read()
            self.book = reader.wb
            self.zip = reader.archive
            self.strings = reader.shared_strings
            self.sheet = self._chosen()
            self.merged, self.hidden_columns, self.hidden_rows = self._scan()

    def _chosen(self) -> Any:
        sheets = [s for s in self.book.worksheets if s.title not in HELP_SHEETS]
        shown = [s for s in sheets if s.sheet_state == "visible"]
        if not shown:
            raise Unreadable(_("工作簿里没有可见的工作表。"))
        self.others = [s.title for s in shown[1:]]
        self.hidden_sheets = len(sheets) - len(shown)
        return shown[0]

    def _scan(self) -> tuple[list[str], list[str], int]:
        merged: list[str] = []
        columns: list[str] = []
        hidden, rest = 0, b""
        with self.zip.open(self.sheet._worksheet_path) as source:
            while chunk := source.read(_CHUNK):
                text = rest + chunk
                cut = text.rfind(b"<")
                text, rest = (text, b"") if cut <= 0 else (text[:cut], text[cut:])
                merged += [ref.decode() for ref in _MERGED.findall(text)][: 1000 - len(merged)]
                hidden += len(_HIDDEN_ROW.findall(text)) if b"hidden=" in text else 0
                columns += [w for tag in _COLUMN.findall(text) for w in _hidden_columns(tag)]
        merged += [ref.decode() for ref in _MERGED.findall(rest)]
        return merged, columns, hidden

    @property
    def notes(self) -> list[str]:
        told = []
        if self.hidden_rows:
            told.append(_("有 %(n)s 行是隐藏的，也已读入，请确认是否需要。") % {"n": self.hidden_rows})
        if self.hidden_columns:
            names = _("、").join(self.hidden_columns[:10])
            told.append(_("%(names)s 列是隐藏的，也已读入。") % {"names": names})
        if self.others:
            told.append(_("只读取第一张工作表“%(name)s”，其余工作表没有读取。") % {"name": self.sheet.title})
        if self.hidden_sheets:
            told.append(_("有 %(n)s 张隐藏的工作表没有读取。") % {"n": self.hidden_sheets})
        return told

    def merged_areas(self) -> list[tuple[int, int, int, int, str]]:
        """Answer (first column, first row, last column, last row, reference) of merged cells."""
        return [(*_bounds(ref), ref) for ref in self.merged]

    def rows(self) -> Iterator[tuple[int, list[Any]]]:
        """Give every row of the sheet with its number; cells stand at their column."""
        with _understood(), self.zip.open(self.sheet._worksheet_path) as source:
            parser = _Parser(
                source,
                self.strings,
                epoch=self.book.epoch,
                date_formats=self.book._date_formats,
                timedelta_formats=self.book._timedelta_formats,
            )
            for number, cells in parser.parse():
                parser.row_dimensions.clear()
                yield number, _line(cells)

    def close(self) -> None:
        self.zip.close()


@contextmanager
def _understood() -> Iterator[None]:
    """Turn whatever the library raises on a spoilt file into one sentence."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except _BROKEN as error:
        raise Unreadable(_("工作簿已损坏或含有不允许的内容，请把数据复制到新的工作簿后再传。")) from error


def _bounds(ref: str) -> tuple[int, int, int, int]:
    return range_boundaries(ref)


def _hidden_columns(tag: bytes) -> list[str]:
    if not re.search(rb"\bhidden=\"(?:1|true)\"", tag):
        return []
    first, last = (re.search(rb"\b%s=\"(\d+)\"" % side, tag) for side in (b"min", b"max"))
    if not first or not last or int(first[1]) > MOST_COLUMNS:
        return []
    low, high = int(first[1]), min(int(last[1]), MOST_COLUMNS)
    return [get_column_letter(number) for number in range(low, high + 1)]


def _line(cells: list[dict[str, Any]]) -> list[Any]:
    line: list[Any] = []
    for cell in cells:
        value, place = cell["value"], cell["column"]
        if value is None or place > MOST_COLUMNS:
            continue
        while len(line) < place:
            line.append(None)
        kind = cell["data_type"]
        if kind == "f":
            value = Formula(value)
        elif kind == "e":
            value = Fault(value)
        line[place - 1] = value
    return line
