"""Return and relapse: of those observed for a year, how many fell back, by what was done.

One definition. Observed are the people whose outcome was decided a year before the day of asking,
by an outcome that kept them in service and was carried out: a conditional one counts from the
meeting that did so, and not at all if it lapsed. A relapse within that year is a later recall that
was not revoked, or a visit that found the old problem back. The interval is Wilson's, at 95 %.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce

from assessment.enums import LEAVING, OutcomeKind, Standing
from assessment.models import FollowUp, Outcome
from core import dates
from recall.enums import CaseState
from recall.models import Case
from reports.queries import courses, hiding
from reports.queries.courses import Person

MONTHS = 12
FEW = 30  # people: below, the interval is too wide to conclude anything
NONE = "NONE"
_Z = 1.96
_DAYS = ((0, NONE), (7, "WEEK"), (31, "MONTH"), (92, "QUARTER"))


@dataclass(frozen=True)
class Share:
    """One group: people, those who fell back, the share and its interval from 0 to 1."""

    key: str
    people: int
    relapsed: int
    share: float
    low: float
    high: float
    sign: int | None = None  # against all others: -1 fewer, 1 more, 0 no telling, None nobody else

    @property
    def is_few(self) -> bool:
        return self.people < FEW


def wilson(hits: int, people: int) -> tuple[float, float]:
    """Answer the 95 % interval of a share by Wilson's formula, from 0 to 1.

    :raises ZeroDivisionError: nobody
    """
    share, square = hits / people, _Z * _Z
    middle = share + square / (2 * people)
    spread = _Z * sqrt(share * (1 - share) / people + square / (4 * people * people))
    whole = 1 + square / people
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)


def observed(counties: set[int], *, on: date) -> list[Person]:
    """Answer the people of some counties whose first year after the outcome is over."""
    latest = dates.add_months(on, -MONTHS)
    kept = Outcome.objects.filter(case__county__in=counties, receipt__isnull=False)
    kept = kept.filter(Q(observation=None) | Q(observation__is_activated=True))
    kept = kept.annotate(day=Coalesce("observation__held_on", "held_on"))
    kept = kept.filter(day__lte=latest).exclude(kind__in=(*LEAVING, OutcomeKind.REFER))
    rows = kept.values_list("case", "case__cadre", "kind", "day", "case__county").order_by("pk")
    people = {row[0]: Person(*row) for row in rows}
    _relapses(people)
    courses.fill(people)
    return list(people.values())


def _relapses(people: dict[int, Person]) -> None:
    by_cadre = defaultdict(list)
    for person in people.values():
        by_cadre[person.cadre].append(person)
    again = Case.objects.filter(cadre__in=by_cadre).exclude(state=CaseState.REVOKED)
    for cadre, opened_at in again.values_list("cadre", "opened_at"):
        for person in by_cadre[cadre]:
            person.fell_back |= _is_within(dates.legal_day(opened_at), person.on)
    seen = FollowUp.objects.filter(case__in=people, standing=Standing.RELAPSED)
    visits: Any = seen.values_list("case", "visited_on")  # a visit that found something was made
    for case, visited_on in visits:
        person = people[case]
        person.fell_back |= visited_on == person.on or _is_within(visited_on, person.on)


def _is_within(day: date, begun: date) -> bool:
    return begun < day <= dates.add_months(begun, MONTHS)


def length(days: int) -> str:
    """Answer the band of a number of days: none, up to a week, a month, a quarter, longer."""
    return next((name for most, name in _DAYS if days <= most), "LONGER")


def _named(told: set[tuple[int, str]]) -> set[str]:
    """Answer keys that end in a name; who had none of it is one group of their own."""
    return {f"{key} {name}" for key, name in told} or {NONE}


CUTS: dict[str, Any] = {
    "ground": lambda person: person.grounds,
    "measure": lambda person: {person.measure},
    "class_days": lambda person: {length(person.class_days)},
    "class": lambda person: _named(person.classes),
    "lesson": lambda person: person.lessons or {NONE},
    "practice_days": lambda person: {length(person.practice_days)},
    "village": lambda person: _named(person.villages),
    "mentor": lambda person: _named(person.mentors),
}


def shares(people: Iterable[Person], cut: str, *, rest: str) -> list[Share]:
    """Answer the groups of a cut, the largest first; groups under five stand together, or not.

    A group beside which fewer than five people are left is not shown: the total would tell of them.
    """
    everybody = list(people)
    groups: dict[str, set[int]] = defaultdict(set)
    for number, person in enumerate(everybody):
        for key in CUTS[cut](person):
            groups[key].add(number)
    found = []
    for key, members in _told_apart(groups, rest=rest).items():
        left = len(everybody) - len(members)
        if len(members) >= hiding.SMALL and not 0 < left < hiding.SMALL:
            found.append(_against(key, members, everybody))
    return sorted(found, key=lambda one: (one.key == rest, -one.people, one.key))


def _told_apart(groups: dict[str, set[int]], *, rest: str) -> dict[str, set[int]]:
    """Answer the groups with the small ones as one, in which everybody is counted once."""
    kept = hiding.gather({key: [len(one)] for key, one in groups.items()}, rest=rest)
    few = [one for key, one in groups.items() if key not in kept]
    return {key: groups[key] if key in groups else set().union(*few) for key in kept}


def _against(key: str, members: set[int], everybody: list[Person]) -> Share:
    """Answer a group with what sets it apart from all the others, if anything does."""
    fallen = sum(everybody[number].fell_back for number in members)
    others = [one.fell_back for n, one in enumerate(everybody) if n not in members]
    sign = None
    if others:
        sign = _sign(difference((fallen, len(members)), (sum(others), len(others))))
    return _share(key, fallen, len(members) - fallen, sign=sign)


def whole(people: list[Person], *, key: str) -> Share | None:
    """Answer the share of all, None where there are fewer than five."""
    fallen = sum(person.fell_back for person in people)
    return _share(key, fallen, len(people) - fallen) if len(people) >= hiding.SMALL else None


def _share(key: str, fallen: int, well: int, *, sign: int | None = None) -> Share:
    people = fallen + well
    return Share(key, people, fallen, fallen / people, *wilson(fallen, people), sign)


def difference(one: tuple[int, int], other: tuple[int, int]) -> tuple[float, float]:
    """Answer the 95 % interval of the difference of two shares (hits, people), from -1 to 1.

    Newcombe 1998, method 10: from Wilson's interval of each.

    :raises ZeroDivisionError: nobody in one of them
    """
    (low, high), (other_low, other_high) = wilson(*one), wilson(*other)
    first, second = one[0] / one[1], other[0] / other[1]
    gap = first - second
    below = sqrt((first - low) ** 2 + (other_high - second) ** 2)
    above = sqrt((high - first) ** 2 + (second - other_low) ** 2)
    return gap - below, gap + above


def _sign(interval: tuple[float, float]) -> int:
    """Answer on which side of nought an interval lies, 0 where it holds nought."""
    low, high = interval
    return (low > 0) - (high < 0)
