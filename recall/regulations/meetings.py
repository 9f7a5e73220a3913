"""What a meeting that decides on nominations must keep (RC-35 … RC-41)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core.regulations import regulation
from recall.enums import Attendance, MeetingState

LEAST = 3  # fewer people are no meeting
_RULE = _("石泉县2018年做法；产品默认规则（可由部门核定）")
_COLLECTIVE = _("干部选拔任用工作条例关于讨论决定的规定")


@regulation("RC-35", _("应到人员不得少于三人。"), source=_COLLECTIVE)
def is_collective(due: int) -> bool:
    return due >= LEAST


@regulation("RC-36", _("应到人员名单有重复，请核对。"), source=_RULE)
def members_are_named_once(names: list[str], user_ids: list[int]) -> bool:
    return len(set(names)) == len(names) and len(set(user_ids)) == len(user_ids)


@regulation("RC-41", _("会议秘书不是应到人员，不计人数，也不参加表决。"), source=_COLLECTIVE)
def secretary_is_no_member(members: list[Any], county_id: int) -> bool:
    """Whoever only keeps the record is not due; an account that decides as well sits as decider."""
    roles = (Role.DECIDER, Role.DECISION_SECRETARY)
    return not any(
        [m.holds(role, county_id=county_id) for role in roles] == [False, True] for m in members
    )


@regulation(
    "RC-37",
    _("只有本县待研究、且未列入其他未办结会议的提名可以列入议程。"),
    source=_RULE,
)
def may_be_placed(nomination: Any, waits: bool, county_id: int, others: Any) -> bool:
    fits = nomination.county_id == county_id and waits
    return fits and not others.exclude(meeting__state=MeetingState.APPLIED).exists()


@regulation("RC-38", _("议程上还没有提名，不能开会。"), source=_RULE)
def has_agenda(items: Any) -> bool:
    return bool(items.exists())


@regulation(
    "RC-39",
    _("应到人员须逐一登记到会或缺席，缺席的写明原因。"),
    source=_COLLECTIVE,
)
def roll_is_called(members: list[Any]) -> bool:
    return all(
        m.attendance == Attendance.PRESENT
        or (m.attendance == Attendance.ABSENT and m.absence_reason.strip())
        for m in members
    )


@regulation(
    "RC-40",
    _("回避后应到人员不足三人，此件须提交其他会议研究。"),
    source=_("公务员法第七十六条；集体研究决定的要求"),
)
def enough_are_left(due: int) -> bool:
    return due >= LEAST
