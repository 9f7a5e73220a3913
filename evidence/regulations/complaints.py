"""What the share of complaints demands."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation

_SHARE = _("产品规则：投诉占比（兴仁县做法）")


@regulation("CP-01", _("本单位已有同名的投诉占比统计。"), source=_SHARE)
def plan_is_new(others: Any) -> bool:
    return not others.exists()


@regulation("CP-02", _("截止日期不能早于起始日期。"), source=_SHARE)
def period_has_days(from_on: date, until_on: date) -> bool:
    return from_on <= until_on


@regulation("CP-03", _("规则已定案，不能再改动。"), source=_SHARE)
def rules_are_open(plan: Any) -> bool:
    return plan.settled_at is None


@regulation("CP-04", _("同一投诉内容的同一措施已有占比线。"), source=_SHARE)
def line_is_new(others: Any) -> bool:
    return not others.exists()


@regulation("CP-05", _("至少设一条占比线，规则才能定案。"), source=_SHARE)
def plan_has_lines(lines: Any) -> bool:
    return lines.exists()


@regulation("CP-06", _("规则定案后、统计结束前才能录入和核查。"), source=_SHARE)
def plan_takes_records(plan: Any) -> bool:
    return plan.settled_at is not None and plan.closed_at is None


@regulation("CP-07", _("只能录入本单位人员。"), source=_SHARE)
def person_is_of_the_unit(cadre: Any, plan: Any) -> bool:
    return cadre.unit_id == plan.unit_id


@regulation("CP-08", _("投诉日期须在统计期内，且不晚于今天。"), source=_SHARE)
def day_is_in_the_period(plan: Any, on: date, today: date) -> bool:
    return plan.from_on <= on <= min(plan.until_on, today)


@regulation("CP-09", _("核查须写明依据。"), source=_SHARE)
def finding_is_explained(reason: str) -> bool:
    return bool(reason.strip())


@regulation("CP-10", _("统计期未满，不能结束。"), source=_SHARE)
def period_is_over(until_on: date, today: date) -> bool:
    return until_on < today


@regulation("CP-11", _("还有未核查的投诉，不能结束。"), source=_SHARE)
def complaints_are_judged(waiting: Any) -> bool:
    return not waiting.exists()


@regulation("CP-12", _("统计结束后才能产生线索。"), source=_SHARE)
def plan_is_closed(plan: Any) -> bool:
    return plan.closed_at is not None
