"""What this floor tells people of: changes of a timetable that stands, and a place in a class."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from core.notify import telling
from training.enums import Told
from training.models import Enrolment, Session, TrainingClass


def tell_changed(
    session: Session,
    *,
    kind: str = Told.SESSION_CHANGED,
    was_of: Iterable[int | None] = (),
    by: Any,
    at: datetime,
) -> None:
    """Tell those in whose timetable a lesson stands that it moved or was called off.

    :param was_of: groups that had it before this act, None for the whole class
    """
    people = _trainees(session.training_class, {session.group, *was_of})
    telling.tell(kind, session, to=people, occasion=str(session.sequence), by=by, at=at)


def tell_moved(training_class: TrainingClass, *, by: Any, at: datetime) -> None:
    """Tell a class once that its days moved, however many lessons went along."""
    people = _trainees(training_class, {None})
    occasion = f"{at:%Y%m%d%H%M%S%f}"
    telling.tell(Told.TIMETABLE_MOVED, training_class, to=people, occasion=occasion, by=by, at=at)


def tell_enrolled(enrolment: Enrolment, *, by: Any, at: datetime) -> None:
    """Tell a person in which class they are."""
    telling.tell(Told.ENROLLED, enrolment, to=[enrolment.case.subject], by=by, at=at)


def _trainees(training_class: TrainingClass, groups: set[Any]) -> list[Any]:
    """Answer the accounts of the trainees of some groups, all if None is one; and the manager."""
    rows = training_class.enrolments.standing().select_related("case__subject")
    if None not in groups:
        rows = rows.filter(group__in=groups)
    return [*(row.case.subject for row in rows), training_class.manager]
