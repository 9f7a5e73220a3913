"""What a conditional, suspended outcome demands (CD-01 … CD-06)."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from assessment.enums import LEAVING, OutcomeKind
from core.dates import add_months
from core.regulations import regulation

_OWN = _("产品默认规则（可由部门核定）")
LONGEST = 12  # months
NEVER = (*LEAVING, OutcomeKind.RETURN, OutcomeKind.REFER, OutcomeKind.STAY)


@regulation(
    "CD-01", _("附条件暂缓执行的，条件（不少于10个字）和观察期末日须一并写明。"), source=_OWN
)
def condition_has_a_day(condition: str, until_on: date | None) -> bool:
    return len(condition.strip()) >= 10 and until_on is not None


@regulation("CD-02", _("观察期从会议次日算起，最长十二个月。"), source=_OWN)
def observed_for_a_while(held_on: date, until_on: date) -> bool:
    return held_on < until_on <= add_months(held_on, LONGEST)


@regulation(
    "CD-03",
    _("返回原岗位、自愿留任、离开单位和移送纪检监察的结果，不能附条件暂缓执行。"),
    source=_OWN,
)
def kind_can_wait(kind: str) -> bool:
    return kind not in NEVER


@regulation(
    "CD-04",
    _("观察记录的日期须在观察期内，不晚于今天，并写明情况和依据（不少于10个字）。"),
    source=_OWN,
)
def note_is_dated_and_grounded(
    on: date, held_on: date, until_on: date, today: date, text: str
) -> bool:
    return held_on <= on <= min(until_on, today) and len(text.strip()) >= 10


@regulation(
    "CD-05",
    _("提请执行须有违反条件的观察记录，并写明理由（不少于10个字）。"),
    source=_OWN,
)
def breach_is_on_record(breaches: int, proposal: str) -> bool:
    return breaches > 0 and len(proposal.strip()) >= 10


@regulation("CD-06", _("结果还在附条件暂缓执行，观察期满或者会议决定之后才能办结。"), source=_OWN)
def nothing_is_observed(is_open: bool) -> bool:
    return not is_open
