"""Questions about signals."""

from typing import Any

from django.db.models import Count, QuerySet

from core.search.finding import begun
from evidence.models import Signal


def listed(rows: QuerySet[Signal], *, q: str = "", practice: str = "") -> QuerySet[Signal]:
    """Answer the rows of a list, newest first, kept to a practice and to people by name."""
    if practice:
        rows = rows.filter(practice=practice)
    if q:
        rows = rows.filter(cadre__in=begun("cadre", q))
    return rows.select_related("cadre", "unit", "ground").order_by("-raised_at", "-pk")


def counts(rows: QuerySet[Signal]) -> dict[str, int]:
    """Answer how many standing signals each practice has, in one query."""
    return dict(rows.order_by().values_list("practice").annotate(n=Count("pk")))


def about(cadre: Any, user: Any) -> QuerySet[Signal]:
    """Answer the standing signals about a person that the user may see, newest first."""
    rows = Signal.objects.visible_to(user).standing().filter(cadre=cadre)
    return rows.select_related("ground").order_by("-raised_at", "-pk")
