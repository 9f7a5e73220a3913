"""What stands against closing a campaign or a case: not served, not heard, a paper missing."""

from django.db.models import Q, QuerySet

from core.documents.models import DocumentState
from recall.enums import CaseState, NominationState
from recall.models import Campaign, Case, CaseStep, Nomination, ReasonSheet

_NOT_READY = [one for one in DocumentState if one != DocumentState.READY]
_UNPRINTED = (
    Q(notice__state__in=_NOT_READY)
    | Q(
        nomination__in=ReasonSheet.objects.filter(document__state__in=_NOT_READY).values(
            "nomination"
        )
    )
    | Q(nomination__allegation__document__state__in=_NOT_READY)
)


def unserved(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Keep the recalls that nobody was served, or that have no receipt; who left is not served."""
    rows = cases.exclude(state=CaseState.REVOKED)
    rows = rows.exclude(pk__in=CaseStep.objects.filter(move="end_left").values("row"))
    return rows.filter(Q(state=CaseState.OPEN) | Q(receipt=None))


def unheard(campaign: Campaign) -> QuerySet[Nomination]:
    """Answer the nominations in which the person was told and has not been heard."""
    return Nomination.objects.filter(campaign=campaign, state=NominationState.VERIFIED)


def without_paper(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Keep the cases of which notice, sheet or 告知书 is not printed: so says VL-01 of them too.

    A case that was entered with its receipt has its notice on paper.
    """
    rows = cases.exclude(state=CaseState.REVOKED)
    return rows.filter(Q(notice=None, receipt=None) | _UNPRINTED)
