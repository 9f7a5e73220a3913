"""Questions about requests for roles."""

from django.db.models import Count, QuerySet

from accounts.models import GrantRequest, User


def listed(user: User, *, state: str = "") -> QuerySet[GrantRequest]:
    """Answer the requests that an administrator may see, newest first."""
    rows = GrantRequest.objects.visible_to(user)
    if state:
        rows = rows.filter(state=state)
    return rows.select_related("user", "county", "unit", "asked_by", "answered_by").order_by("-pk")


def counts(user: User) -> dict[str, int]:
    """Answer how many requests stand in each state."""
    rows = GrantRequest.objects.visible_to(user).values_list("state").annotate(n=Count("pk"))
    return dict(rows)
