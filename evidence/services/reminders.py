"""Reminders: issued, served, answered, judged; who did not correct may become a signal."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from core import dates
from core.audit import trail
from core.workflow.engine import lock
from evidence import permissions, regulations
from evidence.enums import Practice
from evidence.models import Reminder, Signal
from evidence.queries import reminders as figures
from evidence.services import signals


@transaction.atomic
def issue(
    unit: Any, *, cadre: Any, days: int | None = None, by: Any, at: datetime, **given: Any
) -> Reminder:
    """Issue a reminder: ground, facts, what to correct.

    :param days: to correct it; what the unit's scheme gives if not said
    :raises NotAllowed: oneself
    :raises RegulationBroken: RM-01, not of the unit
    """
    days = days or figures.days_to_correct(unit, dates.legal_day(at))
    row = Reminder(unit=unit, county_id=unit.county_id, cadre=cadre, days=days, **given)
    permissions.remind.check(by, row)
    regulations.reminded_in_own_unit.check(cadre, unit.pk)
    row.issued_by, row.issued_at = by, at
    row.save()
    trail.record(row, "issue_reminder", by=by, at=at)
    return row


@transaction.atomic
def serve(
    reminder: Reminder,
    *,
    served_on: date,
    served_how: str,
    refused: bool,
    served_note: str,
    by: Any,
    at: datetime,
) -> Reminder:
    """Write down how a reminder reached the person; its time to correct begins.

    :raises RegulationBroken: RM-02 the day, RM-03 served before, RM-04 a refusal untold
    """
    row = lock(reminder)
    permissions.remind.check(by, row)
    regulations.reminder_is_unserved.check(row)
    issued, today = dates.legal_day(row.issued_at), dates.legal_day(at)
    regulations.reminder_served_in_time_order.check(served_on, issued, today)
    regulations.refusal_is_told.check(refused, served_note)
    row.served_on, row.due_on = served_on, served_on + timedelta(days=row.days)
    row.served_how, row.refused, row.served_note = served_how, refused, served_note
    row.served_by, row.served_at = by, at
    names = [
        "served_on",
        "due_on",
        "served_how",
        "refused",
        "served_note",
        "served_by",
        "served_at",
    ]
    row.save(update_fields=names)
    trail.record(row, "serve_reminder", by=by, at=at)
    return row


@transaction.atomic
def say(reminder: Reminder, *, said: str, by: Any, at: datetime) -> Reminder:
    """Let the person say something on a reminder, once.

    :raises NotAllowed: not one's own
    :raises RegulationBroken: RM-05, said or judged already
    """
    row = lock(reminder)
    permissions.say_on_reminder.check(by, row)
    regulations.reminder_takes_a_word.check(row)
    row.said, row.said_by, row.said_at = said, by, at
    row.save(update_fields=["said", "said_by", "said_at"])
    trail.record(row, "say_on_reminder", by=by, at=at)
    return row


@transaction.atomic
def judge(reminder: Reminder, *, result: str, result_note: str, by: Any, at: datetime) -> Reminder:
    """Say whether it was corrected.

    :raises RegulationBroken: RM-06 unserved or judged, RM-07 there is still time
    """
    row = lock(reminder)
    permissions.remind.check(by, row)
    regulations.reminder_can_be_judged.check(row)
    due: Any = row.due_on  # it was served
    regulations.correction_had_its_time.check(result, due, dates.legal_day(at))
    row.result, row.result_note, row.judged_by, row.judged_at = result, result_note, by, at
    row.save(update_fields=["result", "result_note", "judged_by", "judged_at"])
    trail.record(row, "judge_reminder", by=by, at=at)
    return row


@transaction.atomic
def raise_for(reminder: Reminder, *, by: Any, at: datetime) -> Signal:
    """Raise a signal from a reminder that was not heeded; twice is once.

    :raises RegulationBroken: RM-08
    """
    row = lock(reminder)
    permissions.remind.check(by, row)
    regulations.was_not_corrected.check(row)
    served: Any = row.served_on  # judged only when served
    due: Any = row.due_on
    return signals.raise_(
        row.cadre,
        practice=Practice.REMINDER,
        source_pk=row.pk,
        ground=row.ground,
        value=Decimal(row.days),
        said=f"{dates.cn(served)}送达提醒，改正期 {row.days} 天，到期未改正",
        rule=f"提醒后 {row.days} 天未改正",
        rows=[
            {"label": f"提醒：{row.facts}", "value": "已送达", "on": served.isoformat()},
            {"label": f"要求：{row.correct}", "value": "未改正", "on": due.isoformat()},
        ],
        from_on=served,
        until_on=due,
        by=by,
        at=at,
    )
