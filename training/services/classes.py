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
from training.models import Block, Session, TrainingClass
from training.queries import classes


@transaction.atomic
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
    campaign = lock(campaign)
    permissions.plan_class.check(by, campaign)
    regulations.campaign_is_open.check(campaign.state)
    regulations.has_theory.check(blocks)
    spans = _spans(opens_on, blocks)
    training_class = TrainingClass.objects.create(
        campaign=campaign,
        county_id=campaign.county_id,
        title=title,
        venue=venue,
        opens_on=opens_on,
        closes_on=spans[-1][2],
        manager=manager,
        planned_by=by,
        planned_at=at,
    )
    Block.objects.bulk_create(
        Block(training_class=training_class, kind=kind, from_on=from_on, until_on=until_on)
        for kind, from_on, until_on in spans
    )
    trail.record(training_class, "plan_class", by=by, at=at, blocks=len(spans))
    return training_class


def _spans(opens_on: date, blocks: list[tuple[str, int]]) -> list[tuple[str, date, date]]:
    spans, day = [], opens_on
    for kind, length in blocks:
        spans.append((kind, day, day + timedelta(days=length - 1)))
        day += timedelta(days=length)
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
    room: str = "",
    teacher: str = "",
) -> Session:
    """Put a lesson into the timetable. The database itself refuses a clash.

    :raises RegulationBroken: TR-08 no day of theory, TR-16 room, TR-17 teacher, TR-18 class is
        taken at that time, TR-23 times
    """
    permissions.plan_class.check(by, training_class)
    regulations.times_fit.check(starts_at, ends_at)
    is_theory = classes.is_theory_day(training_class, dates.legal_day(starts_at))
    regulations.is_on_theory_day.check(is_theory)
    row = Session(
        training_class=training_class,
        county_id=training_class.county_id,
        venue=training_class.venue,
        kind=kind,
        title=title,
        room=room,
        teacher=teacher,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            trail.record(row, "add_session", by=by, at=at)
    except IntegrityError as error:
        _refuse_clash(error)
        raise
    return row


def _refuse_clash(error: IntegrityError) -> None:
    diagnosis = getattr(error.__cause__, "diag", None)
    clash = getattr(diagnosis, "constraint_name", None) or ""
    regulations.class_is_free.check(clash)
    regulations.room_is_free.check(clash)
    regulations.teacher_is_free.check(clash)


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
    session.save()
    trail.record(session, "cancel_session", by=by, at=at)
    return session
