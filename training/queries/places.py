"""Questions about the places where practice is done."""

from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet

from accounts.enums import Role
from training.models import HostPlace, PracticePosting
from units.models import Jurisdiction, Unit


def taken(place: HostPlace, from_on: date, until_on: date) -> int:
    """Answer how many standing postings a place has at most on one day of a span.

    Two people who follow each other take one room, not two: the busiest day counts.
    """
    rows = PracticePosting.objects.standing().filter(
        host_place=place, from_on__lte=until_on, until_on__gte=from_on
    )
    spans = list(rows.values_list("from_on", "until_on"))
    starts = {max(first, from_on) for first, _last in spans}
    return max((sum(a <= day <= b for a, b in spans) for day in starts), default=0)


def listed(rows: QuerySet[HostPlace], on: date) -> QuerySet[HostPlace]:
    """Answer places with `here_count` (there on a day), `coming_count` and `free_count`."""
    stands = Q(postings__finished_on=None)
    here = Count("postings", filter=stands & Q(postings__from_on__lte=on))
    return (
        rows.select_related("unit", "county")
        .annotate(
            here_count=here,
            coming_count=Count("postings", filter=stands & Q(postings__from_on__gt=on)),
            last_until_on=Max("postings__until_on", filter=stands),
            free_count=F("capacity") - here,
        )
        .order_by("closed_at", "name", "pk")
    )


def open_at(unit: Unit) -> QuerySet[HostPlace]:
    """Answer the places of a unit that take people in."""
    return HostPlace.objects.standing().filter(unit=unit).order_by("name")


def counties(user: Any) -> QuerySet[Jurisdiction]:
    """Answer the counties whose places the user keeps."""
    kept = user.counties(Role.COUNTY_ADMIN, Role.CLASS_MANAGER)
    return Jurisdiction.objects.filter(pk__in=kept, level="COUNTY").order_by("pk")


def units(user: Any) -> QuerySet[Unit]:
    """Answer the standing units that may run a place."""
    return Unit.objects.filter(county__in=counties(user), until_on=None).order_by("kind", "name")
