"""What stands against closing a campaign or a case: not served, not heard, a paper missing."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from core.documents.models import DocumentState
from core.regulations import Regulation
from recall.enums import CaseState, NominationState
from recall.models import Campaign, Case, Nomination
from recall.regulations import closing as rules

_READY, _FAILED = DocumentState.READY, DocumentState.FAILED
_NO_NOTICE = Q(notice=None) | ~Q(notice__state=_READY)
_NO_SHEET = Q(nomination__sheet__document__state=_FAILED)


@dataclass(frozen=True)
class Flag:
    """One regulation that is not kept yet, and the rows that stand against it."""

    rule: Regulation
    rows: QuerySet[Any]


def unserved(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Keep the recalls that nobody was served, or that have no receipt."""
    rows = cases.exclude(state=CaseState.REVOKED)
    return rows.filter(Q(state=CaseState.OPEN) | Q(receipt=None))


def unheard(campaign: Campaign) -> QuerySet[Nomination]:
    """Answer the nominations in which the person was told and has not been heard."""
    return Nomination.objects.filter(campaign=campaign, state=NominationState.VERIFIED)


def without_paper(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Keep the cases without a printed notice, or whose sheet of reasons failed to print."""
    return cases.exclude(state=CaseState.REVOKED).filter(_NO_NOTICE | _NO_SHEET)


def flags(campaign: Campaign) -> list[Flag]:
    """Answer what stands against closing a campaign, in the order of the numbers."""
    cases = Case.objects.filter(campaign=campaign)
    found = [
        Flag(rules.everybody_is_served, unserved(cases)),
        Flag(rules.everybody_is_heard, unheard(campaign)),
        Flag(rules.every_paper_is_there, without_paper(cases)),
    ]
    return [one for one in found if not one.rule.is_kept(one.rows)]


def case_flags(case: Case) -> list[Flag]:
    """Answer what stands against closing one case."""
    own = Case.objects.filter(pk=case.pk)
    found = [
        Flag(rules.everybody_is_served, unserved(own)),
        Flag(rules.everybody_is_heard, own.filter(nomination__statement=None)),
        Flag(rules.every_paper_is_there, without_paper(own)),
    ]
    return [one for one in found if not one.rule.is_kept(one.rows)]
