"""From a told book to its lines: who gets what, and when. The file says how many of each.

Nobody's line is left to chance in number: first mistakes go to people who had none of that
item, repeated ones to those whose earlier one stands; what is taken back counts for neither.
"""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from core import dates
from stories import texts
from stories.methods.seats import Method, Place
from stories.schema import Story

DAY = timedelta(days=1)
SETTLING = 11  # the first days of a period belong to the one before: objections, answers
OBJECTED, ANSWERED = 2, 3  # working days after closing


@dataclass
class Line:
    """One item entered for one person; it may be reversed at once or objected to later."""

    member: int
    item: str
    on: date
    reason: str
    is_reversed: bool = False
    objection: str = ""
    pk: int = 0


@dataclass
class Period:
    """A month or a year of the book, with what is entered in it and when it is closed."""

    from_on: date
    until_on: date
    lines: list[Line]
    closed_on: date
    objected_on: date
    answered_on: date
    final_on: date
    has_signals: bool


@dataclass
class BookPlan:
    """A book as it will be played; members are numbered, the player knows who they are."""

    method: Method
    opens_on: date
    groups: list[str]
    levels: list[int]
    duties: list[tuple[int, dict[str, Any]]]
    periods: list[Period]
    cadres: list[Any] = field(default_factory=list)

    @property
    def told(self) -> dict[str, Any]:
        return self.method.told

    @property
    def path(self) -> Place:
        return self.method.path

    @property
    def random(self) -> Random:
        return self.method.random

    @property
    def nominees(self) -> int:
        """How many of its people will be nominated on it; they are the first of the list."""
        return len(self.method.courses)


def people_of(told: dict[str, Any]) -> int:
    """Answer how many people a told book has."""
    return sum(told["groups"].values()) if "groups" in told else int(told["people"])


def is_monthly(told: dict[str, Any]) -> bool:
    """Answer whether a told book closes every month; the others run the year."""
    return bool(told["kind"] == "points")


def make(story: Story, method: Method) -> BookPlan:
    """Answer the plan of a told book; whoever will be nominated stands first among its people.

    :raises StoryRefused: more mistakes repeated than stand, more lines than people
    """
    told, random, count = method.told, method.random, people_of(method.told)
    groups = _groups(told.get("groups", {"": count}))
    levels = [int(key[-1]) for key, n in told.get("classes", {}).items() for _ in range(n)]
    levels += [1] * (count - len(levels))
    random.shuffle(levels)
    for n in range(len(method.courses)):  # who comes last does no work of a higher class
        least = min(range(n, count), key=levels.__getitem__)
        levels[n], levels[least] = levels[least], levels[n]
    opens_on = story.day(told["opens_on"])
    plan = BookPlan(method, opens_on, groups, levels, [], [])
    plan.duties = _duties(story, plan)
    first, hands = opens_on.replace(day=1), _Hands(story, plan)
    for number, row in enumerate(told["periods"]):
        period = _period(plan, row, first)
        hands.fill(period, row, number)
        plan.periods.append(period)
        first = period.until_on + DAY
    return plan


def _groups(told: dict[str, int]) -> list[str]:
    """Answer the group of each member, taking turns: who will be nominated is in every group."""
    left, found = dict(told), []
    while left:
        for name in list(left):
            found.append(name)
            left[name] -= 1
            if not left[name]:
                del left[name]
    return found


def _duties(story: Story, plan: BookPlan) -> list[tuple[int, dict[str, Any]]]:
    """Spread the duties over a class or over all; one person has at most one added duty."""
    found: list[tuple[int, dict[str, Any]]] = []
    for index, duty in enumerate(plan.told.get("duties", [])):
        busy = {member for member, other in found if other["kind"] == "added"}
        able = [
            member
            for member, level in enumerate(plan.levels)
            if level == duty.get("of_class", level)
            and (duty["kind"] == "regular" or member not in busy)
        ]
        if duty["people"] > len(able):
            sentence = f"“{duty['title']}”给 {duty['people']} 人，只有 {len(able)} 人可以承担"
            raise story.refuse(sentence, *plan.path, "duties", index, "people")
        found += [(member, duty) for member in plan.random.sample(able, duty["people"])]
    return found


