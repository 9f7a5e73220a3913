"""Legal days in Asia/Shanghai and working days with make-up days.

Source: chinesecalendar for the years it covers; beyond them Monday to Friday counts, and
`is_estimated` says so, so that a page can name a date that may still move.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import chinese_calendar
from django.utils import formats
from django.utils.translation import pgettext

ZONE = ZoneInfo("Asia/Shanghai")
_COVERED = {day.year for day in chinese_calendar.holidays}


def legal_day(at: datetime) -> date:
    """Answer the day in Asia/Shanghai on which an instant falls."""
    return at.astimezone(ZONE).date()


def is_working_day(day: date) -> bool:
    if day.year in _COVERED:
        return bool(chinese_calendar.is_workday(day))
    return day.weekday() < 5


def is_estimated(day: date) -> bool:
    """Answer whether the State Council's calendar of that year is not known yet."""
    return day.year not in _COVERED


def add_working_days(start: date, days: int) -> date:
    """Answer the last day of a term of `days` working days; the start day is not counted."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day


def add_calendar_days(start: date, days: int) -> date:
    """Answer the last day of a term of calendar days.

    The start day is not counted; a last day that is a holiday moves to the next working day.
    """
    day = start + timedelta(days=days)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


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
