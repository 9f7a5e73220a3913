"""Questions about accounts."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Greatest
from django.utils.http import urlsafe_base64_decode

from accounts.enums import DUTIES, Role
from accounts.models import Grant, User
from units.models import Jurisdiction
from units.queries import units


def holders(*roles: str, county_id: int, on: date) -> QuerySet[User]:
    """Answer the active people who hold one of the roles on a county on a day.

    A grant on the prefecture above counts.
    """
    above = Jurisdiction.objects.filter(children=county_id).values("pk")
    there = Q(county=county_id) | Q(county__in=above)
    grants = Grant.objects.in_force(on).filter(there, role__in=roles)
    return User.objects.filter(is_active=True, grants__in=grants).distinct().order_by("name", "pk")


def unit_holders(*roles: str, unit_id: int, on: date) -> QuerySet[User]:
    """Answer the active people who hold one of the roles on a unit on a day.

    A grant on a unit above counts if it reaches the units below.
    """
    grants = Grant.objects.in_force(on).filter(role__in=roles)
    there = Q(unit=unit_id) | Q(unit__in=units.above(unit_id), with_below=True)
    return (
        User.objects.filter(is_active=True, grants__in=grants.filter(there))
        .distinct()
        .order_by("name", "pk")
    )


def on_duty(duty: str, *, on: date) -> QuerySet[User]:
    """Answer the active administrators who have one of the three duties on a day."""
    grants = Grant.objects.in_force(on).filter(role=duty)
    return User.objects.filter(is_active=True, grants__in=grants).distinct().order_by("pk")


def administered(user: User) -> Jurisdiction | None:
    """Answer the county that a county admin runs, None for anybody else."""
    own = user.counties(Role.COUNTY_ADMIN)
    return Jurisdiction.objects.filter(pk__in=own).order_by("pk").first()


def listed(user: User, *, words: str = "") -> QuerySet[User]:
    """Answer the accounts for an administrator, by name or username; none for anybody else."""
    if not user.duty:
        return User.objects.none()
    rows = User.objects.filter(is_system=False)
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(username__istartswith=words))
    return rows.order_by("username", "pk")


def idle(*, at: datetime) -> QuerySet[Any]:
    """Answer the open accounts without a sign-in for IDLE_ACCOUNT_DAYS, the longest idle first.

    `idle_from` is the last sign-in or the day of opening, `is_duty` whether it is a duty's.
    """
    duty = Grant.objects.filter(user=OuterRef("pk"), role__in=DUTIES, revoked_at=None)
    rows = User.objects.filter(is_active=True, is_system=False, is_guest=False)
    rows = rows.annotate(idle_from=Greatest("last_login", "opened_at"), is_duty=Exists(duty))
    before = at - timedelta(days=settings.IDLE_ACCOUNT_DAYS)
    return rows.filter(idle_from__lt=before).order_by("idle_from", "pk")


def grants(user: User) -> QuerySet[Grant]:
    """Answer the grants that stand, for an administrator; none for anybody else."""
    if not user.duty:
        return Grant.objects.none()
    rows = Grant.objects.filter(revoked_at=None).select_related("user", "county", "unit")
    return rows.order_by("role", "pk")


def named_in(uid: str) -> User | None:
    """Answer the account that a one-time address names, if it may still sign in."""
    try:
        pk = int(urlsafe_base64_decode(uid))
    except ValueError:
        return None
    if not 0 < pk < 2**63:
        return None
    return User.objects.filter(pk=pk, is_active=True, is_system=False, is_guest=False).first()
