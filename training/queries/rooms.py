"""Questions about the rooms of a county: who sits where, and for how many there are seats."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet

from training.models import Enrolment, Room, Session
from training.queries import timetables


def named(county_id: int, place: str, name: str) -> Room | None:
    """Answer the library's room of that name at a place, also one that is closed."""
    return Room.objects.filter(county=county_id, place=place, name=name).first()


def listed(counties: set[int], at: datetime) -> QuerySet[Room]:
    """Answer rooms with `coming_count` and `last_at` of their lessons; those in use first."""
    stands = Q(sessions__cancelled_at=None)
    return (
        Room.objects.filter(county__in=counties)
        .annotate(
            coming_count=Count("sessions", filter=stands & Q(sessions__starts_at__gt=at)),
            last_at=Max("sessions__starts_at", filter=stands),
        )
        .order_by(F("closed_at").asc(nulls_first=True), "place", "name", "pk")
    )


def week(room: Room, start: date) -> QuerySet[Session]:
    """Answer the standing lessons in a room from `start` on for seven days, in time."""
    since, until = timetables.midnight(start), timetables.midnight(start + timedelta(days=7))
    return (
        Session.objects.standing()
        .filter(hall=room, starts_at__gte=since, starts_at__lt=until)
        .select_related("training_class", "hall")
        .order_by("starts_at", "pk")
    )


class Sizes:
    """How many sit in each class and group: one query for all classes of a page."""

    def __init__(self, classes: set[int]) -> None:
        rows = Enrolment.objects.standing().filter(training_class__in=classes)
        self._counts: Counter[Any] = Counter()
        for in_class, group in rows.values_list("training_class", "group"):
            self._counts[in_class, None] += 1
            if group:
                self._counts[in_class, group] += 1

    def of(self, class_pk: int, group: int | None) -> int:
        """Answer how many sit in a group of a class, or in all of it."""
        return self._counts[class_pk, group]

    def missing(self, session: Session) -> int:
        """Answer how many seats the lesson's room lacks; 0 where seats are not known.

        :param session: with its `hall` loaded
        """
        seats = session.hall.seats if session.hall else None
        people = self.of(session.training_class_id, session.group)
        return 0 if seats is None else max(people - seats, 0)
