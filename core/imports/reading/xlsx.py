"""Rows of an .xlsx sheet as a stream, with what makes a sheet misleading.

openpyxl reads the small parts (sheets, styles, dates), through defusedxml; the sheet and the shared
strings stream through expat. Merged cells and hidden columns stand outside the rows, so a first
pass over the bytes looks for them.
"""

import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext as _
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.datetime import from_excel, from_ISO8601
from openpyxl.xml.constants import SHARED_STRINGS

from core.imports.cells import Fault, Formula
from core.imports.errors import Unreadable
from core.imports.reading import archive
from core.imports.reading.expat import Rows, Strings

MOST_COLUMNS = 100
HELP_SHEETS = ("填写说明", "取值")
_MERGED = re.compile(rb"mergeCell\b[^>]*?\bref=\"([A-Z]+\d+(?::[A-Z]+\d+)?)\"")
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\bhidden=\"(?:1|true)\"")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
_CHUNK = 1 << 20
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    DefusedXmlException,
    ParseError,
    ExpatError,
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
    """openpyxl's reader of the small parts; the large ones are not touched by it."""

    def read(self) -> None:
        self.read_manifest()
        self.read_workbook()
        apply_stylesheet(self.archive, self.wb)
        self.sheets = [
            (sheet.name, sheet.state, relation.target)
            for sheet, relation in self.parser.find_sheets()
            if relation.target in self.valid_files and "chartsheet" not in relation.Type
        ]

    def strings(self) -> list[str]:
        """Answer the shared strings, read quickly."""
        part = self.package.find(SHARED_STRINGS)
        if part is None:
            return []
        with self.archive.open(part.PartName[1:]) as source:
            return list(Strings().over(source))


class Sheet:
    """One opened sheet: `rows()` gives (row number, cells); `notes` what the reader should know."""

    def __init__(self, file: IO[bytes]) -> None:
        archive.check(file)
        with _understood():
            reader = _Reader(file, read_only=True)
            reader.read()
            self.book = reader.wb
            self.zip = reader.archive
            self.title, self.part = self._chosen(reader.sheets)
            self.strings = reader.strings()
            self.merged, self.hidden_columns, self.hidden_rows = self._scan()

    def _chosen(self, found: list[tuple[str, str, str]]) -> tuple[str, str]:
        sheets = [sheet for sheet in found if sheet[0] not in HELP_SHEETS]
        shown = [sheet for sheet in sheets if sheet[1] == "visible"]
        if not shown:
            raise Unreadable(_("工作簿里没有可见的工作表。"))
        self.others = [title for title, _state, _part in shown[1:]]
        self.hidden_sheets = len(sheets) - len(shown)
        return shown[0][0], shown[0][2]

    def _scan(self) -> tuple[list[str], list[str], int]:
        merged: list[str] = []
        columns: list[str] = []
        hidden, rest = 0, b""
        with self.zip.open(self.part) as source:
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
            told.append(
                _("有 %(n)s 行是隐藏的，也已读入，请确认是否需要。") % {"n": self.hidden_rows}
            )
        if self.hidden_columns:
            names = _("、").join(self.hidden_columns[:10])
            told.append(_("%(names)s 列是隐藏的，也已读入。") % {"names": names})
        if self.others:
            told.append(
                _("只读取第一张工作表“%(name)s”，其余工作表没有读取。") % {"name": self.title}
            )
        if self.hidden_sheets:
            told.append(_("有 %(n)s 张隐藏的工作表没有读取。") % {"n": self.hidden_sheets})
        return told

    def merged_areas(self) -> list[tuple[int, int, int, int, str]]:
        """Answer (first column, first row, last column, last row, reference) of merged cells."""
        return [(*_bounds(ref), ref) for ref in self.merged]

    def rows(self) -> Iterator[tuple[int, list[Any]]]:
        """Give every row of the sheet with its number; cells stand at their column."""
        with _understood(), self.zip.open(self.part) as source:
            for number, cells in Rows().over(source):
                yield number, self._line(cells)

    def _line(self, cells: list[tuple[int, str, str, str, bool]]) -> list[Any]:
        line: list[Any] = []
        for place, kind, said, style, formula in cells:
            if place > MOST_COLUMNS:
                continue
            line += [None] * (place - len(line))
            line[place - 1] = Formula(said) if formula else self._value(kind, said, style)
        return line

    def _value(self, kind: str, said: str, style: str) -> Any:
        if kind == "s":
            return self.strings[int(said)]
        if kind == "n":
            return self._number(said, int(style))
        if kind == "b":
            return said == "1"
        if kind == "e":
            return Fault(said)
        return from_ISO8601(said) if kind == "d" else said

    def _number(self, said: str, style: int) -> Any:
        value = float(said) if set(said) & set(".eE") else int(said)
        if style not in self.book._date_formats:
            return value
        try:
            return from_excel(value, self.book.epoch)
        except (OverflowError, ValueError):
            return Fault("#VALUE!")

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
        raise Unreadable(
            _("工作簿已损坏或含有不允许的内容，请把数据复制到新的工作簿后再传。")
        ) from error


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
