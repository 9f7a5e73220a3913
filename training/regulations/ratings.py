"""What is demanded of the rating of a course."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation
from training.queries.ratings import FEWEST

_OWN = "产品默认规则（可由部门核定）"
_NAMELESS = "不记名评价：结果不得推知个人（产品默认规则）"
MOST_ITEMS, LONGEST_ITEM, LONGEST_DAYS = 8, 30, 30
BEST = 5


@regulation("CR-01", _("下课后才能开放评价，且登记到课的学员不少于 5 人。"), source=_NAMELESS)
def enough_attended(ends_at: datetime, at: datetime, attended: int) -> bool:
    return ends_at <= at and attended >= FEWEST


@regulation("CR-02", _("截止日期须为今天起 30 天以内的日期。"), source=_OWN)
def day_fits(closes_on: date, today: date) -> bool:
    return today <= closes_on <= today + timedelta(days=LONGEST_DAYS)


@regulation("CR-03", _("评价项目须为 1 至 8 项，每项不超过 30 字，不能重复。"), source=_OWN)
def items_fit(items: Sequence[str]) -> bool:
    told = [item.strip() for item in items]
    fits = all(0 < len(item) <= LONGEST_ITEM for item in told)
    return 1 <= len(told) <= MOST_ITEMS and fits and len(set(told)) == len(told)


@regulation(
    "CR-04", _("您已经评价过，或者评价已经截止；只有登记到课的学员可以评价。"), source=_NAMELESS
)
def may_rate(seat: Any, closes_on: date, today: date) -> bool:
    return seat is not None and today <= closes_on


@regulation("CR-05", _("每一项都要评，从 1 到 5 选一个。"), source=_OWN)
def marks_fit(marks: Sequence[int], items: int) -> bool:
    return len(marks) == items and all(mark in range(1, BEST + 1) for mark in marks)


@regulation(
    "CR-06",
    _("截止日期过后，或者可评的人都评了，才能截止并公布；公布后不再接受评价。"),
    source=_NAMELESS,
)
def is_over(closes_on: date, today: date, seats_left: int) -> bool:
    return today > closes_on or seats_left == 0


@regulation("CR-07", _("评价不足 5 份，不公布，已收到的不保留。"), source=_NAMELESS)
def can_be_told(given: int | None) -> bool:
    return (given or 0) >= FEWEST


@regulation("CR-08", _("授课教师须是本县授予授课教师职责的账号，且不是本班学员。"), source=_OWN)
def teacher_fits(is_teacher: bool, sits: bool) -> bool:
    return is_teacher and not sits
