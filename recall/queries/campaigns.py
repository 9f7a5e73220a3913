"""Questions about campaigns."""

from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from cadres.models import Cadre
from recall.enums import CampaignState, NominationState
from recall.models import Campaign, CampaignUnit, Nomination, ZeroReport
from schemes.queries import parameters


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


def sizes(campaign: Campaign) -> dict[int, int]:
    """Answer how many people each unit of the campaign has on its roll now."""
    rows = (
        Cadre.objects.filter(
            unit__in=campaign.campaign_units.values("unit"), left_on=None, merged_into=None
        )
        .values("unit")
        .annotate(n=Count("pk"))
    )
    return {row["unit"]: row["n"] for row in rows}


def recalled(campaign: Campaign) -> dict[int, int]:
    """Answer how many people of each unit were recalled in the campaign."""
    rows = (
        Nomination.objects.filter(campaign=campaign, state=NominationState.APPROVED)
        .values("unit")
        .annotate(n=Count("pk"))
    )
    return {row["unit"]: row["n"] for row in rows}


def by_quota(campaign: Campaign) -> list[dict[str, Any]]:
    """Answer, with the quota on, each unit's size, quota and recalls; empty with it off.

    As many of a unit's recalls as its quota count as recalled by quota, the others as beyond it.
    """
    rule = campaign.scheme_version.parameters
    if not rule["quota_on"]:
        return []
    done = recalled(campaign)
    rows = []
    for row in campaign.campaign_units.select_related("unit").order_by("unit__name"):
        asked = parameters.quota(rule, row.size or 0)
        n = done.get(row.unit_id, 0)
        within = min(n, asked)
        rows.append(
            {"unit": row.unit, "size": row.size, "quota": asked, "recalled": n, "within": within}
        )
    return rows


def totals(campaign: Campaign) -> list[dict[str, Any]]:
    """Answer the figures of a campaign, of each campaign of a system under it, and of all."""
    sent = Nomination.objects.filter(submitted_at__isnull=False)
    done = Nomination.objects.filter(state=NominationState.APPROVED)
    one = Campaign.objects.filter(pk=campaign.pk) | campaign.subcampaigns.all()
    rows = one.annotate(
        people=_sum(CampaignUnit.objects.all()),
        units=_count(CampaignUnit.objects.all()),
        nominated=_count(sent),
        recalled=_count(done),
    ).order_by(F("parent").asc(nulls_first=True), "pk")
    names = ("units", "people", "nominated", "recalled")
    told = [{"campaign": row, **{name: getattr(row, name) for name in names}} for row in rows]
    whole = {name: sum(row[name] for row in told) for name in names}
    return [*told, {"campaign": None, **whole}] if len(told) > 1 else told


def _count(rows: QuerySet) -> Coalesce:
    one = rows.filter(campaign=OuterRef("pk")).order_by().values("campaign")
    counted = one.annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), Value(0), output_field=IntegerField())


def _sum(rows: QuerySet) -> Coalesce:
    one = rows.filter(campaign=OuterRef("pk")).order_by().values("campaign")
    summed = one.annotate(n=Sum("size")).values("n")
    return Coalesce(Subquery(summed), Value(0), output_field=IntegerField())
