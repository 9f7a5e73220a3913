"""Acts on the timetable that stands: moving a lesson, swapping two, copying a day."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core import dates, editing
from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from training import permissions, regulations
from training.models import Room, Session, TrainingClass
from training.queries import classes as queries
from training.queries.timetables import slot
from training.services import clashes, classes, messages, rooms

_TIMES = ["starts_at", "ends_at", "sequence", "changed_at", "was_at"]


@transaction.atomic
def change(
    session: Session,
    *,
    starts_at: datetime,
    ends_at: datetime,
    by: Any,
    at: datetime,
    hall: Room | None = None,
    room: str = "",
    may_be_tight: bool = False,
    teacher: str = "",
    lecturer: Any = None,
    group: int | None = None,
    read: editing.Read | None = None,
) -> Session:
    """Give a lesson another time, room, teacher or group. What is the same changes nothing.

    :raises EditedMeanwhile: a colleague moved the lesson since `read`
    :raises RegulationBroken: TR-08 day, TR-16 to TR-18 clash, TR-23 times, TR-33 begun or marked,
        TR-41 seats, TR-42 room not usable
    :raises StateConflict: the lesson was called off
    """
    session = lock(session)
    permissions.plan_class.check(by, session)
    _check_open(session, at)
    regulations.times_fit.check(starts_at, ends_at)
    _check_day(session, starts_at)
    told: dict[str, Any] = {
        "starts_at": starts_at,
        "ends_at": ends_at,
        **rooms.seat(session, hall=hall, room=room, group=group, may_be_tight=may_be_tight),
        "lecturer": lecturer,
        "teacher": lecturer.name if lecturer else teacher,
        "group": group,
    }
    merged = editing.settle(read, now=slot(session), given=slot(Session(**told)))
    before = {name: getattr(session, name) for name in told}
    if before == told:
        return session
    for name, value in told.items():
        setattr(session, name, value)
    if before["starts_at"] != starts_at:
        session.was_at = before["starts_at"]
    session.sequence, session.changed_at = session.sequence + 1, at
    _write([session], [*told, *_TIMES[2:]])
    trail.record(session, "change_session", by=by, at=at, **merged)
    messages.tell_changed(session, was_of=[before["group"]], by=by, at=at)
    return session


@transaction.atomic
def swap(session: Session, *, other: Session, by: Any, at: datetime) -> Session:
    """Let two lessons of a class take each other's time; rooms and teachers stay with them.

    :raises RegulationBroken: TR-08 day, TR-16 to TR-18 clash, TR-31 not two of one class,
        TR-33 begun or marked
    :raises StateConflict: one was called off
    """
    training_class = lock(session.training_class)
    permissions.plan_class.check(by, training_class)
    is_one_class = other.training_class_id == training_class.pk
    regulations.can_be_swapped.check(is_one_class, session.pk == other.pk)
    first, second = (lock(row) for row in sorted((session, other), key=lambda row: row.pk))
    for row in (first, second):
        _check_open(row, at)
    spans = [(row.starts_at, row.ends_at) for row in (second, first)]
    for row, (starts_at, ends_at) in zip((first, second), spans, strict=True):
        _check_day(row, starts_at)
        row.was_at, row.changed_at = row.starts_at, at
        row.starts_at, row.ends_at, row.sequence = starts_at, ends_at, row.sequence + 1
    _write([first, second], _TIMES)
    trail.record(session, "swap_sessions", by=by, at=at, other=other.pk)
    for row in (first, second):
        messages.tell_changed(row, by=by, at=at)
    return session


@transaction.atomic
def copy_day(
    training_class: TrainingClass, *, from_on: date, to_on: date, by: Any, at: datetime
) -> list[Session]:
    """Put the standing lessons of one day on another day too: all of them, or none.

    :raises RegulationBroken: TR-08 day, TR-16 to TR-18 clash, TR-32 nothing to copy
    """
    training_class = lock(training_class)
    permissions.plan_class.check(by, training_class)
    rows = list(queries.of_day(training_class, from_on))
    regulations.can_be_copied.check(len(rows), from_on, to_on)
    trail.record(training_class, "copy_day", by=by, at=at, sessions=len(rows))
    return [
        classes.add_session(
            training_class,
            kind=row.kind,
            title=row.title,
            starts_at=row.starts_at + (to_on - from_on),
            ends_at=row.ends_at + (to_on - from_on),
            hall=row.hall,
            room=row.room,
            may_be_tight=True,  # the day that is copied was planned so
            teacher=row.teacher,
            lecturer=row.lecturer,
            group=row.group,
            by=by,
            at=at,
        )
        for row in rows
    ]


def _check_open(session: Session, at: datetime) -> None:
    if session.cancelled_at:
        raise StateConflict(_("该课次已经取消。"))
    regulations.can_still_change.check(session.starts_at > at, session.attendance.count())


def _check_day(session: Session, starts_at: datetime) -> None:
    day = dates.legal_day(starts_at)
    fits = queries.is_day_for(session.training_class, day, session.kind)
    regulations.is_on_theory_day.check(fits)


def _write(rows: list[Session], names: list[str]) -> None:
    """Write in one statement, at whose end the constraints judge."""
    try:
        with transaction.atomic():
            Session.objects.bulk_update(rows, names)
    except IntegrityError as error:
        clashes.refuse(error, rows)
        raise
