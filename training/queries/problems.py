"""Questions about the ledger of problems."""

from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from training.enums import StepKind, WordAnswer
from training.models import PracticePosting, Problem, ProblemStep, ResidentWord, WordInvite


def listed(rows: QuerySet[Problem]) -> QuerySet[Problem]:
    """Answer problems with `action_count`, `word_count`, `solved_count`: how many residents say
    that it is solved; the open ones first, the newest first.
    """
    steps = _told(ProblemStep, Count("pk", filter=Q(kind=StepKind.ACTION)))
    words = _told(ResidentWord, Count("pk"))
    solved = _told(ResidentWord, Count("pk", filter=Q(answer=WordAnswer.SOLVED)))
    return (
        rows.select_related("posting__case__cadre", "posting__host_unit")
        .annotate(action_count=steps, word_count=words, solved_count=solved)
        .order_by("closed_on", "-found_on", "-pk")
    )


def _told(model: Any, figure: Count) -> Coalesce:
    rows = model.objects.filter(problem=OuterRef("pk")).order_by().values("problem")
    return Coalesce(Subquery(rows.annotate(told=figure).values("told")), 0)


def of(posting: PracticePosting) -> QuerySet[Problem]:
    """Answer a posting's problems as `listed` does."""
    return listed(Problem.objects.filter(posting=posting))


def invite_of(key: str, *, at: datetime) -> WordInvite | None:
    """Answer the invite behind a code's keyed hash, if it is good now."""
    rows = WordInvite.objects.filter(key=key, is_used=False, is_void=False, until_at__gt=at)
    return rows.select_related("problem__posting__case").first()


def for_word(user: Any) -> QuerySet[Problem]:
    """Answer the closed problems of those whom the user guides that have no resident's word yet."""
    guided = PracticePosting.objects.guided_by(user)
    rows = Problem.objects.filter(posting__in=guided, closed_on__isnull=False, words=None)
    return rows.select_related("posting__case__cadre").order_by("closed_on", "pk")
