"""Papers of a campaign that are printed in bulk, in the order of units."""

from typing import Any

from django.db.models import QuerySet

from core.prints.series import Paper
from recall.enums import CaseState
from recall.models import Campaign, Case, Nomination, ReasonSheet
from units.models import Unit

_ORDER = ("unit__name", "unit", "cadre__name", "pk")


def campaign(user: Any, params: dict[str, Any]) -> Campaign | None:
    """Answer the campaign that is named, if the user may see it."""
    return Campaign.objects.visible_to(user).filter(pk=params["campaign"]).first()


def units(user: Any, campaign: Campaign) -> QuerySet[Unit]:
    """Answer the units with cases or nominations of a campaign that the user may see, by name."""
    seen = Nomination.objects.visible_to(user).filter(campaign=campaign)
    return Unit.objects.filter(pk__in=seen.values("unit")).order_by("name", "pk")


def cases(user: Any, params: dict[str, Any]) -> QuerySet[Case]:
    """Answer the cases of campaign and unit that still stand; never the user's own."""
    seen = Case.objects.visible_to(user).exclude(state=CaseState.REVOKED)
    rows = seen.filter(campaign=params["campaign"])
    if params.get("unit"):
        rows = rows.filter(unit=params["unit"])
    return rows.select_related("unit").order_by(*_ORDER)


def notices(user: Any, params: dict[str, Any]) -> list[Paper]:
    """Answer the notices, of cases that await service alone if so asked."""
    rows = cases(user, params)
    if params.get("waiting"):
        rows = rows.filter(state=CaseState.OPEN)
    told = [(row.notice_id, row) for row in rows]
    return [Paper(pk, row.unit_then, row.cadre_id) for pk, row in told if pk]


def reason_sheets(user: Any, params: dict[str, Any]) -> list[Paper]:
    """Answer the newest 说明书 of each case, those not read by the person alone if so asked."""
    rows = cases(user, params)
    if params.get("waiting"):
        rows = rows.filter(state=CaseState.OPEN)
    sheets = ReasonSheet.objects.filter(nomination__in=rows.values("nomination"))
    newest = dict(sheets.order_by("edition").values_list("nomination", "document"))
    return [
        Paper(newest[row.nomination_id], row.unit_then, row.cadre_id)
        for row in rows
        if row.nomination_id in newest
    ]
