"""Legal days in Asia/Shanghai and working days with make-up days.

Source: chinesecalendar for the years it covers; beyond them the table that the department keeps,
where a year is confirmed there; else Monday to Friday counts, and `is_estimated` says so, so that
a page can name a date that may still move.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import chinese_calendar
from django.utils import formats
from django.utils.translation import pgettext

ZONE = ZoneInfo("Asia/Shanghai")
_COVERED = {day.year for day in chinese_calendar.holidays}
_DAY = timedelta(days=1)
Span = tuple[date, date]


def legal_day(at: datetime) -> date:
    """Answer the day in Asia/Shanghai on which an instant falls."""
    return at.astimezone(ZONE).date()


def _unknown(_year: int) -> Mapping[date, bool] | None:
    return None


_kept: Callable[[int], Mapping[date, bool] | None] = _unknown


def ask(kept: Callable[[int], Mapping[date, bool] | None]) -> None:
    """Let a higher floor answer for years that the library does not cover.

    :param kept: year → whether each decreed day is worked, None while the year is not confirmed
    """
    global _kept
    _kept = kept


def is_published(year: int) -> bool:
    """Answer whether the library knows the State Council's calendar of a year."""
    return year in _COVERED


def is_working_day(day: date) -> bool:
    if day.year in _COVERED:
        return bool(chinese_calendar.is_workday(day))
    is_weekday = day.weekday() < 5
    decreed = _kept(day.year)
    return is_weekday if decreed is None else decreed.get(day, is_weekday)


def is_estimated(day: date) -> bool:
    """Answer whether the State Council's calendar of that year is not known yet."""
    return day.year not in _COVERED and _kept(day.year) is None


def term_end(
    start: date, days: int, *, is_working: bool = True, pauses: Collection[Span] = ()
) -> date:
    """Answer the last day of a term of `days` days; the start day is not counted.

    The one place that says when a term ends. A paused day counts for nothing. Of calendar days
    all count, and a last day that is a holiday or paused moves to the next working day.

    :param is_working: count working days, make-up days among them; else calendar days
    :param pauses: first and last day of each pause, both paused
    """

    def rests(day: date) -> bool:
        return any(first <= day <= last for first, last in pauses)

    day = start
    while days > 0:
        day += _DAY
        days -= not rests(day) and (not is_working or is_working_day(day))
    while not is_working and (rests(day) or not is_working_day(day)):
        day += _DAY
    return day


def add_working_days(start: date, days: int) -> date:
    """Answer the last day of a term of `days` working days; the start day is not counted."""
    return term_end(start, days)


def add_calendar_days(start: date, days: int) -> date:
    """Answer the last day of a term of calendar days.

    The start day is not counted; a last day that is a holiday moves to the next working day.
    """
    return term_end(start, days, is_working=False)


def working_days_between(start: date, end: date) -> int:
    """Answer how many working days lie after `start` up to and with `end`; negative if past."""
    sign = 1 if end >= start else -1
    low, high = min(start, end), max(start, end)
    span = (high - low).days
    return sign * sum(is_working_day(low + timedelta(days=n)) for n in range(1, span + 1))


def add_months(start: date, months: int) -> date:
    """Answer the day `months` later, clipped to the month's length."""
    index = start.month - 1 + months
    year, month = start.year + index // 12, index % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(start.day, last))


def cn(day: date) -> str:
    """Write a date as official papers do: 2018年5月10日."""
    return f"{day.year}年{day.month}月{day.day}日"


def spoken(day: date) -> str:
    """Write a date in the language of the screen: 2018年5月10日, 10 May 2018."""
    return formats.date_format(day, pgettext("date format", "Y年n月j日"))
