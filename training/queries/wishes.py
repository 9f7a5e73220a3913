"""Questions about wishes to stay."""

from typing import Any

from django.db.models import QuerySet

from recall.enums import CaseState
from recall.models import Case
from training.models import PracticePosting, StayWish

_OPEN = (CaseState.TRAINING, CaseState.PRACTICE, CaseState.ASSESSED)


def is_settled(case: Case) -> bool:
    """Answer whether an outcome was decided, or the case ended before one."""
    return case.state not in _OPEN


def waiting() -> QuerySet[StayWish]:
    """Answer the wishes without an answer, their posting finished or not."""
    return StayWish.objects.standing().filter(answered_at=None, posting__case__state__in=_OPEN)


def for_answer(user: Any) -> list[StayWish]:
    """Answer the wishes that wait for the user's answer, the oldest first."""
    rows = waiting().filter(posting__in=PracticePosting.objects.guided_by(user))
    rows = rows.select_related("posting__case__cadre", "host_unit")
    return list(rows.order_by("wished_at", "pk"))


def elsewhere(posting: PracticePosting, user: Any) -> StayWish | None:
    """Answer the wish that stands at another posting of the case, if the user may read it."""
    rows = StayWish.objects.visible_to(user).standing().filter(posting__case=posting.case_id)
    return rows.exclude(posting=posting).select_related("host_unit").first()


def agreed(case: Case) -> StayWish | None:
    """Answer the last wish of a case that stands and that the host unit agreed to."""
    rows = StayWish.objects.standing().filter(posting__case=case, is_agreed=True)
    return rows.select_related("host_unit").order_by("-pk").first()
