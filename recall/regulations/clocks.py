"""What the clocks demand."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation

_CLOCKS = _("产品规则：期限（领域参考2.11）")
EXTENSION = 10


@regulation("TM-01", _("这项期限已经结束。"), source=_CLOCKS)
def clock_runs(clock: Any) -> bool:
    return clock.ended_at is None


@regulation("TM-02", _("期限已经暂停。"), source=_CLOCKS)
def clock_is_going(clock: Any) -> bool:
    return clock.due_on is not None


@regulation("TM-03", _("请写明理由，不少于 10 个字。"), source=_CLOCKS)
def clock_reason_is_told(reason: str) -> bool:
    return len(reason.strip()) >= 10


@regulation("TM-04", _("期限没有暂停。"), source=_CLOCKS)
def clock_stands_still(clock: Any) -> bool:
    return clock.due_on is None


@regulation("TM-05", _("期限只能延长一次。"), source=_CLOCKS)
def clock_is_extended_once(clock: Any) -> bool:
    return clock.extra_days == 0


@regulation("TM-06", _("延长须为 1 至 10 个工作日。"), source=_CLOCKS)
def extension_fits(days: int) -> bool:
    return 1 <= days <= EXTENSION


@regulation("TM-07", _("期限已过，不能再延长。"), source=_CLOCKS)
def extended_in_time(clock: Any, today: date) -> bool:
    return clock.due_on is None or today <= clock.due_on


@regulation("TM-08", _("期限已过，不能再暂停。"), source=_CLOCKS)
def paused_in_time(clock: Any, today: date) -> bool:
    return clock.due_on is None or today <= clock.due_on


@regulation("TM-09", _("法定期限不能暂停，也不能在这里延长。"), source=_("领域参考3.3、3.5"))
def clock_is_the_departments(clock: Any) -> bool:
    return not clock.is_statutory
