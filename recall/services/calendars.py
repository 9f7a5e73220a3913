"""A year's calendar: entered by one administrator, confirmed by another, in force from then."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from core.audit import trail
from core.jobs import outbox
from core.workflow.engine import lock
from recall import permissions
from recall.models import CalendarDay, YearCalendar
from recall.queries import calendars
from recall.regulations import calendars as rules

Day = tuple[date, bool, str]


@transaction.atomic
def enter(*, year: int, document: str, days: list[Day], by: Any, at: datetime) -> YearCalendar:
    """Enter a year's decreed days: day, whether it is worked, and its name.

    :raises RegulationBroken: CA-01 published, CA-02 entered, CA-03 the days, CA-04 a make-up day
        in the week, CA-05 too few holidays
    """
    permissions.keep_calendar.check(by, None)
    rules.year_is_unknown.check(year)
    rules.year_is_new.check(YearCalendar.objects.filter(year=year))
    rules.days_are_of_the_year.check(year, [on for on, _worked, _name in days])
    rules.make_up_days_are_weekends.check([on for on, worked, _name in days if worked])
    rules.holidays_are_whole.check([on for on, worked, _name in days if not worked])
    row = YearCalendar.objects.create(year=year, document=document, entered_by=by, entered_at=at)
    CalendarDay.objects.bulk_create(
        CalendarDay(calendar=row, on=on, is_working=worked, name=name) for on, worked, name in days
    )
    trail.record(row, "enter_calendar", by=by, at=at, year=year)
    return row


@transaction.atomic
def drop(calendar: YearCalendar, *, by: Any, at: datetime) -> None:
    """Take an entered calendar back, to enter it anew.

    :raises RegulationBroken: CA-06, confirmed
    """
    row = lock(calendar)
    permissions.keep_calendar.check(by, row)
    rules.calendar_is_open.check(row)
    trail.record(row, "drop_calendar", by=by, at=at, year=row.year)
    row.delete()


@transaction.atomic
def confirm(calendar: YearCalendar, *, by: Any, at: datetime) -> YearCalendar:
    """Put a calendar into force; running terms are worked out again by a job.

    :raises NotAllowed: by who entered it
    :raises RegulationBroken: CA-06, confirmed before
    """
    row = lock(calendar)
    permissions.confirm_calendar.check(by, row)
    rules.calendar_is_open.check(row)
    row.confirmed_by, row.confirmed_at = by, at
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    trail.record(row, "confirm_calendar", by=by, at=at, year=row.year)
    outbox.enqueue("recall.redraw", key=f"recall.redraw:{row.pk}", at=at, lane="terms", pk=row.pk)
    transaction.on_commit(calendars.forget)
    return row
