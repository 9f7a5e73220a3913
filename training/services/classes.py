"""Acts on classes and their timetables."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core import dates
from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from recall.models import Campaign
from training import permissions, regulations
from training.enums import LengthUnit, Told
from training.models import Block, Programme, Room, Session, TrainingClass
from training.queries import classes
from training.queries.programmes import Part, Span
from training.services import clashes, messages, rooms


def plan(
    campaign: Campaign,
    *,
    title: str,
    venue: str,
    opens_on: date,
    blocks: list[tuple[str, int]],
    by: Any,
    at: datetime,
    manager: Any = None,
) -> TrainingClass:
    """Plan a class whose spans follow each other from the opening day on.

    Shiquan 2019 is [("THEORY", 7), ("PRACTICE", 30)] × 3: six blocks, 111 days.

    :param blocks: kind and length in days of each span, in order
    :raises RegulationBroken: TR-09 no theory, TR-22 campaign not open
    """
    regulations.has_theory.check(blocks)
    parts = [Part(kind, days, LengthUnit.CALENDAR, days, days, "own") for kind, days in blocks]
    return lay_out(
        campaign, title=title, venue=venue, spans=_in_a_row(opens_on, parts), manager=manager,
        by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def lay_out(
    campaign: Campaign,
    *,
    title: str,
    venue: str,
    spans: list[Span],
    by: Any,
    at: datetime,
    manager: Any = None,
    programme: Programme | None = None,
) -> TrainingClass:
    """Make a class with blocks on the days that were reckoned for it.

    :raises RegulationBroken: TR-22 campaign not open
    """
    campaign = lock(campaign)
    permissions.plan_class.check(by, campaign)
    regulations.campaign_is_open.check(campaign.state)
    training_class = TrainingClass.objects.create(
        campaign=campaign,
        county_id=campaign.county_id,
        title=title,
        venue=venue,
        opens_on=spans[0].from_on,
        closes_on=spans[-1].until_on,
        manager=manager,
        programme=programme,
        planned_by=by,
        planned_at=at,
    )
    Block.objects.bulk_create(
        Block(
            training_class=training_class,
            kind=span.part.kind,
            from_on=span.from_on,
            until_on=span.until_on,
            length=span.part.length,
            unit=span.part.unit,
        )
        for span in spans
    )
    trail.record(training_class, "plan_class", by=by, at=at, blocks=len(spans))
    return training_class


def _in_a_row(opens_on: date, parts: list[Part]) -> list[Span]:
    spans, day = [], opens_on
    for part in parts:
        spans.append(Span(part, day, day + timedelta(days=part.length - 1), 0))
        day += timedelta(days=part.length)
    return spans


def add_session(
    training_class: TrainingClass,
    *,
    kind: str,
    title: str,
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
) -> Session:
    """Put a lesson into the timetable. The database itself refuses a clash.

    :param hall: a room of the library; `room` is written by hand where there is none
    :param may_be_tight: that the room has too few seats is known
    :raises RegulationBroken: TR-08 no day of theory, TR-16 room, TR-17 teacher, TR-18 class is
        taken at that time, TR-23 times, TR-41 seats, TR-42 room not usable
    """
    permissions.plan_class.check(by, training_class)
    regulations.times_fit.check(starts_at, ends_at)
    fits = classes.is_day_for(training_class, dates.legal_day(starts_at), kind)
    regulations.is_on_theory_day.check(fits)
    row = Session(
        training_class=training_class,
        county_id=training_class.county_id,
        kind=kind,
        title=title,
        teacher=lecturer.name if lecturer else teacher,
        lecturer=lecturer,
        group=group,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    seat = rooms.seat(row, hall=hall, room=room, group=group, may_be_tight=may_be_tight)
    row.hall, row.room, row.venue = seat["hall"], seat["room"], seat["venue"]
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            trail.record(row, "add_session", by=by, at=at)
    except IntegrityError as error:
        clashes.refuse(error, [row])
        raise
    return row


@transaction.atomic
def cancel_session(session: Session, *, reason: str, by: Any, at: datetime) -> Session:
    """Call a session off; room and teacher are free again.

    :raises RegulationBroken: TR-25, attendance has been recorded
    :raises StateConflict: it was called off before
    """
    session = lock(session)
    permissions.plan_class.check(by, session)
    if session.cancelled_at:
        raise StateConflict(_("该课次已经取消。"))
    regulations.has_no_marks.check(session.attendance.count())
    session.cancelled_by, session.cancelled_at, session.cancel_reason = by, at, reason
    session.sequence += 1
    session.save()
    trail.record(session, "cancel_session", by=by, at=at)
    messages.tell_changed(session, kind=Told.SESSION_CANCELLED, by=by, at=at)
    return session
