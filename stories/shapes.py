"""What a plan is made of: courses of nominations, rounds, classes."""

from dataclasses import dataclass, field
from datetime import date, timedelta

DRAFT, IN_CLASS = "draft", "in_class"
DAY = timedelta(days=1)


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
    reason: str = ""


@dataclass(frozen=True)
class Asking:
    """The challenge of a round's zero reports: its day, its term, who signs again."""

    on: date
    days: int
    due_on: date
    maintained: int = 0


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
    challenges: Asking | None = None
    maintained: set[int] = field(default_factory=set)


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
    quiz: int = 0  # questions of the opening quiz
    quiz_right: int = 0  # trainees who have all of them right

    @property
    def theory_days(self) -> list[date]:
        days, first = [], self.opens_on
        for kind, length in self.blocks:
            if kind == "THEORY":
                days += [first + timedelta(days=n) for n in range(length)]
            first += timedelta(days=length)
        return days
