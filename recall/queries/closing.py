"""What stands against closing a campaign or a case: not served, not heard, a paper missing."""

from django.db.models import Q, QuerySet

from core.documents.models import DocumentState
from recall.enums import CaseState, NominationState
from recall.models import Campaign, Case, Nomination

_READY = DocumentState.READY
_NO_NOTICE = Q(notice=None, receipt=None) | (Q(notice__isnull=False) & ~Q(notice__state=_READY))
_NO_SHEET = Q(nomination__sheet__isnull=False) & ~Q(nomination__sheet__document__state=_READY)


def unserved(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Keep the recalls that nobody was served, or that have no receipt."""
    rows = cases.exclude(state=CaseState.REVOKED)
    return rows.filter(Q(state=CaseState.OPEN) | Q(receipt=None))


def unheard(campaign: Campaign) -> QuerySet[Nomination]:
    """Answer the nominations in which the person was told and has not been heard."""
    return Nomination.objects.filter(campaign=campaign, state=NominationState.VERIFIED)


def without_paper(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Keep the cases whose notice or sheet of reasons is not printed: so says VL-01 of them too.

    A case that was entered with its receipt has its notice on paper.
    """
    return cases.exclude(state=CaseState.REVOKED).filter(_NO_NOTICE | _NO_SHEET)
