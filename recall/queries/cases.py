"""Questions about cases."""

from typing import Any

from django.db.models import Count, F, Q, QuerySet

from accounts.enums import Role
from recall.enums import CaseState
from recall.models import Campaign, Case

VIEWS = {  # saved views over the list
    "open": [CaseState.OPEN],
    "served": [CaseState.SERVED],
    "training": [CaseState.TRAINING],
    "practice": [CaseState.PRACTICE],
    "assessed": [CaseState.ASSESSED],
    "closed": [CaseState.DECIDED, CaseState.TRACKING, CaseState.CLOSED, CaseState.REVOKED],
}


def awaiting_training(campaign: Campaign) -> QuerySet[Case]:
    """Answer the served cases of a campaign that are in no class yet, oldest first."""
    return (
        Case.objects.filter(campaign=campaign, state=CaseState.SERVED)
        .select_related("cadre", "unit", "nomination", "subject")
        .order_by("pk")
    )


_OVER = (CaseState.CLOSED, CaseState.REVOKED)


def arrived(user: Any) -> QuerySet[Case]:
    """Answer the running cases of another county on people who moved to the user's county.

    For its administrators and deciders, who answer for the person now; never one's own.
    """
    here = user.counties(Role.COUNTY_ADMIN, Role.DECIDER)
    rows = Case.objects.filter(cadre__unit__county__in=here).exclude(state__in=_OVER)
    return rows.exclude(county=F("cadre__unit__county")).exclude(subject=user)


_LINE = (
    "state",
    "due_on",
    "opened_at",
    "unit_name",
    "cadre__name",
    "unit__name",
    "campaign__title",
    "nomination__post_title",
    "notice__reference",
)


def listed(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Answer the rows with all that one line of a list shows."""
    rows = rows.select_related("cadre", "unit", "campaign", "nomination", "notice")
    return rows.only(*_LINE).order_by("due_on", "-pk")


def counts(rows: QuerySet[Case]) -> dict[str, int]:
    """Answer how many rows stand in each state, in one query."""
    return dict(rows.order_by().values_list("state").annotate(n=Count("pk")))


def filtered(
    rows: QuerySet[Case], *, q: str = "", campaign: Any = None, view: str = ""
) -> QuerySet[Case]:
    """Keep the rows of a campaign and a view whose person or unit carries the words."""
    if view in VIEWS:
        rows = rows.filter(state__in=VIEWS[view])
    if q:
        rows = rows.filter(Q(cadre__name__icontains=q) | Q(unit__name__icontains=q))
    return rows.filter(campaign=campaign) if campaign else rows
