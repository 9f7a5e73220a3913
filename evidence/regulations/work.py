"""What the monthly attendance at work demands."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation

_REPORT = _("产品规则：出勤月报由单位按月如实登记")
_LEAVE = _("国务院令第514号、第619号；产品规则：病假、产假和保护期不作缺勤")
LEAST = 5  # characters of a reason


@regulation("WA-01", _("只能登记本单位在册人员的出勤。"), source=_REPORT)
def attends_in_own_unit(cadre: Any, unit_id: int) -> bool:
    return cadre.unit_id == unit_id and cadre.left_on is None


@regulation("WA-02", _("月份还没有结束，不能登记出勤。"), source=_REPORT)
def month_is_over(last_on: date, today: date) -> bool:
    return last_on < today


@regulation("WA-03", _("应出勤不超过当月天数，旷工脱岗与请假之和不超过应出勤。"), source=_REPORT)
def days_fit_the_month(figures: Mapping[str, int], last_on: date) -> bool:
    away = figures["absent_days"] + figures["leave_days"]
    return min(figures.values()) >= 0 and away <= figures["due_days"] <= last_on.day


@regulation("WA-09", _("连续旷工的天数不超过当月旷工、脱岗的天数。"), source=_REPORT)
def running_days_are_among_the_absent(figures: Mapping[str, int]) -> bool:
    return figures.get("absent_running", 0) <= figures["absent_days"]


@regulation("WA-04", _("迟到早退每个到岗日至多两次，请核对次数。"), source=_REPORT)
def late_on_days_at_work(figures: Mapping[str, int]) -> bool:
    at_work = figures["due_days"] - figures["absent_days"] - figures["leave_days"]
    return figures["late_times"] <= 2 * at_work


@regulation("WA-05", _("此人这个月的出勤已经登记，请用“更正”。"), source=_REPORT)
def month_is_new(is_held: bool) -> bool:
    return not is_held


@regulation(
    "WA-06", _("当月有日子处于保护期，旷工、脱岗和迟到早退应为 0，改记请假。"), source=_LEAVE
)
def protected_are_not_absent(protection: Any, figures: Mapping[str, int]) -> bool:
    return protection is None or not (figures["absent_days"] or figures["late_times"])


@regulation("WA-07", _("更正前后的数字相同，没有需要更正的。"), source=_REPORT)
def correction_changes_a_figure(before: Mapping[str, int], after: Mapping[str, int]) -> bool:
    return dict(before) != dict(after)


@regulation("WA-08", _("更正原因不少于 5 个字，写明依据。"), source=_REPORT)
def correction_is_explained(reason: str) -> bool:
    return len("".join(reason.split())) >= LEAST
