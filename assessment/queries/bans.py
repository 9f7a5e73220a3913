"""May this person be put up: the answer of a day, and whom one may ask about."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, Q, QuerySet

from accounts.enums import Role
from assessment.enums import AppealState, InquiryAnswer, OutcomeKind, ReferralAnswer
from assessment.models import Appeal, Ban, Observation, Referral
from assessment.queries import archive
from cadres.enums import ProtectionKind
from cadres.models import Cadre
from recall.enums import CaseState
from recall.models import Case

COUNTY = (Role.COUNTY_ADMIN, Role.DECIDER, Role.ORGANISATION_OFFICER)
UNIT = (Role.UNIT_CLERK, Role.UNIT_HEAD)
_UNDER_WAY = (
    CaseState.SERVED,
    CaseState.TRAINING,
    CaseState.PRACTICE,
    CaseState.ASSESSED,
    CaseState.DECIDED,
)

_RULES = "干部选拔任用和评选表彰的有关规定"  # says that something is under way, not what


@dataclass(frozen=True)
class Answer:
    """Yes; until a day; or not while the matter is under way. The basis, never a ground."""

    answer: InquiryAnswer
    until_on: date | None = None
    basis: str = ""


def askable(user: Any) -> QuerySet[Cadre]:
    """Answer the people about whom a user may ask, one by one; nobody about oneself."""
    rows = Cadre.objects.filter(
        Q(unit__county__in=user.counties(*COUNTY)) | Q(unit__in=user.units(*UNIT))
    )
    return rows.filter(merged_into=None, left_on=None).exclude(user=user)


def found(user: Any, *, name: str, born_on: date | None) -> list[Cadre]:
    """Answer at most two people of that very name, so that one can be told from several."""
    rows = askable(user).filter(name=name.strip())
    if born_on is not None:
        rows = rows.filter(born_on=born_on)
    return list(rows.order_by("pk")[:2])


def answer(cadre: Cadre, kind: str, on: date) -> Answer:
    """Answer for one person and one matter on a day."""
    if basis := _under_way(cadre, on):
        return Answer(InquiryAnswer.NO, None, basis)
    held = Ban.objects.in_force(on).filter(case__cadre=cadre, kind=kind)
    last = held.order_by("-until_on", "pk").first()
    if last is None:
        return Answer(InquiryAnswer.YES)
    return Answer(InquiryAnswer.UNTIL, last.until_on, last.basis)


def _under_way(cadre: Cadre, on: date) -> str:
    """Answer the basis of a matter that is under way, empty if none is; it tells no ground."""
    if archive.is_investigated(archive.protections(cadre, on)):
        return _RULES
    unsettled = Q(state__in=_UNDER_WAY, outcome__receipt=None)
    unsettled |= Q(outcome__observation__in=Observation.objects.open(on))
    unsettled |= Q(pk__in=_referred(cadre, on).values("pk"))
    case = Case.objects.filter(unsettled, cadre=cadre).order_by("-pk").first()
    return str(case.campaign.scheme_version.scheme) if case else ""


def _referred(cadre: Cadre, on: date) -> QuerySet[Case]:
    """Answer the cases that lie with discipline inspection.

    A matter that was passed on lies there until the archive tells the last day of the
    investigation, or an appeal set the outcome aside.
    """
    ended = cadre.protections.filter(kind=ProtectionKind.INVESTIGATION, until_on__lt=on)
    last = ended.aggregate(last=Max("until_on"))["last"] or date.min
    upheld = Appeal.objects.filter(pay=None, state=AppealState.UPHELD, case__cadre=cadre)
    passed = Q(outcome__kind=OutcomeKind.REFER, outcome__held_on__gt=last)
    passed &= ~Q(pk__in=upheld.values("case"))
    taken = Referral.objects.filter(Q(answered_at=None) | Q(answer=ReferralAnswer.TAKEN))
    running = Q(pk__in=taken.values("case"))
    running &= ~Q(state__in=(CaseState.CLOSED, CaseState.REVOKED))
    return Case.objects.filter(passed | running, cadre=cadre)
