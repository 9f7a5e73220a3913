"""What a question to the unit during verification demands."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation
from recall.enums import NominationState

_CHASE = _("产品规则：补充询问（功能参考第31项）")
SHORTEST = 10
LONGEST_DAYS = 15


@regulation("EQ-01", _("提名正在核实时才能询问和答复。"), source=_CHASE)
def is_being_verified(nomination: Any) -> bool:
    return nomination.state == NominationState.SUBMITTED


@regulation("EQ-02", _("请写明内容，不少于 10 个字。"), source=_CHASE)
def enquiry_is_told(text: str) -> bool:
    return len(text.strip()) >= SHORTEST


@regulation("EQ-03", _("答复期限须为 1 至 15 个工作日。"), source=_CHASE)
def enquiry_days_fit(days: int) -> bool:
    return 1 <= days <= LONGEST_DAYS


@regulation("EQ-04", _("这项询问已经答复或者撤回。"), source=_CHASE)
def enquiry_is_open(enquiry: Any) -> bool:
    return bool(enquiry.is_open)


@regulation("EQ-05", _("还有询问在答复期限内，请等单位答复，或者先撤回询问。"), source=_CHASE)
def no_enquiry_runs(waiting: Any, today: date) -> bool:
    return not waiting.filter(due_on__gte=today).exists()