def _period(plan: BookPlan, row: dict[str, Any], first: date) -> Period:
    month = first.month if is_monthly(plan.told) else 12
    until = date(first.year, month, monthrange(first.year, month)[1])
    closed = until if dates.is_working_day(until) else dates.add_working_days(until, 1)
    rule = rule_on(plan.told, first)
    return Period(
        first,
        until,
        [],
        closed,
        dates.add_working_days(closed, OBJECTED),
        dates.add_working_days(closed, ANSWERED),
        dates.add_working_days(closed, rule["objection_days"] + 1),
        bool(row.get("signals")),
    )


def rule_on(told: dict[str, Any], on: date) -> dict[str, Any]:
    """Answer the figures in force on a day; before the first version, the first."""
    known = [row for row in told["rules"] if row["from"] <= on]
    return known[-1] if known else told["rules"][0]


class _Hands:
    """Gives the lines of one period after another to people."""

    def __init__(self, story: Story, plan: BookPlan) -> None:
        self.story, self.plan, self.random = story, plan, plan.random
        self.fresh: dict[str, set[int]] = {}
        self.standing: dict[str, set[int]] = {}
        self.repeating = {row["title"] for row in plan.told["items"] if row.get("repeats")}

    def fill(self, period: Period, row: dict[str, Any], number: int) -> None:
        """Enter the told lines of a period, those taken back or objected to among them."""
        for told in row.get("nominees", []):
            for member in range(self.plan.nominees):
                for _ in range(told["times"]):
                    self._line(period, member, told["item"], self._days(period))
        for index, told in enumerate(row.get("entries", [])):
            self._first(period, told, number, index)
            self._repeated(period, told, number, index)

    def _days(self, period: Period) -> list[date]:
        start = max(period.from_on + DAY * SETTLING, self.plan.opens_on + DAY)
        span = [start + DAY * n for n in range((period.until_on - start).days)]
        return [day for day in span if dates.is_working_day(day)]

    def _line(self, period: Period, member: int, item: str, days: list[date]) -> Line:
        line = Line(member, item, self.random.choice(days), texts.ENTERED)
        period.lines.append(line)
        return line

    def _first(self, period: Period, told: dict[str, Any], number: int, index: int) -> None:
        """Enter lines that repeat nothing: of a repeating item each person once, ever."""
        item, count = told["item"], told["times"] - told.get("repeated", 0)
        everybody = list(range(self.plan.nominees, len(self.plan.levels)))
        if item not in self.repeating:
            self.random.shuffle(everybody)
            chosen = [everybody[n % len(everybody)] for n in range(count)]
        else:
            fresh = self.fresh.setdefault(item, set(everybody))
            if count > len(fresh):
                sentence = f"首次发生“{item}”的 {count} 人，只剩 {len(fresh)} 人没有发生过"
                raise self._refuse(sentence, number, index, "times")
            chosen = self.random.sample(sorted(fresh), count)
            fresh -= set(chosen)
        days = self._days(period)
        lines = [
            self._line(period, member, item, days[: (len(days) + 1) // 2]) for member in chosen
        ]
        for fate, line in zip(_fates(told), lines, strict=False):
            line.is_reversed = fate == "REVERSED"
            line.objection = fate if fate != "REVERSED" else ""
        gone = {line.member for line in lines if line.is_reversed or line.objection == "UPHELD"}
        self.standing.setdefault(item, set()).update(set(chosen) - gone)

    def _repeated(self, period: Period, told: dict[str, Any], number: int, index: int) -> None:
        """Enter a mistake again for people against whom the same one stands."""
        count, able = told.get("repeated", 0), sorted(self.standing.get(told["item"], set()))
        if count and not able:
            sentence = f"“{told['item']}”还没有人发生过，不能重复 {count} 次"
            raise self._refuse(sentence, number, index, "repeated")
        days = self._days(period)
        for _ in range(count):
            member = self.random.choice(able)
            self._line(period, member, told["item"], days[(len(days) + 1) // 2 :])

    def _refuse(self, sentence: str, number: int, index: int, key: str) -> Any:
        place = ("periods", number, "entries", index, key)
        return self.story.refuse(sentence, *self.plan.path, *place)


def _fates(told: dict[str, Any]) -> list[str]:
    """Answer what becomes of the first lines: taken back at once, or objected to."""
    keys = ("reversed", "upheld", "rejected")
    return [key.upper() for key in keys for _ in range(told.get(key, 0))]
