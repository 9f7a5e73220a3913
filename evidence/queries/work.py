"""Questions about attendance at work. A month that a protection touches counts for nobody."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from cadres.models import Cadre, Protection
from core.dates import add_months
from evidence.models import WorkMonth
from evidence.queries import protections

FIGURES = ("due_days", "absent_days", "absent_running", "late_times", "leave_days")


def last_of(month: date) -> date:
    """Answer the last day of a month, told by its first."""
    return add_months(month, 1) - timedelta(days=1)


def protection_of(cadre: int, month: date) -> Protection | None:
    """Answer the first protection of a person that touches a day of the month."""
    return protections.at(protections.of([cadre]), cadre, month, last_of(month))


def _touched() -> Exists:
    """Answer the condition that a protection of the person touches a day of the month."""
    held = Protection.objects.annotate(begins=TruncMonth("from_on")).filter(
        Q(until_on=None) | Q(until_on__gte=OuterRef("month")),
        cadre=OuterRef("cadre"),
        begins__lte=OuterRef("month"),
    )
    return Exists(held)


def with_protection(rows: QuerySet[WorkMonth]) -> QuerySet[WorkMonth]:
    """Mark with `is_protected` the months that a protection of the person touches."""
    return rows.annotate(is_protected=_touched())


def unprotected(rows: QuerySet[WorkMonth]) -> QuerySet[WorkMonth]:
    """Narrow to the months that no protection of the person touches."""
    return rows.exclude(_touched())


def within(rows: QuerySet[WorkMonth], from_on: date, until_on: date) -> QuerySet[WorkMonth]:
    """Narrow to the months from that of the first day to that of the last."""
    return rows.filter(month__range=(from_on.replace(day=1), until_on))


def in_span(rows: QuerySet[WorkMonth], from_on: date, until_on: date) -> QuerySet[WorkMonth]:
    """Narrow to what a span tells of people: its months that their unit of today has reported."""
    return within(rows, from_on, until_on).filter(unit=F("cadre__unit"))


def sums(people: Collection[int], from_on: date, until_on: date) -> dict[int, dict[str, int]]:
    """Answer, by person, the days absent and the times late of `in_span`; who has none is out."""
    rows = in_span(WorkMonth.objects.filter(cadre__in=people), from_on, until_on)
    found = rows.exclude(_touched()).order_by().values("cadre")
    told = found.annotate(absent=Sum("absent_days"), late=Sum("late_times"))
    return {row["cadre"]: {"absent": row["absent"], "late": row["late"]} for row in told}


def unreported(unit: int, month: date) -> int:
    """Answer how many of the unit's people of today have no line in a month."""
    rows = WorkMonth.objects.filter(month=month).values("cadre")
    people = Cadre.objects.of_unit(unit).filter(merged_into=None, left_on=None)
    return int(people.exclude(pk__in=rows).count())


def months(rows: QuerySet[WorkMonth]) -> list[date]:
    """Answer the months that have rows, newest first."""
    return list(rows.order_by("-month").values_list("month", flat=True).distinct())


def units(rows: QuerySet[WorkMonth]) -> list[tuple[Any, Any]]:
    """Answer id and name of the units that have rows, by name."""
    found = rows.order_by("unit__name", "unit").values_list("unit", "unit__name")
    return list(found.distinct())
