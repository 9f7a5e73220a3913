"""What is demanded of the mentor's month and the person's week."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation
from training.models.reviews import SCALES

_OWN = "产品默认规则（可由部门核定）"
_MONTHLY = "领域参考 2.11：日志每周、带教每月（默认值）"


@regulation("MW-01", _("这个月还没有过完，月底再填月评。"), source=_MONTHLY)
def month_is_over(last_on: date, today: date) -> bool:
    return last_on <= today


@regulation("MW-02", _("没有这个锻炼月份，请从名单里选。"), source=_OWN)
def month_is_of_the_posting(number: int, months: int) -> bool:
    return 1 <= number <= months


@regulation("MW-03", _("这一周还没有到，或不在锻炼期内。"), source=_OWN)
def week_fits(monday: date, sunday: date, from_on: date, until_on: date, today: date) -> bool:
    return monday <= today and monday <= until_on and sunday >= from_on


@regulation("MW-04", _("周记从周一算起，请从名单里选一周。"), source=_OWN)
def starts_on_monday(monday: date) -> bool:
    return monday.weekday() == 0


@regulation("MW-05", _("接收单位鉴定的五项须都选，或者都不选。"), source="实践锻炼鉴定表")
def appraisal_is_whole(scales: dict[str, int]) -> bool:
    return len(scales) in (0, len(SCALES))


@regulation("MW-06", _("期满鉴定后、综合考核作出结论前才能补填评分。"), source="实践锻炼鉴定表")
def scales_still_count(finished_on: date | None, is_under_way: bool) -> bool:
    return finished_on is not None and is_under_way


@regulation("MW-07", _("补填评分须五项都选。"), source="实践锻炼鉴定表")
def all_five_are_given(scales: dict[str, int]) -> bool:
    return len(scales) == len(SCALES)
