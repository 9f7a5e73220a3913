"""From a checked story to a plan: who goes which way, and on which day what is due.

Every number comes from the story. The seed decides only who and where.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from core import dates
from recall.models import Campaign
from schemes.queries.presets import preset
from stories import checks, people
from stories.methods import books
from stories.schema import (
    ENDS_BEFORE_CLASS,
    LEVELS,
    STANDING_BEFORE_CLASS,
    STANDING_IN_CLASS,
    Story,
)

DRAFT, IN_CLASS = "draft", "in_class"


@dataclass
class Course:
    """What becomes of one nomination. `end` is where it ends or stands before class."""

    end: str
    unit: int = 0
    class_end: str = ""
    level: str = "ORDINARY"
    statement: str = "waived"
    is_sent_back_once: bool = False
    group: int = -1


@dataclass
class RoundPlan:
    """One call for nominations: its days, its courses, and how each unit reports."""

    number: int
    notice_on: date
    closes_on: date
    verified_on: date
    heard_on: date
    decided_on: date
    served_on: date
    courses: list[Course]
    silent: set[int] = field(default_factory=set)
    late: set[int] = field(default_factory=set)
    zero: set[int] = field(default_factory=set)


@dataclass
class ClassPlan:
    """One class: its spans, its practice, and who is in it (the courses of its rounds)."""

    title: str
    venue: str
    opens_on: date
    blocks: list[tuple[str, int]]
    sessions_a_day: int
    rounds: list[int]
    courses: list[Course]
    postings: list[tuple[date, date]]
    hosts: int

    @property
    def theory_days(self) -> list[date]:
        days, first = [], self.opens_on
        for kind, length in self.blocks:
            if kind == "THEORY":
                days += [first + timedelta(days=n) for n in range(length)]
            first += timedelta(days=length)
        return days


@dataclass
class Plan:
    """The whole campaign as it will be played."""

    story: Story
    as_of: date
    random: Random
    units: list[people.UnitName]
    leading: int
    rounds: list[RoundPlan]
    classes: list[ClassPlan]
    reply_days: int
    books: list[books.BookPlan]

    @property
    def first_day(self) -> date:
        """The first day on which something is done."""
        days = [row.notice_on for row in self.rounds] + [book.opens_on for book in self.books]
        return min(days)

    @property
    def last_day(self) -> date:
        """The last day with acts: a story that is moved to today leaves today to its users."""
        moved = "move_to" in self.story.tree["dates"]
        return self.as_of - timedelta(days=1) if moved else self.as_of


def make(story: Story) -> Plan:
    """Answer the plan of a story that `checks.check` has passed.

    :raises StoryRefused: dates that leave no room for what must happen
    """
    random = Random(story.tree.get("seed", story.tree["title"]))  # noqa: S311 - people, not secrets
    units = story.given["units"]
    leading = units.get("leading_by_example", [])
    names = people.unit_names(units["reporting"], [*leading, *units.get("names", [])], random)
    rounds = [_round(story, row, random) for row in story.rounds]
    _spread_pools(story, rounds, random)
    _spread_units(story, rounds, len(leading), random)
    classes = [_class(story, row, rounds, random) for row in _class_rows(story)]
    _spread_levels(story, rounds, random)
    as_of = story.day(story.tree["dates"]["as_of"])
    days, told = _reply_days(story), story.given.get("methods", {}).get("books", [])
    kept = [books.make(story, index) for index in range(len(told))]
    return Plan(story, as_of, random, names, len(leading), rounds, classes, days, kept)


def _reply_days(story: Story) -> int:
    code = story.given.get("scheme", {}).get("preset", "")
    parameters = preset(code)["parameters"] if code else {}
    return int(parameters.get("reply_days", Campaign._meta.get_field("reply_days").get_default()))


def _round(story: Story, row: dict[str, Any], random: Random) -> RoundPlan:
    ends = [end for end in ENDS_BEFORE_CLASS for _ in range(row.get(end, 0))]
    still = row.get("still_at", {})
    ends += [stage for stage in STANDING_BEFORE_CLASS for _ in range(still.get(stage, 0))]
    ends += [IN_CLASS] * (row["nominations"] - len(ends))
    random.shuffle(ends)
    courses = [Course(end) for end in ends] + [Course(DRAFT) for _ in range(row.get("drafts", 0))]
    plan = RoundPlan(row["number"], **_round_days(story, row), courses=courses)
    _mark(plan.courses, "is_sent_back_once", True, row.get("sent_back_once", 0), random)
    _mark(plan.courses, "statement", "replied", row.get("replied", 0), random)
    _mark(plan.courses, "statement", "lapsed", row.get("lapsed", 0), random)
    return plan


def _round_days(story: Story, row: dict[str, Any]) -> dict[str, date]:
    closes = story.day(row["closes_on"])
    told = {key: story.day(row[key]) for key in row if key.endswith("_on")}
    verified = told.get("verified_on") or dates.add_working_days(closes, 10)
    heard = told.get("heard_on") or dates.add_working_days(verified, 2)
    decided = told.get("decided_on") or dates.add_working_days(verified, _reply_days(story) + 3)
    served = told.get("served_on") or dates.add_working_days(decided, 2)
    return {
        "notice_on": told["notice_on"],
        "closes_on": closes,
        "verified_on": verified,
        "heard_on": heard,
        "decided_on": decided,
        "served_on": served,
    }


def _reaches(course: Course, key: str) -> bool:
    """Answer whether a course comes far enough to be marked in this way."""
    if key == "statement":
        early = ("withdrawn", "not_matched", "submitted", "sent_back", "verified", DRAFT)
        return course.end not in early and course.statement == "waived"
    return course.end not in ("withdrawn", "submitted", "sent_back", DRAFT)


def _mark(courses: list[Course], key: str, value: Any, count: int, random: Random) -> None:
    able = [course for course in courses if _reaches(course, key)]
    for course in random.sample(able, min(count, len(able))):
        setattr(course, key, value)


def _spread_pools(story: Story, rounds: list[RoundPlan], random: Random) -> None:
    """Spread what is told for the whole story over the rounds."""
    courses = [course for plan in rounds for course in plan.courses]
    for key in ("not_matched", "not_recalled"):
        going = [course for course in courses if course.end == IN_CLASS]
        for course in random.sample(going, checks.pooled(story, key)):
            course.end = key
    _mark(courses, "is_sent_back_once", True, checks.pooled(story, "sent_back_once"), random)
    _mark(courses, "statement", "replied", checks.pooled(story, "replied"), random)
    _mark(courses, "statement", "lapsed", checks.pooled(story, "lapsed"), random)


def _spread_units(story: Story, rounds: list[RoundPlan], leading: int, random: Random) -> None:
    """Give every nomination a unit: the leading units' number first, then the rest."""
    owed = story.given["units"].get("nominated_by_leading", 0)
    count = story.given["units"]["reporting"]
    for plan, row in zip(rounds, story.rounds, strict=True):
        sent = [course for course in plan.courses if course.end != DRAFT]
        others = list(range(leading, count))
        plan.silent = set(random.sample(others or range(count), row.get("missing_units", 0)))
        able = [unit for unit in others if unit not in plan.silent]
        first = sent[:owed] if able else sent
        owed -= len(first)
        for index, course in enumerate(first):
            course.unit = index % leading
        leaders = {course.unit for course in first}
        _seat(sent[len(first) :], able, row, count - len(leaders), random)
        for course in plan.courses[len(sent) :]:
            course.unit = random.choice(able or range(count))
        _report(plan, row, count, random)


