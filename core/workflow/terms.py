"""Last days that people and units were told, worked out again by a calendar that was confirmed."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet

from core import dates
from core.audit import trail
from core.workflow.engine import lock

SLICE = 50


class Term(NamedTuple):
    """One kind of term: which rows run, where the last day stands, from when and how long."""

    running: Callable[[], QuerySet]
    due_on: str
    begun: str
    first: Callable[[Any], date]
    days: Callable[[Any], int]  # working days


def redraw(terms: Iterable[Term], *, year: int, by: Any, at: datetime) -> int:
    """Move the last days that a year's calendar moves; at most fifty in one go.

    They were told to somebody, so a day moves later and never earlier (guards.never_shorter).

    :return: how many moved; under fifty, none is left
    """
    stale = [found for term in terms for found in _stale(term, year)][:SLICE]
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
