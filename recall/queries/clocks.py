"""Running terms: which are near, over or paused, and to whom an overdue one has gone up."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery

from core import dates
from recall.models import Clock

SOON = 2
UP = 5
_DAY = timedelta(days=1)


def level(clock: Clock, on: date) -> int:
    """Answer how far an overdue term has gone up: 0 not, 1 to the administrator, 2 the deciders.

    It follows from the last day alone, so that no run of a job can be missed or come twice.
    """
    if clock.due_on is None or clock.due_on >= on:
        return 0
    return 2 if clock.due_on < days_before(on, UP) else 1


def running_clock(matter: str) -> Subquery:
    """Answer the id of a matter's running term, to be annotated. `matter`: nomination or case."""
    rows = Clock.objects.running().filter(**{matter: OuterRef("pk")})
    return Subquery(rows.values("pk")[:1])


def days_before(on: date, days: int) -> date:
    """Answer the last day of a term that is exactly `days` working days over on a day."""
    while days > 0:
        days -= dates.is_working_day(on)
        on -= _DAY
    return on


def _soon(on: date) -> Q:
    return Q(due_on__gte=on, due_on__lte=dates.add_working_days(on, SOON))


def viewed(rows: QuerySet[Clock], view: str, on: date) -> QuerySet[Clock]:
    """Narrow running terms to one view: late, soon, paused; anything else is all."""
    if view == "soon":
        return rows.filter(_soon(on))
    views = {"late": Q(due_on__lt=on), "paused": Q(due_on=None)}
    return rows.filter(views[view]) if view in views else rows


def lately_late(rows: QuerySet[Clock], on: date) -> QuerySet[Clock]:
    """Narrow running terms to those that went up a step within two weeks, to tell people of it."""
    first = days_before(on, UP) - 14 * _DAY
    return rows.filter(due_on__lt=on, due_on__gte=first)


def counts(rows: QuerySet[Clock], on: date) -> dict[str, int]:
    """Answer how many running terms each view has."""
    return rows.aggregate(
        all=Count("pk"),
        late=Count("pk", filter=Q(due_on__lt=on)),
        soon=Count("pk", filter=_soon(on)),
        paused=Count("pk", filter=Q(due_on=None)),
    )


def gone_up(counties: Any, *, reached: int, on: date) -> tuple[int, date | None]:
    """Answer how many overdue terms of some counties have gone up to a level by a day.

    With them the earliest of their last days, None where there is none.
    """
    if not counties:
        return 0, None
    limit = on if reached == 1 else days_before(on, UP)
    rows = Clock.objects.overdue(limit).filter(county__in=counties)
    told = rows.aggregate(number=Count("pk"), first=Min("due_on"))
    return told["number"], told["first"]
