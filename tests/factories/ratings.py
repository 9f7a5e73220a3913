"""A session that people attended, and its rating."""

from datetime import date, datetime
from typing import Any

from tests.factories import training as make
from training.models import CourseRating, Enrolment, Session
from training.services import attendance, ratings

ENDS = make.NOW.replace(hour=12)
CLOSES_ON = date(2018, 6, 6)
AFTER = make.NOW.replace(day=7)


def attended(world: Any, training_class: Any, people: list[Enrolment], **more: Any) -> Session:
    """A lesson of the class's first morning that these people attended."""
    lesson = make.session(training_class, world.manager, **more)
    marks = dict.fromkeys([one.pk for one in people], "PRESENT")
    attendance.record(lesson, marks=marks, reason="", by=world.manager, at=lesson.ends_at)
    return lesson


def opened(world: Any, training_class: Any, people: list[Enrolment], **fields: Any) -> CourseRating:
    """A rating of such a lesson, open until Wednesday."""
    lesson = fields.pop("session", None) or attended(world, training_class, people)
    facts = {"closes_on": CLOSES_ON, "by": world.manager, "at": lesson.ends_at, **fields}
    return ratings.open_(lesson, **facts)


def give(
    row: CourseRating, person: Enrolment, mark: int = 4, *, remark: str = "", at: datetime = ENDS
) -> None:
    """Let one person rate every item the same."""
    marks = [mark] * len(row.items)
    ratings.rate(row, marks=marks, remark=remark, by=person.case.subject, at=at)


def closed(world: Any, row: CourseRating, at: datetime = AFTER) -> CourseRating:
    return ratings.close(row, by=world.manager, at=at)
