"""Which cases stand still, and on which days."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from recall.models import Case
from training.models import Enrolment, Suspension


def open_of(case: Case) -> Suspension | None:
    """Answer the suspension in which a case stands still now, None if it goes on."""
    return Suspension.objects.filter(case=case, ended_at=None).first()


def on_day(on: Any) -> Q:
    """Answer the condition that a suspension covers a day, or the day in a column."""
    return Q(from_on__lte=on) & (Q(until_on=None) | Q(until_on__gte=on))


def without(rows: QuerySet[Enrolment], on: date) -> QuerySet[Enrolment]:
    """Answer the enrolments whose case does not stand still on a day."""
    held = Suspension.objects.filter(on_day(on), case=OuterRef("case"))
    return rows.exclude(Exists(held))


def stands_still(case: Case, on: date) -> bool:
    """Answer whether a case stands still on a day."""
    return Suspension.objects.filter(on_day(on), case=case).exists()


def held_among(enrolments: Iterable[int], on: date) -> bool:
    """Answer whether one of some enrolments stands still on a day."""
    return Suspension.objects.filter(on_day(on), case__enrolments__in=list(enrolments)).exists()
