"""What reminders demand."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation

_REMINDERS = _("领域参考2.11：首次提名前提醒，给予改正时间")


@regulation("RM-01", _("只能提醒本单位人员。"), source=_REMINDERS)
def reminded_in_own_unit(cadre: Any, unit_id: int) -> bool:
    return cadre.unit_id == unit_id


@regulation("RM-02", _("送达日期不得早于发出之日，也不得晚于今天。"), source=_REMINDERS)
def reminder_served_in_time_order(served_on: date, issued_on: date, today: date) -> bool:
    return issued_on <= served_on <= today


@regulation("RM-03", _("这份提醒已登记送达。"), source=_REMINDERS)
def reminder_is_unserved(reminder: Any) -> bool:
    return reminder.served_on is None


@regulation("RM-04", _("拒收须写明情况和见证人。"), source=_REMINDERS)
def refusal_is_told(refused: bool, note: str) -> bool:
    return not refused or bool(note.strip())


@regulation("RM-05", _("提醒已认定，或者您已作过说明。"), source=_REMINDERS)
def reminder_takes_a_word(reminder: Any) -> bool:
    return reminder.said_at is None and reminder.judged_at is None


@regulation("RM-06", _("这份提醒还没有送达，或者已经认定。"), source=_REMINDERS)
def reminder_can_be_judged(reminder: Any) -> bool:
    return reminder.served_on is not None and reminder.judged_at is None


@regulation("RM-07", _("改正期未满，不能认定为未改正。"), source=_REMINDERS)
def correction_had_its_time(result: str, due_on: date, today: date) -> bool:
    return result != "NOT_CORRECTED" or today > due_on


@regulation("RM-08", _("只有认定到期未改正的提醒才能产生线索。"), source=_REMINDERS)
def was_not_corrected(reminder: Any) -> bool:
    return reminder.result == "NOT_CORRECTED"


@regulation(
    "RM-09",
    _("首次提名前没有向本人送达过提醒，请确认是否先提醒、给予改正时间。"),
    source=_REMINDERS,
    severity="warn",
)
def was_reminded(reminders: Any) -> bool:
    return bool(reminders)


@regulation(
    "RM-10",
    _("提醒的改正期还没有满，请确认是否等到期满。"),
    source=_REMINDERS,
    severity="warn",
)
def time_to_correct_is_over(reminders: Any, on: date) -> bool:
    return not reminders or any(on > one.due_on for one in reminders)
