"""Questions about cases whose person moved to another county."""

from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from assessment.models import Concurrence, Observation
from cadres.models import Cadre
from recall.enums import CaseState
from recall.models import Case, Verification
from recall.queries import cases


def county_now(case: Case) -> int:
    """Answer the county whose cadre the person is today, by the archive."""
    return Cadre.objects.values_list("unit__county", flat=True).get(pk=case.cadre_id)


def is_away(case: Case) -> bool:
    """Say whether the person is another county's than the one that keeps the case."""
    return county_now(case) != case.county_id


def is_agreed(case: Case, kind: str) -> bool:
    """Say whether the present county agreed to an outcome, by its newest answer."""
    rows = Concurrence.objects.filter(case=case, county=county_now(case), kind=kind)
    newest = rows.filter(answered_at__isnull=False).order_by("-pk").first()
    return bool(newest and newest.is_agreed)


def waiting(case: Case, on: date) -> str:
    """Answer the kind of the outcome that waits under a condition, empty if none does."""
    rows = Observation.objects.open(on).filter(outcome__case=case)
    return str(rows.values_list("outcome__kind", flat=True).first() or "")


def arrived(user: Any) -> QuerySet[Case]:
    """Answer `cases.arrived` with what a list of them shows, the oldest first."""
    related = ("cadre__unit", "unit", "county", "campaign", "nomination")
    return cases.arrived(user).select_related(*related).order_by("opened_at", "pk")


def owed(user: Any, counties: set[int], on: date) -> QuerySet[Concurrence]:
    """Answer what was asked of the user's counties and can still be answered by the user.

    As MV-04, MV-06 and the rule of who may answer have it: the case is assessed, or that very
    outcome waits under a condition; the person is still there; the user has no hand in the matter.
    """
    waiting = Observation.objects.open(on).filter(
        outcome__case=OuterRef("case"), outcome__kind=OuterRef("kind")
    )
    rows = Concurrence.objects.visible_to(user).filter(county__in=counties, answered_at=None)
    rows = rows.filter(case__cadre__unit__county=F("county"))
    rows = rows.filter(Q(case__state=CaseState.ASSESSED) | Exists(waiting))
    verified = Verification.objects.filter(by=user, nomination=OuterRef("case__nomination"))
    hands = Q(asked_by=user) | Q(case__nomination__recusals__user=user)
    for name in ("drafted_by", "submitted_by", "verified_by"):
        hands |= Q(**{f"case__nomination__{name}": user})
    return rows.exclude(Exists(verified)).exclude(hands)


def of_case(case: Case, user: Any) -> QuerySet[Concurrence]:
    """Answer the questions on a case that the user may read, the latest first."""
    rows = Concurrence.objects.visible_to(user).filter(case=case)
    people = ("county", "asked_by", "answered_by", "case__cadre__unit", "case__county")
    return rows.select_related(*people).order_by("-asked_at", "-pk")
