"""Questions about heart-to-heart talks."""

from datetime import date
from typing import Any

from django.db.models import Count, Max, QuerySet

from recall.enums import CaseState
from recall.models import Case
from training.models import HeartTalk

_OPEN = (CaseState.SERVED, CaseState.TRAINING, CaseState.PRACTICE, CaseState.ASSESSED)


def goes_on(case: Case) -> bool:
    """Answer whether a case is between its notice and its outcome."""
    return case.state in _OPEN


def listed(rows: QuerySet[HeartTalk]) -> QuerySet[HeartTalk]:
    """Answer talks with their people, the latest first."""
    return rows.select_related("case__cadre", "held_by").order_by("-on", "-pk")


def waiting(user: Any) -> int:
    """Answer how many talks a person has not signed yet."""
    return HeartTalk.objects.waiting(user).count()


def held(case: Case, *, since: date) -> dict[str, Any]:
    """Answer how often was talked with a person since a day, and when last: `n`, `last_on`."""
    rows = case.heart_talks.filter(on__gte=since)  # type: ignore[attr-defined]
    return rows.aggregate(n=Count("pk"), last_on=Max("on"))
