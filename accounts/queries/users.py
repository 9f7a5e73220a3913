"""Questions about accounts."""

from datetime import date

from django.db.models import Q, QuerySet

from accounts.enums import Role
from accounts.models import Grant, User
from units.models import Jurisdiction


def holders(*roles: str, county_id: int, on: date) -> QuerySet[User]:
    """Answer the active people who hold one of the roles on a county on a day.

    A grant on the prefecture above counts.
    """
    above = Jurisdiction.objects.filter(children=county_id).values("pk")
    there = Q(county=county_id) | Q(county__in=above)
    grants = Grant.objects.in_force(on).filter(there, role__in=roles)
    return User.objects.filter(is_active=True, grants__in=grants).distinct().order_by("name", "pk")


def administered(user: User) -> Jurisdiction | None:
    """Answer the county that a county admin runs, None for anybody else."""
    own = user.counties(Role.COUNTY_ADMIN)
    return Jurisdiction.objects.filter(pk__in=own).order_by("pk").first()
