"""Whose schemes: the division that a user administers, and the newest version of each scheme."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from accounts.enums import Role
from schemes.models import Scheme, SchemeVersion
from units.models import Jurisdiction


def administered(user: Any) -> Jurisdiction | None:
    """Answer the highest division that the user administers."""
    mine = user.counties(Role.COUNTY_ADMIN)
    rows = Jurisdiction.objects.filter(pk__in=mine).exclude(parent__in=mine)
    return rows.order_by("code").first()


def with_newest(rows: QuerySet[Scheme]) -> QuerySet[Scheme]:
    """Add number, state and last day of each scheme's newest approved version."""
    newest = SchemeVersion.objects.filter(scheme=OuterRef("pk"), state="APPROVED")
    newest = newest.order_by("-number")
    return rows.select_related("county", "unit", "parent").annotate(
        newest=Subquery(newest.values("number")[:1]),
        newest_pk=Subquery(newest.values("pk")[:1]),
        sunset_on=Subquery(newest.values("sunset_on")[:1]),
    )
