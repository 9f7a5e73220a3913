"""What concerns a person themself: what they were told of, and their cases."""

from typing import Any

from django.db.models import QuerySet

from recall.models import Case, Nomination


def told(user: Any) -> QuerySet[Nomination]:
    """Answer the nominations of which the person has been told, newest first."""
    return (
        Nomination.objects.told_to(user).select_related("campaign", "unit").order_by("-verified_at")
    )


def cases(user: Any) -> QuerySet[Case]:
    """Answer the person's cases, newest first."""
    return (
        Case.objects.of_person(user)
        .select_related("campaign", "unit", "receipt")
        .order_by("-opened_at")
    )
