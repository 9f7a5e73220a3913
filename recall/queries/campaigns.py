"""Questions about campaigns."""

from typing import Any

from django.db.models import Count, Q

from recall.enums import CampaignState
from recall.models import Campaign


def boards(user: Any) -> list[dict[str, Any]]:
    """Answer the running campaigns in view with units due and units heard from."""
    submitted = Q(nominations__submitted_at__isnull=False)
    rows = (
        Campaign.objects.visible_to(user)
        .filter(state=CampaignState.OPEN)
        .annotate(
            due=Count("campaign_units", distinct=True),
            nominating=Count("nominations__unit", filter=submitted, distinct=True),
            zero=Count("rounds__zero_reports__unit", distinct=True),
        )
        .order_by("-launched_at")[:5]
    )
    return [
        {"campaign": row, "due": row.due, "nominating": row.nominating, "zero": row.zero}
        for row in rows
    ]
