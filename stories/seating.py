"""Which unit each nomination comes from, and how each unit reports."""

from random import Random
from typing import Any

from stories import asking
from stories.schema import Story
from stories.shapes import DRAFT, Course, RoundPlan


def spread(
    story: Story, rounds: list[RoundPlan], leading: int, names: list[str], random: Random
) -> None:
    """Give every nomination a unit: the leading units' number first, then the rest."""
    owed = story.given["units"].get("nominated_by_leading", 0)
    count = story.given["units"]["reporting"]
    asked: list[int] = []  # units that a challenge has moved to nominate in the next round
    for plan, row in zip(rounds, story.rounds, strict=True):
        sent = [course for course in plan.courses if course.end != DRAFT]
        others = list(range(leading, count))
        plan.silent = set(
            random.sample(
                _may_be_silent(row, others, names, asked) or range(count),
                row.get("missing_units", 0),
            )
        )
        able = [unit for unit in others if unit not in plan.silent]
        first = sent[:owed] if able else sent
        owed -= len(first)
        for index, course in enumerate(first):
            course.unit = index % leading
        leaders = {course.unit for course in first}
        rest = _seat_named(row, sent[len(first) :], names)
        named = {names.index(name) for name in row.get("by_unit", {})}
        able = [unit for unit in able if unit not in named]
        _seat(rest, able, row, count - len(leaders | named), random, asked)
        for course in plan.courses[len(sent) :]:
            course.unit = random.choice(able or range(count))
        _report(plan, row, count, random)
        asked = asking.moved(plan)


def _may_be_silent(
    row: dict[str, Any], others: list[int], names: list[str], asked: list[int]
) -> list[int]:
    """Answer the units that may be told to be silent: not those whose nominations are told."""
    told = row.get("by_unit", {})
    return [unit for unit in others if names[unit] not in told and unit not in asked]


def _seat_named(row: dict[str, Any], courses: list[Course], names: list[str]) -> list[Course]:
    """Give named units the nominations told of them; answer the courses that are left."""
    told = row.get("by_unit", {})
    for name, count in told.items():
        for course in courses[:count]:
            course.unit = names.index(name)
        courses = courses[count:]
    return courses


def _seat(
    courses: list[Course],
    able: list[int],
    row: dict[str, Any],
    others: int,
    random: Random,
    asked: list[int],
) -> None:
    """Give the rest of the nominations to units, those that a challenge moved first.

    `zero_reports` says how many have none.
    """
    random.shuffle(able)
    wanted = max(2 * len(able) // 3, 1)
    if "zero_reports" in row:
        wanted = max(others - row.get("missing_units", 0) - row["zero_reports"], 1)
    able.sort(key=lambda unit: unit not in asked)
    chosen = able[: max(wanted, len(set(asked) & set(able)))]
    for index, course in enumerate(courses):
        course.unit = chosen[index % len(chosen)]


def _report(plan: RoundPlan, row: dict[str, Any], count: int, random: Random) -> None:
    nominating = {course.unit for course in plan.courses if course.end != DRAFT}
    reporting = [unit for unit in range(count) if unit not in plan.silent]
    plan.zero = {unit for unit in reporting if unit not in nominating}
    drafting = {course.unit for course in plan.courses if course.end == DRAFT}
    plan.zero -= drafting
    plan.late = set(random.sample(reporting, row.get("late_units", 0)))
