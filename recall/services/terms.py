"""Terms of units in this floor, worked out again by a calendar that was confirmed."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from core import dates
from core.audit import trail
from core.workflow.engine import lock
from recall.models import Challenge, Evasion

SLICE = 50


def redraw(*, year: int, by: Any, at: datetime) -> int:
    """Move the last days on which units may answer or speak; at most fifty in one go.

    They were told the day, so it moves later and never earlier.

    :return: how many moved; under fifty, none is left
    """
    moved = 0
    for row, column, day in [*_challenges(year), *_evasions(year)][:SLICE]:
        with transaction.atomic():
            held: Any = lock(row)
            if getattr(held, column) < day and _waits(held):
                setattr(held, column, day)
                held.save(update_fields=[column])
                trail.record(held, "redraw_term", by=by, at=at)
            moved += 1
    return moved


def _waits(row: Any) -> bool:
    if isinstance(row, Challenge):
        return not row.answer and row.closed_at is None
    return row.said_at is None and row.confirmed_at is None and row.withdrawn_at is None


def _challenges(year: int) -> list[tuple[Any, str, date]]:
    rows = Challenge.objects.open().filter(answer="", days__isnull=False)
    found = []
    for row in rows.filter(_touches(year, "raised_at", "due_on")).order_by("pk"):
        day = dates.add_working_days(dates.legal_day(row.raised_at), row.days or 0)
        if day > row.due_on:
            found.append((row, "due_on", day))
    return found


def _evasions(year: int) -> list[tuple[Any, str, date]]:
    rows = Evasion.objects.filter(
        said_at=None, confirmed_at=None, withdrawn_at=None, hear_days__isnull=False
    )
    found = []
    for row in rows.filter(_touches(year, "recorded_at", "hear_until_on")).order_by("pk"):
        day = dates.add_working_days(dates.legal_day(row.recorded_at), row.hear_days or 0)
        if row.hear_until_on and day > row.hear_until_on:
            found.append((row, "hear_until_on", day))
    return found


def _touches(year: int, begun_at: str, due_on: str) -> Q:
    """Say that a term begins or ends in a year."""
    return Q(**{f"{begun_at}__year": year}) | Q(**{f"{due_on}__year": year})
