"""For which counties and units somebody may begin a practice."""

from typing import Any

from django.db.models import QuerySet

from accounts.enums import Role
from schemes.models import Ground
from units.models import Jurisdiction, Unit


def counties(user: Any, *roles: Role) -> QuerySet[Jurisdiction]:
    """Answer the counties on which the user holds one of the roles."""
    return Jurisdiction.objects.filter(pk__in=user.counties(*roles)).order_by("name", "pk")


def units(user: Any, *roles: Role) -> QuerySet[Unit]:
    """Answer the standing units on which the user holds one of the roles."""
    rows = Unit.objects.standing().filter(pk__in=user.units(*roles))
    return rows.select_related("county").order_by("name", "pk")


def units_kept(user: Any) -> QuerySet[Unit]:
    """Answer the standing units whose practices somebody keeps: own ones, or the county's."""
    seen = Unit.objects.visible_to(user).standing()
    own = seen.filter(pk__in=user.units(Role.UNIT_CLERK, Role.UNIT_HEAD))
    return (own | seen.filter(county__in=user.counties(Role.COUNTY_ADMIN))).order_by("name")


def within(place: Any) -> QuerySet[Unit]:
    """Answer the units from which a practice takes its people: its own, or all of its county."""
    rows = Unit.objects.standing()
    if place.unit_id:
        return rows.filter(pk=place.unit_id)
    return rows.filter(county=place.county_id).order_by("name", "pk")


def grounds() -> QuerySet[Ground]:
    """Answer every ground of every list, list by list."""
    return Ground.objects.select_related("set").order_by("set", "position")
