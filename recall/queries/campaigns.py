"""Questions about campaigns."""

from datetime import date
from typing import Any

from django.db.models import (
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce

from cadres.models import Cadre
from recall.enums import CampaignState, NominationState
from recall.models import Campaign, CampaignUnit, Nomination, Round, ZeroReport
from schemes.queries import parameters


def named_units(campaign: Campaign) -> dict[str, list[int]]:
    """Answer the ids of the units that must report, and of those among them that go first."""
    rows = campaign.campaign_units.order_by("unit").values_list("unit", "leads_by_example")
    named = list(rows)
    return {"units": [pk for pk, _leads in named], "leading": [pk for pk, leads in named if leads]}


def boards(user: Any, *, on: date) -> list[dict[str, Any]]:
    """Answer the running campaigns in view with their newest round and what its units sent.

    :returns: per campaign the number and last day of its round (`None` before the first is
        announced), the units due, those that nominate, those with a zero report and nobody
        named, and those still waited for (`None` in a rolling campaign: nobody owes a report)
    """
    newest = Round.objects.filter(campaign=OuterRef("pk"), notice_on__lte=on).order_by("-number")
    heard = Nomination.objects.filter(submitted_at__isnull=False)
    named = heard.filter(round=OuterRef("round"), unit=OuterRef("unit"))
    rows = (
        Campaign.objects.visible_to(user)
        .filter(state=CampaignState.OPEN)
        .annotate(
            newest=Subquery(newest.values("pk")[:1]),
            newest_number=Subquery(newest.values("number")[:1]),
            newest_closes_on=Subquery(newest.values("closes_on")[:1]),
            due=_units(CampaignUnit.objects.all(), "campaign", "pk"),
            nominating=_units(heard, "round", "newest"),
            zero=_units(ZeroReport.objects.filter(~Exists(named)), "round", "newest"),
        )
        .order_by("-launched_at")[:5]
    )
    return [_board(row) for row in rows]


def _board(row: Any) -> dict[str, Any]:
    waiting = row.due - row.nominating - row.zero if row.newest_closes_on else None
    counted = {"due": row.due, "nominating": row.nominating, "zero": row.zero}
    round_ = {"round": row.newest_number, "closes_on": row.newest_closes_on}
    return {"campaign": row, **round_, **counted, "waiting": waiting}


def _units(rows: QuerySet, owner: str, outer: str) -> Coalesce:
    """Count the units of an owner's rows by themselves: joined, each would multiply the next."""
    one = rows.filter(**{owner: OuterRef(outer)}).order_by().values(owner)
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
    """Answer the figures of a campaign, of each campaign of a system under it, and of all.

    A unit that stands in several of them counts once in the last row, with its people.
    """
    sent = Nomination.objects.filter(submitted_at__isnull=False)
    done = Nomination.objects.filter(state=NominationState.APPROVED)
    one = Campaign.objects.filter(Q(pk=campaign.pk) | Q(parent=campaign))
    rows = one.annotate(
        people=_sum(CampaignUnit.objects.all()),
        units=_count(CampaignUnit.objects.all()),
        nominated=_count(sent),
        recalled=_count(done),
    ).order_by(F("parent").asc(nulls_first=True), "pk")
    names = ("units", "people", "nominated", "recalled")
    told = [{"campaign": row, **{name: getattr(row, name) for name in names}} for row in rows]
    held = CampaignUnit.objects.filter(campaign__in=one.order_by().values("pk"))
    sizes = dict(held.order_by("size").values_list("unit", "size"))
    whole = {name: sum(row[name] for row in told) for name in names}
    whole |= {"units": len(sizes), "people": sum(n or 0 for n in sizes.values())}
    return [*told, {"campaign": None, **whole}] if len(told) > 1 else told


def _count(rows: QuerySet) -> Coalesce:
    one = rows.filter(campaign=OuterRef("pk")).order_by().values("campaign")
    counted = one.annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), Value(0), output_field=IntegerField())


def _sum(rows: QuerySet) -> Coalesce:
    one = rows.filter(campaign=OuterRef("pk")).order_by().values("campaign")
    summed = one.annotate(n=Sum("size")).values("n")
    return Coalesce(Subquery(summed), Value(0), output_field=IntegerField())
