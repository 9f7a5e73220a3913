"""What programme and timetable demand. Each sentence is shown as it stands here."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation

_OWN = "产品默认规则（可由部门核定）"
_SCHEME = "本批次办法的参数"


@regulation("TR-26", _("环节须排在上一环节结束之后，请另选日期。"), source="开班方案")
def keeps_the_order(to_on: date, previous_until_on: date | None) -> bool:
    return previous_until_on is None or to_on > previous_until_on


@regulation("TR-44", _("这一环节现在就从这一天开始，不用移动。"), source=_OWN)
def begins_elsewhere(now_on: date, then_on: date) -> bool:
    return now_on != then_on


@regulation("TR-27", _("这一环节或其后的环节已登记考勤，不能移动。"), source=_OWN)
def is_unmarked(mark_count: int) -> bool:
    return mark_count == 0


@regulation("TR-28", _("只能移动尚未开始的环节，且不能移到今天以前。"), source=_OWN)
def lies_ahead(from_on: date, to_on: date, today: date) -> bool:
    return from_on > today and to_on >= today


@regulation(
    "TR-29",
    _("集中学习天数或轮数与本批次办法不一致，请确认依据。"),
    source=_SCHEME,
    severity="warn",
)
def follows_parameters(days: int, cycles: int, parameters: dict[str, Any]) -> bool:
    least, most = parameters.get("class_days_min"), parameters.get("class_days_max")
    fits = (least is None or days >= least) and (most is None or days <= most)
    return fits and cycles == (parameters.get("cycles") or cycles)


@regulation("TR-30", _("每个环节的长度须在方案给定的范围内。"), source="班次方案")
def lengths_fit(lengths: list[tuple[int, int, int]]) -> bool:
    return all(least <= length <= most for length, least, most in lengths)


@regulation("TR-31", _("对调的两节课须属于同一个班，且不是同一节课。"), source="课程编排")
def can_be_swapped(is_same_class: bool, is_same_session: bool) -> bool:
    return is_same_class and not is_same_session


@regulation("TR-32", _("当天没有可以复制的课次，或两个日期相同。"), source="课程编排")
def can_be_copied(session_count: int, from_on: date, to_on: date) -> bool:
    return session_count > 0 and from_on != to_on


@regulation("TR-33", _("已经开始或已登记考勤的课次不能改动。"), source=_OWN)
def can_still_change(is_ahead: bool, mark_count: int) -> bool:
    return is_ahead and mark_count == 0


@regulation(
    "TR-34", _("师资库中已有同名教师，请在姓名后注明单位，例如：何静（党校）。"), source=_OWN
)
def name_is_free(is_taken: bool) -> bool:
    return not is_taken
