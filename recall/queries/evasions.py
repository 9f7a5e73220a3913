"""What may be held against a unit, and what has been."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from evidence.models import Signal
from recall.enums import EvasionKind, UnitState
from recall.models import Challenge, Evasion, Round
from recall.queries.compliance import UnitReport


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


def counts(reports: list[UnitReport]) -> dict[UnitState, int]:
    """Answer how many reports are in each state, in the order of the states."""
    return {state: sum(one.state == state for one in reports) for state in UnitState}
