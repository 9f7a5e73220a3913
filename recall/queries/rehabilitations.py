"""Who is to be cleared: nominations that came to nothing, and how far their clearing is."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from recall.enums import CaseState, Wrong
from recall.enums import NominationState as S
from recall.models import Nomination, NominationStep

_NONE = Q(rehabilitation=None)
_OPEN = Q(rehabilitation__isnull=False, rehabilitation__closed_at=None)
_DONE = Q(rehabilitation__closed_at__isnull=False)
VIEWS = {"waiting": _NONE, "open": _OPEN, "done": _DONE}


_LEFT = NominationStep.objects.filter(move="end_left").values("row")


def wronged(rows: QuerySet[Nomination]) -> QuerySet[Nomination]:
    """Keep the nominations that left the unit and did not stand, but for those who left."""
    return rows.exclude(pk__in=_LEFT).filter(
        Q(state=S.REJECTED)
        | Q(state=S.WITHDRAWN, submitted_at__isnull=False)
        | Q(case__state=CaseState.REVOKED)
    )


def wrong(nomination: Nomination) -> Wrong | None:
    """Answer why a nomination is to be cleared, None while it stands or is undecided."""
    if nomination.state == S.REJECTED:
        return Wrong.NOT_RECALLED if nomination.decided_at else Wrong.NOT_MATCHED
    if nomination.state == S.WITHDRAWN and nomination.submitted_at:
        if nomination.steps.filter(move="end_left").exists():
            return None
        return Wrong.WITHDRAWN
    case = getattr(nomination, "case", None)
    return Wrong.REVOKED if case and case.state == CaseState.REVOKED else None


def counts(rows: QuerySet[Nomination]) -> dict[str, int]:
    """Answer how many wronged nominations each view has, in one query."""
    answer: dict[str, Any] = wronged(rows).aggregate(
        **{name: Count("pk", filter=view) for name, view in VIEWS.items()}
    )
    return answer


def viewed(rows: QuerySet[Nomination], view: str) -> QuerySet[Nomination]:
    """Keep the wronged nominations of a view, waiting if it is none."""
    return wronged(rows).filter(VIEWS.get(view, _NONE))


def listed(rows: QuerySet[Nomination], view: str) -> QuerySet[Nomination]:
    """Answer the rows of a view (waiting if it is none), with their lines counted."""
    lines = "rehabilitation__lines"
    return (
        viewed(rows, view)
        .select_related("cadre", "unit", "campaign", "rehabilitation", "case")
        .annotate(
            line_count=Count(lines),
            done_count=Count(lines, filter=Q(rehabilitation__lines__done_at__isnull=False)),
        )
        .order_by("-decided_at", "-pk")
    )
