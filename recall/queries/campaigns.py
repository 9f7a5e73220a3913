"""Questions about campaigns."""

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from recall.enums import CampaignState
from recall.models import Campaign, CampaignUnit, Nomination, ZeroReport


def boards(user: Any) -> list[dict[str, Any]]:
    """Answer the running campaigns in view with units due and units heard from."""
    heard = Nomination.objects.filter(submitted_at__isnull=False)
    rows = (
        Campaign.objects.visible_to(user)
        .filter(state=CampaignState.OPEN)
        .annotate(
            due=_units(CampaignUnit.objects.all(), "campaign"),
            nominating=_units(heard, "campaign"),
            zero=_units(ZeroReport.objects.all(), "round__campaign"),
        )
        .order_by("-launched_at")[:5]
    )
    return [
        {"campaign": row, "due": row.due, "nominating": row.nominating, "zero": row.zero}
        for row in rows
    ]


def _units(rows: QuerySet, campaign: str) -> Coalesce:
    """Count the units of a campaign's rows by themselves: joined, each would multiply the next."""
    one = rows.filter(**{campaign: OuterRef("pk")}).order_by().values(campaign)
    counted = one.annotate(n=Count("unit", distinct=True)).values("n")
    return Coalesce(Subquery(counted), Value(0), output_field=IntegerField())
