"""Questions about the timetables of a whole county, and about changes that people must hear of."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet
from django.utils import timezone

from core import dates
from training.models import Session, Teacher, TrainingClass
from training.queries import expected

TOLD_FOR = timedelta(days=7)


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, dates.ZONE)


def slot(session: Any) -> dict[str, Any]:
    """Answer what a lesson's form shows of its time, place and people.

    :param session: a lesson, or whatever has its `starts_at`, `ends_at`, `hall_id`, `room`,
        `lecturer_id`, `teacher`, `group`
    """
    start, end = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    return {
        "on": start.date(),
        "starts": start.time(),
        "ends": end.time(),
        "hall": session.hall_id,
        "room": "" if session.hall_id else session.room,
        "lecturer": session.lecturer_id,
        "teacher": "" if session.lecturer_id else session.teacher,
        "group": session.group,
    }


def week(user: Any, start: date) -> QuerySet[Session]:
    """Answer a week's standing sessions that the user may see, class by class, in time."""
    return (
        Session.objects.visible_to(user)
        .standing()
        .filter(starts_at__gte=midnight(start), starts_at__lt=midnight(start + timedelta(days=7)))
        .select_related("training_class", "hall")
        .order_by("training_class__title", "training_class_id", "starts_at", "pk")
    )


def others(session: Session, at: datetime) -> QuerySet[Session]:
    """Answer the lessons of the same class with which one may still be swapped."""
    return (
        Session.objects.standing()
        .filter(training_class=session.training_class_id, starts_at__gt=at, attendance=None)
        .exclude(pk=session.pk)
        .order_by("starts_at", "pk")
    )


def days_of(training_class: TrainingClass) -> list[date]:
    """Answer the days with standing lessons, in order."""
    found = training_class.sessions.standing().values_list("starts_at", flat=True)
    return sorted({dates.legal_day(at) for at in found})


def teachers(counties: set[int]) -> QuerySet[Teacher]:
    """Answer the teachers of the counties with `lesson_count` and the last one's `last_at`."""
    stands = Q(sessions__cancelled_at=None)
    return (
        Teacher.objects.filter(county__in=counties)
        .annotate(
            lesson_count=Count("sessions", filter=stands),
            last_at=Max("sessions__starts_at", filter=stands),
        )
        .order_by(F("retired_at").asc(nulls_first=True), "name", "pk")
    )


def changes(user: Any, at: datetime) -> list[Session]:
    """Answer what changed of the person's coming lessons in the last seven days, newest first."""
    since = at - TOLD_FOR
    return list(
        expected.of_person(user)
        .select_related("training_class")
        .filter(Q(changed_at__gte=since) | Q(cancelled_at__gte=since), ends_at__gte=at)
        .order_by("starts_at", "pk")
    )
