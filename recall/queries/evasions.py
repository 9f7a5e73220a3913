"""What may be held against a unit, and what has been."""

from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from evidence.models import Signal
from recall.enums import EvasionKind, MeasureKind, UnitState
from recall.models import Campaign, Challenge, Evasion, Round, UnitMeasure
from recall.queries.compliance import UnitReport
from schemes.queries import parameters
from units.models import Unit


def known(round_: Round, unit: Any, user: Any, *, until: date) -> QuerySet[Signal]:
    """Answer the standing signals that a unit could know by a day, as far as the user sees them."""
    rows = Signal.objects.visible_to(user).standing()
    return (
        rows.filter(unit=unit, until_on__lte=until)
        .select_related("cadre")
        .order_by("-until_on", "pk")
    )


def of(challenge: Challenge) -> list[Evasion]:
    """Answer what is held against the unit in a challenge's round, the withdrawn last."""
    rows = Evasion.objects.filter(round=challenge.round_id, unit=challenge.unit_id)
    return sorted(rows.order_by("pk"), key=lambda row: row.withdrawn_at is not None)


def waiting_for_words(units: set[int]) -> QuerySet[Evasion]:
    """Answer the concealments on which heads of units may still speak."""
    return Evasion.objects.filter(
        kind=EvasionKind.CONCEALED,
        unit__in=units,
        said_at=None,
        confirmed_at=None,
        withdrawn_at=None,
    ).order_by("hear_until_on", "pk")


def waiting_for_eyes(user: Any, counties: set[int], *, on: date) -> QuerySet[Evasion]:
    """Answer the concealments that somebody else than their recorder may confirm now."""
    rows = Evasion.objects.filter(
        kind=EvasionKind.CONCEALED,
        campaign__county__in=counties,
        confirmed_at=None,
        withdrawn_at=None,
    )
    heard = rows.filter(said_at__isnull=False) | rows.filter(hear_until_on__lt=on)
    return heard.exclude(recorded_by=user).order_by("recorded_at", "pk")


def heads_due(campaign: Campaign) -> list[tuple[Any, int]]:
    """Answer the units whose refusals and concealments reach the scheme's number, with how many.

    Only a proposal to ask the level above for the recall of the head; left out is a unit for whom
    that was recorded already.
    """
    least = int(parameters.whole(campaign.scheme_version.parameters)["head_count"])
    if not least:
        return []
    asked = UnitMeasure.objects.filter(campaign=campaign, kind=MeasureKind.HEAD, withdrawn_at=None)
    rows = (
        Evasion.objects.standing().filter(campaign=campaign).exclude(unit__in=asked.values("unit"))
    )
    held = rows.order_by().values_list("unit").annotate(n=Count("pk")).filter(n__gte=least)
    numbers = dict(held)
    units = Unit.objects.filter(pk__in=numbers).order_by("name", "pk")
    return [(unit, numbers[unit.pk]) for unit in units]


def counts(reports: list[UnitReport]) -> dict[UnitState, int]:
    """Answer how many reports are in each state, in the order of the states."""
    return {state: sum(one.state == state for one in reports) for state in UnitState}
