"""The fair-nomination radar 公平核对: a nominee beside the colleagues, in numbers, no verdict.

Source: report of 2019, Lianghe: under a vote, who does no work offends nobody and is not named.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from typing import Any

from cadres.models import Cadre, Protection
from evidence.queries import measures
from evidence.queries.measures import Measure
from recall.enums import FlagKind, NominationState
from recall.models import FlagAnswer, Nomination

SMALLEST = 5  # people with a number; under it nothing of the measure is shown or used
SPAN = timedelta(days=365)


@dataclass(frozen=True)
class Standing:
    """The nominee under one measure: value, rank from the good end, of how many, the middle."""

    measure: Measure
    value: Decimal
    rank: int
    of: int
    median: Decimal


@dataclass(frozen=True)
class Flag:
    """What should make a unit look again; `figures` are plain values as an answer keeps them."""

    kind: FlagKind
    measure: str
    figures: dict[str, Any]


@dataclass(frozen=True)
class Comparison:
    """`hidden` are the measures that too few people have; `idle` the people of IDLE_UNNAMED."""

    measures: list[Measure]
    standings: list[Standing]
    flags: list[Flag]
    hidden: list[Measure] = field(default_factory=list)
    idle: frozenset[int] = frozenset()


def people_of(unit_id: int) -> Any:
    """Answer the unit's people of today, who are compared."""
    return Cadre.objects.of_unit(unit_id).filter(merged_into=None, left_on=None)


def compare(nomination: Nomination, *, on: date) -> Comparison:
    """Compare the nominee with the unit's people over the year before a day.

    A measure in which everybody stands equal says nothing and is left out.
    """
    people = set(people_of(nomination.unit_id).values_list("pk", flat=True))
    found = measures.of(people, from_on=on - SPAN, until_on=on)
    hidden = [one for one in found if len(one.values) < SMALLEST]
    shown = [one for one in found if len(one.values) >= SMALLEST]
    used = [one for one in shown if len(set(one.values.values())) > 1]
    standings = [s for one in used if (s := _standing(one, nomination.cadre_id))]
    flags = [_hard_worker(one) for one in standings if _is_hard_worker(one)]
    idle = _idle(nomination, [one.measure for one in standings], on)
    if idle:
        names = [one.measure.code for one in standings]
        flags.append(Flag(FlagKind.IDLE_UNNAMED, "", {"number": len(idle), "measures": names}))
    return Comparison(shown, standings, flags, hidden, frozenset(idle))


def _standing(measure: Measure, pk: int) -> Standing | None:
    if pk not in measure.values:
        return None
    values, own = list(measure.values.values()), measure.values[pk]
    better = sum(_is_better(measure, value, own) for value in values)
    return Standing(measure, own, better + 1, len(values), median(values))


def _is_better(measure: Measure, one: Decimal, other: Decimal) -> bool:
    return one > other if measure.is_more_better else one < other


def _is_hard_worker(standing: Standing) -> bool:
    """Answer whether the nominee is in the best third of what shows work, and above the middle."""
    is_above = _is_better(standing.measure, standing.value, standing.median)
    return standing.measure.shows_work and standing.rank * 3 <= standing.of and is_above


def _hard_worker(standing: Standing) -> Flag:
    told = {"value": f"{standing.value:f}", "rank": standing.rank, "of": standing.of}
    return Flag(FlagKind.HARD_WORKER, standing.measure.code, told)


def _idle(nomination: Nomination, used: list[Measure], on: date) -> set[int]:
    """Answer who is nowhere better than the nominee, does less work by a number, and is unnamed.

    Two measures at least must be known of both. People under protection are never compared, nor
    who is nominated in the campaign as well.
    """
    own = nomination.cadre_id
    if len(used) < 2:
        return set()
    known = set.intersection(*(set(one.values) for one in used)) - {own}
    found = {
        pk
        for pk in known
        if not any(_is_better(one, one.values[pk], one.values[own]) for one in used)
        and any(one.shows_work and one.values[pk] != one.values[own] for one in used)
    }
    if not found:
        return set()
    rows = Nomination.objects.filter(campaign=nomination.campaign_id, unit=nomination.unit_id)
    named = rows.exclude(state=NominationState.WITHDRAWN).values("cadre")
    kept = Protection.objects.in_force(on).values("cadre")
    idle = Cadre.objects.filter(pk__in=found).exclude(pk__in=named).exclude(pk__in=kept)
    return set(idle.values_list("pk", flat=True))


def unexplained(nomination: Nomination, flags: list[Flag]) -> list[Flag]:
    """Answer the flags that the unit has not given a reason for."""
    rows = FlagAnswer.objects.filter(nomination=nomination).values_list("flag", "measure")
    answered = set(rows)
    return [flag for flag in flags if (flag.kind, flag.measure) not in answered]
