"""Disclosures: what may be disclosed and in which words, and what stands where for whom."""

from datetime import date, datetime
from typing import Any

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.utils import translation

from accounts.enums import Role
from assessment.enums import Audience, Footing, ImpactVerdict, Route
from assessment.models import Appeal, Disclosure, DisclosureEntry, DisclosurePlace, Outcome
from assessment.queries import appeals
from assessment.queries.observations import in_force_since
from assessment.queries.remedies import route_of
from core import dates
from recall.enums import CaseState
from recall.models import Case
from units.enums import JurisdictionLevel
from units.models import Jurisdiction, Unit

VIEWS = ("waiting", "shown", "owing", "over", "all")


def disclosable(user: Any, county_id: int) -> QuerySet[Case]:
    """Answer the served, standing cases of a county that the user works with, newest first."""
    rows = Case.objects.visible_to(user).filter(county=county_id).exclude(state=CaseState.REVOKED)
    served = Q(receipt__isnull=False) | Q(outcome__receipt__isnull=False)
    return (
        rows.filter(served).select_related("cadre", "unit", "outcome").order_by("-opened_at", "-pk")
    )


def is_served(case: Case) -> bool:
    return hasattr(case, "receipt") or hasattr(getattr(case, "outcome", None), "receipt")


def is_fallen(case: Case) -> bool:
    """Answer whether a recall was revoked or fell, itself or by its outcome, in an appeal.

    Who won an appeal is shown nowhere any more, not even with the lighter result.
    """
    lost = Appeal.objects.filter(case=case, pay=None, state__in=appeals.FALLEN)
    return case.state == CaseState.REVOKED or lost.exists()


def is_appealed(case: Case) -> bool:
    return Appeal.objects.open().filter(case=case).exists()


def words(case: Case, *, with_ground: bool) -> dict[str, str]:
    """Answer the words that are shown of a case, in Chinese: never more than these five."""
    with translation.override("zh-hans"):
        decision, remedy = _decided(case)
        return {
            "name": case.cadre.name,
            "unit_name": case.unit_then,
            "decision": decision[:120],
            "remedy": remedy[:160],
            "ground": _ground(case)[:240] if with_ground else "",
        }


def _decided(case: Case) -> tuple[str, str]:
    """Answer what was decided, and what may be done against it until when."""
    outcome = Outcome.objects.filter(case=case).select_related("receipt", "observation").first()
    if outcome is not None and in_force_since(outcome) is not None:
        last = dates.cn(outcome.receipt.remedy_until_on)
        route = str(Route(route_of(outcome)).label)
        return str(outcome.get_kind_display()), f"{route}，末日为{last}"
    receipt = getattr(case, "receipt", None)
    if receipt is None:
        return "决定召回", "内部异议"
    return "决定召回", f"内部异议，末日为{dates.cn(receipt.objection_until_on)}"


def _ground(case: Case) -> str:
    """Answer the grounds as the served notice names them, none without one."""
    told = case.notice.snapshot.get("facts", []) if case.notice is not None else []
    return "；".join(dict.fromkeys(str(one["ground"]) for one in told))


def board(user: Any, *, at: datetime) -> QuerySet[DisclosureEntry]:
    """Answer what a signed-in member of staff may read at an instant: of the own unit and county.

    Staff is who holds a role there, or is on its rolls.
    """
    units, counties = user.units(*Role), user.counties(*Role)
    cadre = getattr(user, "cadre", None)
    if cadre is not None:
        units, counties = units | {cadre.unit_id}, counties | {cadre.unit.county_id}
    counties |= set(Unit.objects.filter(pk__in=units).values_list("county", flat=True))
    mine = Q(disclosure__audience=Audience.UNIT, disclosure__unit__in=units)
    wide = Q(
        disclosure__audience__in=[Audience.INTRANET, Audience.PUBLIC],
        disclosure__county__in=counties,
    )
    return _in_order(DisclosureEntry.objects.standing(at).filter(mine | wide))


def public(county: Jurisdiction, *, at: datetime) -> QuerySet[DisclosureEntry]:
    """Answer whom everybody may read of at an instant."""
    told = {"disclosure__audience": Audience.PUBLIC, "disclosure__county": county}
    return _in_order(DisclosureEntry.objects.standing(at).filter(**told))


def _in_order(rows: QuerySet[DisclosureEntry]) -> QuerySet[DisclosureEntry]:
    return rows.select_related("disclosure").order_by("-disclosure__from_on", "unit_name", "pk")


def of_view(rows: QuerySet[Disclosure], view: str, on: date) -> QuerySet[Disclosure]:
    """Keep the disclosures of a view over the list on a day; anything else keeps all."""
    owing = DisclosureEntry.objects.owing(on).filter(disclosure=OuterRef("pk"))
    hanging = DisclosurePlace.objects.filter(disclosure=OuterRef("pk"), removed_at=None)
    late = Q(until_on__lt=on) & Exists(hanging)
    if view == "waiting":
        rows = rows.waiting()  # type: ignore[attr-defined]
    elif view == "shown":
        rows = rows.filter(Exists(_up()), is_approved=True, until_on__gte=on)
    elif view == "owing":
        rows = rows.filter(Exists(owing) | late)
    elif view == "over":
        rows = rows.exclude(pk__in=rows.waiting().values("pk"))  # type: ignore[attr-defined]
        rows = rows.exclude(Exists(_up()), is_approved=True, until_on__gte=on)
    return rows


def viewed(rows: QuerySet[Disclosure], view: str, on: date) -> QuerySet[Disclosure]:
    """Answer the disclosures of a view over the list, those that wait or owe something first."""
    is_done = Q(decided_at__isnull=False) | Q(withdrawn_at__isnull=False)
    turn = ExpressionWrapper(is_done, output_field=BooleanField())
    listed = of_view(rows, view, on).annotate(
        people=Count("entries"), turn=turn, is_up=Exists(_up())
    )
    return listed.select_related("unit", "proposed_by").order_by("turn", "-proposed_at", "-pk")


def _up() -> QuerySet[DisclosureEntry]:
    """Answer the names of a disclosure that nobody took down or declined."""
    rows = DisclosureEntry.objects.filter(disclosure=OuterRef("pk"))
    return rows.filter(taken_down_at=None, declined_at=None)


def awaiting_approval(user: Any, counties: set[int]) -> QuerySet[Disclosure]:
    """Answer what a decider of some counties may approve now: consented, weighed, of another."""
    rows = Disclosure.objects.visible_to(user).waiting().filter(county__in=counties)
    silent = DisclosureEntry.objects.filter(disclosure=OuterRef("pk"))
    silent = silent.filter(Q(consented_at=None) | Q(declined_at__isnull=False))
    weighed = Q(impact__verdict=ImpactVerdict.PROCEED) & ~Q(impact__made_by=user)
    agreed = Q(footing=Footing.LAW) | ~Exists(silent)
    return rows.filter(agreed, Q(audience=Audience.UNIT) | weighed).exclude(proposed_by=user)


def counties_of(ids: set[int]) -> QuerySet[Jurisdiction]:
    return Jurisdiction.objects.filter(pk__in=ids, level=JurisdictionLevel.COUNTY).order_by("code")


def own(user: Any) -> QuerySet[DisclosureEntry]:
    """Answer what was proposed or shown of the person, newest first."""
    rows = DisclosureEntry.objects.told_to(user).select_related(
        "disclosure__unit", "case__campaign"
    )
    return rows.order_by("-disclosure__proposed_at", "-pk")
