"""Questions about cases."""

from django.db.models import QuerySet

from recall.enums import CaseState
from recall.models import Campaign, Case


def awaiting_training(campaign: Campaign) -> QuerySet[Case]:
    """Answer the served cases of a campaign that are in no class yet, oldest first."""
    return (
        Case.objects.filter(campaign=campaign, state=CaseState.SERVED)
        .select_related("cadre", "unit", "nomination", "subject")
        .order_by("pk")
    )


def listed(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Answer the rows with all that one line of a list shows."""
    return rows.select_related("cadre", "unit", "campaign", "nomination", "notice").order_by(
        "due_on", "-pk"
    )
