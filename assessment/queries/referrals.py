"""What is with discipline inspection."""

from django.db.models import QuerySet

from assessment.enums import ReferralAnswer
from assessment.models import Referral
from recall.enums import CaseState
from recall.models import Case

REFERABLE = (
    CaseState.OPEN,
    CaseState.SERVED,
    CaseState.TRAINING,
    CaseState.PRACTICE,
    CaseState.ASSESSED,
)


def waits(case: Case) -> bool:
    """Answer whether a case is with discipline inspection."""
    return Referral.objects.waiting().filter(case=case).exists()


def is_taken(case: Case) -> bool:
    """Answer whether discipline inspection took a case over."""
    return Referral.objects.filter(case=case, answer=ReferralAnswer.TAKEN).exists()


def listed(rows: QuerySet[Referral]) -> QuerySet[Referral]:
    """Answer referrals with all that one line of the list shows, those that wait first."""
    shown = rows.select_related("case__cadre", "case__unit", "case__campaign")
    return shown.order_by("answered_at", "-referred_at", "pk")
