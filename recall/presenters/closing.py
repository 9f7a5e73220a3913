"""Flags against closing, as the pages of a campaign and of a case show them."""

from typing import Any

from django.urls import reverse

from recall.enums import CaseState
from recall.models import Campaign, Case, Nomination
from recall.regulations import closing

_SHOWN = 5


def of_campaign(campaign: Campaign, *, user: Any) -> list[dict[str, Any]]:
    """Answer each flag with its number, what to do, and the first rows that the user may open."""
    return [
        {
            "number": flag.rule.number,
            "sentence": flag.rule.sentence,
            "count": flag.rows.count(),
            "rows": [_row(row) for row in _seen(flag.rows, user)],
        }
        for flag in closing.flags(campaign)
    ]


def of_case(case: Case) -> list[dict[str, Any]]:
    """Answer the flags of a case that is not over; there is nothing to link to but itself."""
    if case.state in (CaseState.CLOSED, CaseState.REVOKED):
        return []
    return [
        {"number": flag.rule.number, "sentence": flag.rule.sentence, "count": 0, "rows": []}
        for flag in closing.case_flags(case)
    ]


def _seen(rows: Any, user: Any) -> Any:
    mine = rows.model.objects.visible_to(user).filter(pk__in=rows.values("pk"))
    return mine.select_related("cadre").order_by("pk")[:_SHOWN]


def _row(row: Case | Nomination) -> dict[str, str]:
    page = "recall:case" if isinstance(row, Case) else "recall:nomination"
    return {"name": row.cadre.name, "href": reverse(page, args=[row.pk])}
