"""Attendance at work: entered month by month, corrected with the reason; it raises nothing."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from core import editing
from core.audit import trail
from core.dates import legal_day
from core.workflow.engine import lock
from evidence import permissions
from evidence.models import WorkCorrection, WorkMonth
from evidence.queries.work import FIGURES, last_of, protection_of
from evidence.regulations import work as rules


def _check(cadre: int, month: date, figures: Mapping[str, int]) -> None:
    rules.days_fit_the_month.check(figures, last_of(month))
    rules.running_days_are_among_the_absent.check(figures)
    rules.late_on_days_at_work.check(figures)
    rules.protected_are_not_absent.check(protection_of(cadre, month), figures)


@transaction.atomic
def enter(
    unit: Any, *, cadre: Any, month: date, source: str, by: Any, at: datetime, **figures: int
) -> WorkMonth:
    """Enter a person's month.

    :param month: its first day
    :param figures: due_days, absent_days, absent_running, leave_days (whole days), late_times
    :raises NotAllowed: oneself, or another unit's
    :raises RegulationBroken: WA-01 to WA-06, WA-09
    """
    cadre = lock(cadre)
    row = WorkMonth(unit=unit, county_id=unit.county_id, cadre=cadre, month=month, **figures)
    permissions.keep_attendance.check(by, row)
    rules.attends_in_own_unit.check(cadre, unit.pk)
    rules.month_is_over.check(last_of(month), legal_day(at))
    _check(cadre.pk, month, figures)
    rules.month_is_new.check(WorkMonth.objects.filter(cadre=cadre, month=month).exists())
    row.source, row.entered_by, row.entered_at = source, by, at
    row.save()
    trail.record(row, "enter_work_month", by=by, at=at)
    return row


@transaction.atomic
def correct(
    row: WorkMonth,
    *,
    reason: str,
    by: Any,
    at: datetime,
    read: editing.Read | None = None,
    **figures: int,
) -> WorkMonth:
    """Correct a month's figures; what stood before is kept with the reason.

    :param figures: due_days, absent_days, absent_running, leave_days (whole days), late_times
    :raises EditedMeanwhile: a colleague corrected the month since `read`
    :raises NotAllowed: oneself, or another unit's
    :raises RegulationBroken: WA-03, WA-04, WA-06, WA-09 the figures, WA-07 nothing new,
        WA-08 no reason
    """
    row = lock(row)
    permissions.keep_attendance.check(by, row)
    before = {name: getattr(row, name) for name in FIGURES}
    merged = editing.settle(read, now=before, given=figures)
    rules.correction_changes_a_figure.check(before, figures)
    rules.correction_is_explained.check(reason)
    _check(row.cadre_id, row.month, figures)
    kept = WorkCorrection.objects.create(
        row=row, before=before, after=figures, reason=reason.strip(), by=by, at=at
    )
    for name, value in figures.items():
        setattr(row, name, value)
    row.save(update_fields=list(FIGURES))
    trail.record(row, "correct_work_month", by=by, at=at, correction=kept.pk, **merged)
    return row
