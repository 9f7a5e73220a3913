"""Questions about wishes to stay."""

from recall.enums import CaseState
from recall.models import Case
from training.models import StayWish

_OPEN = (CaseState.TRAINING, CaseState.PRACTICE, CaseState.ASSESSED)


def is_settled(case: Case) -> bool:
    """Answer whether an outcome was decided, or the case ended before one."""
    return case.state not in _OPEN


def agreed(case: Case) -> StayWish | None:
    """Answer the last wish of a case that stands and that the host unit agreed to."""
    rows = StayWish.objects.standing().filter(posting__case=case, is_agreed=True)
    return rows.select_related("posting__host_unit").order_by("-pk").first()
