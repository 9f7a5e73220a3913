"""Who may rate, what is asked, and what an opened rating tells: means, never a single rating."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.queries import users
from training.enums import RATES
from training.models import (
    Attendance,
    CourseRating,
    Enrolment,
    RatingAnswer,
    RatingItems,
    RatingSeat,
    Session,
)

FEWEST = 5  # ratings before anything is told
_TENTH = Decimal("0.1")


@translation.override("zh-hans")  # they stand in the rating, whatever the screen speaks
def usual() -> list[str]:
    """Answer the items where nobody has set any."""
    return [_("内容切合实际"), _("讲得清楚"), _("对改进工作有帮助"), _("组织安排")]


def items_of(training_class: Any) -> list[str]:
    """Answer what is asked of a class's courses: the class's own, the programme's, the usual."""
    rows = RatingItems.objects.order_by("-pk").values_list("items", flat=True)
    own = rows.filter(training_class=training_class).first()
    if own is None and training_class.programme_id:
        county = training_class.county_id
        own = rows.filter(programme=training_class.programme_id, county=county).first()
    return own or usual()


def attended(session: Session) -> QuerySet[Enrolment]:
    """Answer the standing trainees whose mark says that they were there."""
    marks = Attendance.objects.filter(session=session, enrolment=OuterRef("pk"), status__in=RATES)
    return Enrolment.objects.standing().filter(Exists(marks)).order_by("pk")


def teachers(training_class: Any, on: date) -> QuerySet[Any]:
    """Answer the accounts that may be a session's teacher: the county's, not sitting in it."""
    rows = users.holders(Role.TEACHER, county_id=training_class.county_id, on=on)
    sits = training_class.enrolments.standing().values("case__subject")
    return rows.exclude(pk__in=sits.exclude(case__subject=None))


def seat_of(rating: CourseRating, user: Any) -> RatingSeat | None:
    """Answer the user's unused seat."""
    return RatingSeat.objects.filter(rating=rating, enrolment__case__subject=user).first()


def seats_left(rating: CourseRating) -> int:
    return RatingSeat.objects.filter(rating=rating).count()


def open_of(user: Any, on: date) -> list[CourseRating]:
    """Answer the ratings that wait for the user."""
    seats = RatingSeat.objects.filter(rating=OuterRef("pk"), enrolment__case__subject=user)
    rows = CourseRating.objects.filter(Exists(seats), closed_at=None, closes_on__gte=on)
    return list(rows.select_related("session").order_by("closes_on", "pk"))


def of_class(training_class: Any, at: datetime) -> list[Session]:
    """Answer the sessions of a class that are over, the newest first, each with its rating."""
    rows = Session.objects.standing().filter(training_class=training_class, ends_at__lte=at)
    return list(rows.select_related("rating").order_by("-starts_at", "-pk"))


def open_urn(rating: CourseRating) -> int:
    """Take the ratings out of the urn by the one door; answer how many there were.

    Fewer than five are let go: nothing of them is kept.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT training_open_ratings(%s)", [rating.pk])
        return int(cursor.fetchone()[0])


def listed(user: Any) -> QuerySet[CourseRating]:
    """Answer the closed ratings whose results the user may read, the newest first."""
    rows = CourseRating.objects.told_to(user).exclude(closed_at=None)  # type: ignore[attr-defined]
    rows = rows.select_related("session__training_class", "teacher")
    return rows.order_by("-session__starts_at", "-pk")


def is_told(rating: CourseRating) -> bool:
    """Answer whether a rating is closed and had enough to be told."""
    return (rating.given or 0) >= FEWEST


def means(rows: Iterable[CourseRating]) -> dict[int, list[Decimal]]:
    """Answer rating id → the mean of each item, to a tenth; nothing below five ratings."""
    told = {row.pk: len(row.items) for row in rows if is_told(row)}
    marks: dict[int, list[list[int]]] = {pk: [] for pk in told}
    for pk, given in RatingAnswer.objects.filter(rating__in=told).values_list("rating", "marks"):
        marks[pk].append(given)
    return {
        pk: [_mean([given[n] for given in marks[pk]]) for n in range(count)]
        for pk, count in told.items()
    }


def _mean(marks: list[int]) -> Decimal:
    return (Decimal(sum(marks)) / len(marks)).quantize(_TENTH, ROUND_HALF_UP)


def overall(values: list[Decimal]) -> Decimal:
    """Answer the mean of a rating's items, to a tenth."""
    return (sum(values, Decimal(0)) / len(values)).quantize(_TENTH, ROUND_HALF_UP)


def remarks(rating: CourseRating) -> list[str]:
    """Answer the remarks in the order of their random keys; none below five ratings."""
    if not is_told(rating):
        return []
    return list(rating.remarks.order_by("pk").values_list("text", flat=True))  # type: ignore[attr-defined]
