"""From a checked story to a plan: who goes which way, and on which day what is due.

Every number comes from the story. The seed decides only who and where.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from core import dates
from recall.models import Campaign
from schemes.queries.presets import preset
from stories import asking, people, seating, sums
from stories.methods import books, seats
from stories.schema import (
    DECIDED,
    ENDS_BEFORE_CLASS,
    LEVELS,
    ORDINARY,
    STANDING_BEFORE_CLASS,
    STANDING_IN_CLASS,
    Story,
)
from stories.shapes import DRAFT, IN_CLASS, ClassPlan, Course, RoundPlan

PLACES = "县市州区"
OF_LEADERS = ("removed", "demoted")
ORDINARY_LEVEL = ORDINARY.upper()


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
    methods: list[seats.Method]
    books: list[books.BookPlan]

    @property
    def first_day(self) -> date:
        """The first day on which something is done."""
        days = [row.notice_on for row in self.rounds] + [book.opens_on for book in self.books]
        days += [self.story.day(m.told["on"]) for m in self.methods if "on" in m.told]
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
    named = [*leading, *units.get("names", [])]
    names = people.unit_names(units["reporting"], named, random, of=place_sign(story))
    rounds = [_round(story, row, random) for row in story.rounds]
    _spread_pools(story, rounds, random)
    seating.spread(story, rounds, len(leading), [row.name for row in names], random)
    classes = [_class(story, row, rounds, random) for row in _class_rows(story)]
    _spread_levels(story, rounds, random)
    for row in classes:
        _fit_ends(row)
    as_of = story.day(story.tree["dates"]["as_of"])
    methods = seats.choose(story, rounds, [row.name for row in names])
    kept = [books.make(story, method) for method in methods if method.kind == "books"]
    days = _reply_days(story)
    return Plan(story, as_of, random, names, len(leading), rounds, classes, days, methods, kept)


def place_sign(story: Story) -> str:
    """Answer what the place is, in the sign that its departments' names begin with: 县, 市, 州."""
    last = story.tree["county"]["name"][-1]
    return last if last in PLACES else PLACES[0]


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
    plan.challenges = asking.read(story, row)
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
        for course in random.sample(going, sums.pooled(story, key)):
            course.end = key
    asking.give_reasons(story, courses)
    _mark(courses, "is_sent_back_once", True, sums.pooled(story, "sent_back_once"), random)
    _mark(courses, "statement", "replied", sums.pooled(story, "replied"), random)
    _mark(courses, "statement", "lapsed", sums.pooled(story, "lapsed"), random)


def _class_rows(story: Story) -> list[dict[str, Any]]:
    given = story.given
    if "class" in given:
        own = {k: given[k] for k in ("outcomes", "practice") if k in given}
        return [{**given["class"], **own, "rounds": [r["number"] for r in story.rounds]}]
    rows = list(given.get("classes", []))
    if len(rows) < 2:
        return rows
    name = story.tree["title"]  # a campaign has no two classes of one title
    return [{"title": f"{name}第{n}期培训班"} | row for n, row in enumerate(rows, 1)]


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
        venue=row.get("venue", f"{place_sign(story)}委党校"),
        opens_on=opens_on,
        blocks=blocks,
        sessions_a_day=row.get("sessions_a_day", 2),
        rounds=row["rounds"],
        courses=courses,
        postings=_postings(story, row, opens_on, blocks),
        hosts=hosts,
        quiz=row.get("opening_quiz_questions", 0),
        quiz_right=row.get("quiz_all_correct", 0),
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


def _fit_ends(plan: ClassPlan) -> None:
    """Let those who lose a post be leaders, as far as the class has any: others exchange ends."""
    losing = [c for c in plan.courses if c.class_end in OF_LEADERS and c.level == ORDINARY_LEVEL]
    able = [c for c in plan.courses if c.class_end not in OF_LEADERS and c.level != ORDINARY_LEVEL]
    for course, leader in zip(losing, able, strict=False):
        course.class_end, leader.class_end = leader.class_end, course.class_end


def _spread_levels(story: Story, rounds: list[RoundPlan], random: Random) -> None:
    """Give out the told levels: to those in class, without a class to those who are recalled."""
    ends = (IN_CLASS,) if sums.in_class(story) else DECIDED
    going = [c for plan in rounds for c in plan.courses if c.end in ends]
    random.shuffle(going)
    for level in LEVELS:
        for _ in range(story.given.get("levels", {}).get(level, 0)):
            going.pop().level = level.upper()
