"""From a cell to a value: text, names, days, choices, flags, codes, whole numbers.

A cell is what the reader gives: str, int, float, bool, date, datetime, `Formula`, `Fault`, None.
Every parser is called with a cell that is not blank and raises `CellError` with one sentence.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core import decimals
from core.imports.errors import CellError

Parser = Callable[[Any], Any]

EPOCH = date(1899, 12, 30)
_SERIAL = range(3_654, 73_051)  # 1910 to 2099
_DAY = re.compile(
    r"(\d{4})(?:[-./年](\d{1,2})[-./月](\d{1,2})日?|(\d{2})(\d{2}))(?: ?0{1,2}:00(?::00)?)?",
    re.ASCII,
)
_MONTH = re.compile(r"(\d{4})(?:[-./年](\d{1,2})月?|(\d{2}))", re.ASCII)
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.I)
_QUOTES = "'\u2018\u2019`"
_LONGEST = 500  # characters of one cell


class Formula(str):
    """A cell that holds a formula instead of a value."""


class Fault(str):
    """A cell that holds an error of the spreadsheet, such as #REF!."""


def plain(cell: Any) -> str:
    """Write a cell as text: no apostrophe in front, no blanks around, full width made half."""
    if isinstance(cell, str):
        text = cell
    elif isinstance(cell, datetime):
        text = cell.isoformat(" ") if cell.time() != datetime.min.time() else f"{cell:%Y-%m-%d}"
    elif isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        text = str(int(cell))
    else:
        text = "" if cell is None else str(cell)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).replace("\u200b", "").replace("\ufeff", "")
    text = text.strip()
    return text[1:].strip() if text[:1] in _QUOTES and text else text


def shown(cell: Any) -> str:
    """Write a cell as it was sent, for the error workbook."""
    if isinstance(cell, datetime | date):
        return plain(cell)
    return "" if cell is None else str(cell)[:_LONGEST]


def text(longest: int) -> Parser:
    """Parse words of at most so many characters."""

    def parse(cell: Any) -> str:
        said = " ".join(_written(cell).split())
        if len(said) > longest:
            raise CellError(_("超过 %(n)s 个字") % {"n": longest})
        return said

    return parse


def name(cell: Any) -> str:
    """Parse a person's name; the blanks that align two characters are left out.

    Characters stay as they are: NFKC would replace rare ones.
    """
    if not isinstance(cell, str):
        raise CellError(_("姓名应是文字"))
    said = "".join(cell.strip().lstrip(_QUOTES).split())
    said = said.replace("•", "·").replace("\uff0e", "·").replace("\u200b", "")
    if not 2 <= len(said) <= 40:
        raise CellError(_("姓名应为 2 至 40 个字"))
    if not all(char.isalpha() or char in "·." for char in said):
        raise CellError(_("姓名中有数字或符号"))
    return said


def _written(cell: Any) -> str:
    return plain(cell)


def _real(year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError as error:
        raise CellError(_("没有这一天")) from error


def day(*, or_month: bool = False, latest: date | None = None) -> Parser:
    """Parse a day in the shapes people write, or Excel's serial number.

    :param or_month: a bare month is taken as its first day (任职时间 is often written so)
    """

    def parse(cell: Any) -> str:
        found = _day_of(cell, or_month)
        if not date(1910, 1, 1) <= found <= date(2099, 12, 31):
            raise CellError(_("年份不对"))
        if latest and found > latest:
            raise CellError(_("日期在今天之后"))
        return found.isoformat()

    return parse


def _day_of(cell: Any, or_month: bool) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    said = plain(cell).replace(" 00:00:00", "")
    if match := _DAY.fullmatch(said):
        return _real(*[part for part in match.groups() if part])
    if said.isascii() and said.isdigit() and len(said) <= 5 and int(said) in _SERIAL:
        return EPOCH + timedelta(days=int(said))
    if match := _MONTH.fullmatch(said):
        if or_month:
            year, month = [part for part in match.groups() if part]
            return _real(year, month, "1")
        raise CellError(_("只写到月，请写到日，例如 1980-01-05"))
    raise CellError(_("不是日期，请写成 2018-05-10 或 20180510"))


def choice(words: Mapping[str, str]) -> Parser:
    """Parse one of the allowed words; `words` gives the stored code of each."""
    short = list(dict.fromkeys(words))

    def parse(cell: Any) -> str:
        said = plain(cell)
        if said not in words:
            raise CellError(_("应是：%(words)s") % {"words": _("、").join(short[:12])})
        return words[said]

    return parse


def flag(cell: Any) -> bool:
    """Parse 是 or 否."""
    said = plain(cell).lower()
    if said in {"是", "y", "yes", "1", "true", "√"}:
        return True
    if said in {"否", "n", "no", "0", "false", "×"}:
        return False
    raise CellError(_("应写“是”或“否”"))


def whole(low: int, high: int) -> Parser:
    """Parse a whole number between two bounds."""

    def parse(cell: Any) -> int:
        try:
            said = decimals.whole(plain(cell).replace(",", ""))
        except decimals.NotANumber as error:
            raise CellError(_("应是整数")) from error
        if not low <= said <= high:
            raise CellError(_("应在 %(low)s 至 %(high)s 之间") % {"low": low, "high": high})
        return said

    return parse


def number(low: Decimal, high: Decimal) -> Parser:
    """Parse a number with at most two places, kept as text so that JSON does not round it."""

    def parse(cell: Any) -> str:
        try:
            return str(decimals.read(str(cell).lstrip(_QUOTES), low=low, high=high))
        except decimals.NotANumber as error:
            raise CellError(str(error)) from error

    return parse


def code(cell: Any) -> str:
    """Parse a long code kept as text: a number cell has lost digits and is refused.

    Excel keeps 15 digits: an 18-digit number is rounded, and nobody can tell what it was.
    """
    said = plain(cell).replace(" ", "").upper()
    if isinstance(cell, float) or _SCIENTIFIC.fullmatch(said):
        raise CellError(_("是数值或科学计数，末位已丢失；请把该列设为“文本”后重新填写"))
    if isinstance(cell, int) and not isinstance(cell, bool) and len(said) > 15:
        raise CellError(_("是数值，15 位以后已被表格改成 0；请把该列设为“文本”后重新填写"))
    return said
