"""Terms to answer and to object in practices, worked out again by a calendar that was confirmed."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet

from core import dates
from core.audit import trail
from core.workflow.engine import lock
from evidence.models import BookPeriod, InspectionFinding, ListEntry

SLICE = 50


class Term(NamedTuple):
    """One kind of term: which rows run, where the last day stands, from when and how long."""

    running: Callable[[], QuerySet]
    due_on: str
    begun: str
    first: Callable[[Any], date]
    days: Callable[[Any], int]


TERMS = (
    Term(  # a person on the yellow list, before it goes up
        lambda: ListEntry.objects.filter(
            object_until_on__isnull=False, said_at=None, published_on=None, withdrawn_at=None
        ).select_related("list"),
        "object_until_on",
        "told_on",
        lambda row: row.told_on,
        lambda row: row.list.objection_days,
    ),
    Term(  # a unit that was told of a finding
        lambda: InspectionFinding.objects.filter(
            answer_due_on__isnull=False, answered_at=None, closed_at=None
        ).select_related("inspection"),
        "answer_due_on",
        "sent_at",
        lambda row: dates.legal_day(row.sent_at),
        lambda row: row.inspection.answer_days,
    ),
    Term(  # everybody in a book, against the lines of a closed period
        lambda: BookPeriod.objects.filter(
            objection_until_on__isnull=False, final_at=None
        ).select_related("rule"),
        "objection_until_on",
        "closed_at",
        lambda row: dates.legal_day(row.closed_at),
        lambda row: row.rule.objection_days,
    ),
)


def redraw(*, year: int, by: Any, at: datetime) -> int:
    """Move the last days to answer and to object; at most fifty in one go.

    People and units were told the day, so it moves later and never earlier.

    :return: how many moved; under fifty, none is left
    """
    stale = [found for term in TERMS for found in _stale(term, year)][:SLICE]
    for term, row, day in stale:
        with transaction.atomic():
            held: Any = lock(row)
            still = term.running().filter(pk=held.pk).exists()
            if still and getattr(held, term.due_on) < day:
                setattr(held, term.due_on, day)
                held.save(update_fields=[term.due_on])
                trail.record(held, "redraw_term", by=by, at=at)
    return len(stale)


def _stale(term: Term, year: int) -> Iterator[tuple[Term, Any, date]]:
    touches = Q(**{f"{term.begun}__year": year}) | Q(**{f"{term.due_on}__year": year})
    for row in term.running().filter(touches).order_by("pk"):
        day = dates.add_working_days(term.first(row), term.days(row))
        if day > getattr(row, term.due_on):
            yield term, row, day
