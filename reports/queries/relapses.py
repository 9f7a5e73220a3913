"""Return and relapse: of those observed for a year, how many fell back, by what was done.

One definition. Observed are the people whose outcome was decided a year before the day of asking,
by an outcome that kept them in service and was carried out: a conditional one counts from the
meeting that did so, and not at all if it lapsed. A relapse within that year is a later recall that
was not revoked, or a visit that found the old problem back. The interval is Wilson's, at 95 %.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from math import sqrt
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce

from assessment.enums import LEAVING, OutcomeKind, Standing
from assessment.models import FollowUp, Outcome
from core import dates
from recall.enums import CaseState
from recall.models import Case, Fact
from reports.queries import hiding
from training.enums import BlockKind
from training.models import Block, PracticePosting

MONTHS = 12
FEW = 30  # people: below, the interval is too wide to conclude anything
_Z = 1.96
_DAYS = ((0, "NONE"), (7, "WEEK"), (31, "MONTH"), (92, "QUARTER"))


@dataclass
class Person:
    """One observed person: what they were recalled for, what was done, whether they fell back."""

    case: int
    cadre: int
    measure: str
    on: date
    fell_back: bool = False
    grounds: set[str] = field(default_factory=set)
    class_days: int = 0
    practice_days: int = 0


@dataclass(frozen=True)
class Share:
    """One group: people, those who fell back, the share and its interval from 0 to 1."""

    key: str
    people: int
    relapsed: int
    share: float
    low: float
    high: float

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
    rows = kept.values_list("case", "case__cadre", "kind", "day").order_by("pk")
    people = {case: Person(case, cadre, kind, day) for case, cadre, kind, day in rows}
    _relapses(people)
    _courses(people)
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


def _courses(people: dict[int, Person]) -> None:
    facts = Fact.objects.filter(nomination__case__in=people)
    for case, ground in facts.values_list("nomination__case", "ground__title"):
        people[case].grounds.add(ground)
    blocks = Block.objects.filter(
        Q(training_class__enrolments__withdrawn_at=None),
        kind=BlockKind.THEORY,
        training_class__enrolments__case__in=people,
    )
    told = blocks.values_list("training_class__enrolments__case", "from_on", "until_on")
    for case, first, last in told:
        people[case].class_days += (last - first).days + 1
    postings = PracticePosting.objects.filter(case__in=people)
    postings = postings.annotate(last=Coalesce("finished_on", "until_on"))
    spans = postings.values_list("case", "from_on", "last", "paused_days")
    for case, first, last, days in spans:
        people[case].practice_days += (last - first).days + 1 - days


def length(days: int) -> str:
    """Answer the band of a number of days: none, up to a week, a month, a quarter, longer."""
    return next((name for most, name in _DAYS if days <= most), "LONGER")


CUTS: dict[str, Any] = {
    "ground": lambda person: person.grounds,
    "measure": lambda person: {person.measure},
    "class_days": lambda person: {length(person.class_days)},
    "practice_days": lambda person: {length(person.practice_days)},
}


def shares(people: Iterable[Person], cut: str, *, rest: str) -> list[Share]:
    """Answer the groups of a cut, the largest first; groups under five stand together, or not."""
    table: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for person in people:
        for key in CUTS[cut](person):
            table[key][0 if person.fell_back else 1] += 1
    rows = hiding.gather(dict(table), rest=rest)
    found = [_share(key, *row) for key, row in rows.items() if sum(row) >= hiding.SMALL]
    return sorted(found, key=lambda one: (one.key == rest, -one.people, one.key))


def whole(people: list[Person], *, key: str) -> Share | None:
    """Answer the share of all, None where there are fewer than five."""
    fallen = sum(person.fell_back for person in people)
    return _share(key, fallen, len(people) - fallen) if len(people) >= hiding.SMALL else None


def _share(key: str, fallen: int, well: int) -> Share:
    people = fallen + well
    return Share(key, people, fallen, fallen / people, *wilson(fallen, people))