def _seat(
    courses: list[Course], able: list[int], row: dict[str, Any], others: int, random: Random
) -> None:
    """Give the rest of the nominations to units; `zero_reports` says how many have none."""
    random.shuffle(able)
    wanted = max(2 * len(able) // 3, 1)
    if "zero_reports" in row:
        wanted = max(others - row.get("missing_units", 0) - row["zero_reports"], 1)
    chosen = able[:wanted]
    for index, course in enumerate(courses):
        course.unit = chosen[index % len(chosen)]


def _report(plan: RoundPlan, row: dict[str, Any], count: int, random: Random) -> None:
    nominating = {course.unit for course in plan.courses if course.end != DRAFT}
    reporting = [unit for unit in range(count) if unit not in plan.silent]
    plan.zero = {unit for unit in reporting if unit not in nominating}
    drafting = {course.unit for course in plan.courses if course.end == DRAFT}
    plan.zero -= drafting
    plan.late = set(random.sample(reporting, row.get("late_units", 0)))


def _class_rows(story: Story) -> list[dict[str, Any]]:
    given = story.given
    if "class" in given:
        own = {k: given[k] for k in ("outcomes", "practice") if k in given}
        return [{**given["class"], **own, "rounds": [r["number"] for r in story.rounds]}]
    return list(given.get("classes", []))


def _class(story: Story, row: dict[str, Any], rounds: list[RoundPlan], random: Random) -> ClassPlan:
    courses = [
        course
        for plan in rounds
        if plan.number in row["rounds"]
        for course in plan.courses
        if course.end == IN_CLASS
    ]
    still = row.get("still_at", {})
    ends = [stage for stage in STANDING_IN_CLASS for _ in range(still.get(stage, 0))]
    ends += [kind for kind, number in row.get("outcomes", {}).items() for _ in range(number)]
    random.shuffle(ends)
    for course, end in zip(courses, ends, strict=True):
        course.class_end = end
    opens_on, blocks = story.day(row["opens_on"]), _blocks(row)
    hosts = row.get("practice", {}).get("hosts") or max((len(courses) + 2) // 3, 1)
    if hosts * 3 < len(courses):
        raise story.refuse("每个带教人至多带 3 人，hosts 太少", "given", "practice", "hosts")
    return ClassPlan(
        title=row.get("title", f"{story.tree['title']}培训班"),
        venue=row.get("venue", "县委党校"),
        opens_on=opens_on,
        blocks=blocks,
        sessions_a_day=row.get("sessions_a_day", 2),
        rounds=row["rounds"],
        courses=courses,
        postings=_postings(story, row, opens_on, blocks),
        hosts=hosts,
    )


def _blocks(row: dict[str, Any]) -> list[tuple[str, int]]:
    if "blocks" in row:
        return [(block["kind"].upper(), block["days"]) for block in row["blocks"]]
    each = [("THEORY", row["theory_days_each"]), ("PRACTICE", row.get("practice_days_each", 0))]
    return [block for _ in range(row.get("cycles", 1)) for block in each if block[1]]


def _postings(
    story: Story, row: dict[str, Any], opens_on: date, blocks: list[tuple[str, int]]
) -> list[tuple[date, date]]:
    """Answer the spans of practice: the class's own blocks, or months after it."""
    spans, first = [], opens_on
    for kind, length in blocks:
        if kind == "PRACTICE":
            spans.append((first, first + timedelta(days=length - 1)))
        first += timedelta(days=length)
    if not spans and row.get("practice", {}).get("months"):
        start = story.day(row["practice"]["from"])
        end = dates.add_months(start, row["practice"]["months"]) - timedelta(days=1)
        spans.append((start, end))
    return spans


def _spread_levels(story: Story, rounds: list[RoundPlan], random: Random) -> None:
    going = [c for plan in rounds for c in plan.courses if c.end == IN_CLASS]
    random.shuffle(going)
    for level in LEVELS:
        for _ in range(story.given.get("levels", {}).get(level, 0)):
            going.pop().level = level.upper()
