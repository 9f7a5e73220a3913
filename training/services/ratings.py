"""Acts on the rating of a course. What a person rates leaves no entry: it would tell who."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core import dates
from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from training.enums import RATES
from training.models import (
    Attendance,
    CourseRating,
    RatingItems,
    RatingSeat,
    Session,
    TrainingClass,
    UrnRating,
)
from training.permissions import ratings as permissions
from training.queries import ratings as queries
from training.regulations import ratings as rules
from training.services import messages


@transaction.atomic
def set_items(
    training_class: TrainingClass,
    *,
    items: Sequence[str],
    by: Any,
    at: datetime,
    for_programme: bool = False,
) -> RatingItems:
    """Say what is asked of a class's courses from now on; ratings that stand keep their items.

    :param for_programme: of all the county's classes of the same programme
    :raises RegulationBroken: CR-03
    :raises StateConflict: the class follows no programme
    """
    permissions.run_rating.check(by, training_class)
    rules.items_fit.check(items)
    if for_programme and training_class.programme_id is None:
        raise StateConflict(_("本班没有按班次方案建立，请只为本班设定。"))
    row = RatingItems.objects.create(
        county_id=training_class.county_id,
        training_class=None if for_programme else training_class,
        programme_id=training_class.programme_id if for_programme else None,
        items=[item.strip() for item in items],
        set_by=by,
        set_at=at,
    )
    trail.record(row, "set_rating_items", by=by, at=at)
    return row


@transaction.atomic
def open_(
    session: Session, *, closes_on: date, by: Any, at: datetime, teacher: Any = None
) -> CourseRating:
    """Let those who attended a session rate it; who they are is fixed now.

    :raises RegulationBroken: CR-01 too early or too few, CR-02 day, CR-08 teacher
    :raises StateConflict: opened before
    """
    session = lock(session)
    room = session.training_class
    permissions.run_rating.check(by, room)
    if CourseRating.objects.filter(session=session).exists():
        raise StateConflict(_("这节课已经开放过评价。"))
    people = list(queries.attended(session))
    rules.enough_attended.check(session.ends_at, at, len(people))
    today = dates.legal_day(at)
    rules.day_fits.check(closes_on, today)
    if teacher is not None:
        fits = queries.teachers(room, today).filter(pk=teacher.pk).exists()
        rules.teacher_fits.check(fits, False)
    row = CourseRating.objects.create(
        session=session,
        teacher=teacher,
        items=queries.items_of(room),
        seats_made=len(people),
        closes_on=closes_on,
        opened_by=by,
        opened_at=at,
    )
    RatingSeat.objects.bulk_create(RatingSeat(rating=row, enrolment=one) for one in people)
    trail.record(row, "open_rating", by=by, at=at, seats=len(people))
    messages.tell_rating_opened(row, people, by=by, at=at)
    return row


def seat_late(session: Session, marks: Sequence[Attendance], *, by: Any, at: datetime) -> None:
    """Let who is marked as there for the first time rate too, inside the act that marks them.

    While the rating is open: its result is told once, so nothing is to be had from a late seat.
    """
    there = [mark.enrolment_id for mark in marks if mark.status in RATES]
    rows = CourseRating.objects.filter(session=session, closed_at=None)
    rating = rows.filter(closes_on__gte=dates.legal_day(at)).first() if there else None
    if rating is None:
        return
    rating = lock(rating)
    if rating.closed_at:
        return
    people = list(session.training_class.enrolments.standing().filter(pk__in=there))
    RatingSeat.objects.bulk_create(RatingSeat(rating=rating, enrolment=one) for one in people)
    rating.seats_made += len(people)
    rating.save(update_fields=["seats_made"])
    trail.record(rating, "seat_late", by=by, at=at, seats=len(people))
    messages.tell_rating_opened(rating, people, by=by, at=at)


def rate(
    rating: CourseRating, *, marks: Sequence[int], remark: str, by: Any, at: datetime
) -> CourseRating:
    """Put one rating into the urn and burn the seat, both or neither.

    The database decides: its trigger takes the seat, checks day and marks, and forgets both.
    Neither hand nor time is kept, and nothing is written to the trail.

    :raises RegulationBroken: CR-04 no seat or too late, CR-05 marks
    """
    today = dates.legal_day(at)
    seat = queries.seat_of(rating, by)
    rules.may_rate.check(seat, rating.closes_on, today)
    rules.marks_fit.check(marks, len(rating.items))
    try:
        with transaction.atomic():
            UrnRating(
                rating=rating,
                marks=list(marks),
                remark=remark.strip(),
                seat_key=seat.pk,  # type: ignore[union-attr]  # CR-04 asks for one
                rated_on=today,
            ).save(force_insert=True)
    except IntegrityError:  # the same seat a moment earlier, or closed meanwhile
        rules.may_rate.check(None, rating.closes_on, today)
    return rating


@transaction.atomic
def close(rating: CourseRating, *, by: Any, at: datetime) -> CourseRating:
    """Open the urn, once: from now on the result stands, and nothing is added to it.

    Fewer than five are let go. Seats that nobody used go too: afterwards nobody can say who rated.

    :raises RegulationBroken: CR-06 not over
    :raises StateConflict: closed before
    """
    rating = lock(rating)
    permissions.run_rating.check(by, rating.session.training_class)
    if rating.closed_at:
        raise StateConflict(_("评价已经截止。"))
    rules.is_over.check(rating.closes_on, dates.legal_day(at), queries.seats_left(rating))
    rating.given = queries.open_urn(rating)
    rating.closed_by, rating.closed_at = by, at
    rating.save(update_fields=["given", "closed_by", "closed_at"])
    RatingSeat.objects.filter(rating=rating).delete()
    trail.record(rating, "close_rating", by=by, at=at, given=rating.given)
    return rating
