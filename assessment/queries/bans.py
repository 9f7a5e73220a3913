"""May this person be put up: the answer of a day, and whom one may ask about."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from accounts.enums import Role
from assessment.enums import BanKind, InquiryAnswer
from assessment.models import Ban
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


@dataclass(frozen=True)
class Answer:
    """Yes; until a day; or not while the matter is under way. The basis, never a ground."""

    answer: InquiryAnswer
    until_on: date | None = None
    basis: str = ""


def may_ask(user: Any) -> bool:
    """Answer whether a user holds a role whose office puts people up."""
    return bool(user.counties(*COUNTY) or user.units(*UNIT))


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
    case = (
        Case.objects.filter(cadre=cadre, state__in=_UNDER_WAY, outcome__receipt=None)
        .select_related("campaign__scheme_version__scheme")
        .first()
    )
    if case is not None:
        return Answer(InquiryAnswer.NO, None, str(case.campaign.scheme_version.scheme))
    held = Ban.objects.in_force(on).filter(case__cadre=cadre, kind=kind)
    last = held.order_by("-until_on", "pk").first()
    if last is None:
        return Answer(InquiryAnswer.YES)
    return Answer(InquiryAnswer.UNTIL, last.until_on, last.basis)


def label(case: Case, on: date) -> Ban | None:
    """Answer the label of a case that still holds on a day; it expires by itself."""
    return Ban.objects.in_force(on).filter(case=case, kind=BanKind.LABEL).first()
