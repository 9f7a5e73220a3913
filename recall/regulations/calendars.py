"""What a year's calendar demands."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from core import dates
from core.regulations import regulation

_DECREE = _("国务院办公厅年度节假日安排通知")
# 2025 on: 13 statutory holidays a year (全国年节及纪念日放假办法, art. 2).
STATUTORY = 13


@regulation("CA-01", _("系统已有这一年的放假安排，不必录入。"), source=_DECREE)
def year_is_unknown(year: int) -> bool:
    return not dates.is_published(year)


@regulation("CA-02", _("这一年已经录入。"), source=_DECREE)
def year_is_new(others: Any) -> bool:
    return not others.exists()


@regulation("CA-03", _("所列日期须都在这一年内，且不重复。"), source=_DECREE)
def days_are_of_the_year(year: int, days: list[date]) -> bool:
    return len(set(days)) == len(days) and all(day.year == year for day in days)


@regulation("CA-04", _("调休上班的只能是星期六、星期日。"), source=_DECREE)
def make_up_days_are_weekends(days: Collection[date]) -> bool:
    return all(day.weekday() >= 5 for day in days)


@regulation("CA-05", _("放假日不足法定的 13 天，请核对是否录全。"), source=_DECREE)
def holidays_are_whole(days: Collection[date]) -> bool:
    return len(days) >= STATUTORY


@regulation("CA-06", _("这一年的放假安排已经确认，不能改动。"), source=_DECREE)
def calendar_is_open(calendar: Any) -> bool:
    return calendar.confirmed_at is None
