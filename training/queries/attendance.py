"""Figures of attendance, in SQL, each with one definition."""

from typing import Any, NamedTuple

from django.db.models import (
    Count,
    Exists,
    F,
    FloatField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Extract, NullIf, TruncDate

from training.enums import CAME, AttendanceStatus
from training.models import Attendance, AttendanceCorrection, Enrolment, Session, Suspension
from training.queries import expected, suspensions

_SECONDS = Extract(F("ends_at") - F("starts_at"), "epoch")
_LEAVE_SECONDS = Extract(F("session__ends_at") - F("session__starts_at"), "epoch")


def held() -> QuerySet[Session]:
    """Answer the sessions that took place: standing, with at least one mark."""
    marked = Attendance.objects.filter(session=OuterRef("pk"))
    return Session.objects.standing().filter(Exists(marked))


class _Place(NamedTuple):
    """A place in a class: the columns of the row around a subquery, or one row's own values."""

    pk: Any
    training_class: Any
    group: Any
    case: Any
    since: Any


_AROUND = _Place(
    OuterRef("pk"),
    OuterRef("training_class"),
    OuterRef("group"),
    OuterRef("case"),
    OuterRef("enrolled_at"),
)


def with_rates(rows: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Answer enrolments with `held_count`, `came_count`, `rate` and `leave_share`.

    `rate` is came (present or late) over the sessions that `counted` answers. `leave_share` is the
    hours on leave over all hours of the trainee's timetable, days of standstill in it. Both are
    between 0 and 1, None where there is nothing to divide by.
    Source of the leave share: 干部教育培训工作条例, leave over 1/7 of the hours.
    """
    own = Attendance.objects.filter(enrolment=OuterRef("pk"), session__cancelled_at=None)
    came = own.filter(status__in=CAME).annotate(on=TruncDate("session__starts_at"))
    sessions = _asked(Session.objects.standing(), _AROUND)
    return rows.annotate(
        held_count=_one(_counted(_AROUND), Count("pk")),
        came_count=_one(_going_on(came, _AROUND), Count("pk")),
        leave_seconds=_one(own.filter(status=AttendanceStatus.LEAVE), Sum(_LEAVE_SECONDS)),
        planned_seconds=_one(sessions, Sum(_SECONDS)),
    ).annotate(
        rate=F("came_count") / NullIf(F("held_count"), Value(0.0)),
        leave_share=F("leave_seconds") / NullIf(F("planned_seconds"), Value(0.0)),
    )


def counted(enrolment: Enrolment) -> QuerySet[Session]:
    """Answer the sessions that a trainee's rate counts, in the order of the timetable.

    Those held for the trainee's group since they joined, or with a mark of theirs all the same, on
    days on which the case did not stand still.
    """
    place = _Place(
        enrolment.pk,
        enrolment.training_class_id,
        enrolment.group,
        enrolment.case_id,
        enrolment.enrolled_at,
    )
    return _counted(place).order_by("starts_at", "pk")


def _counted(place: _Place) -> QuerySet[Session]:
    joined = Q(ends_at__gt=place.since) | Q(Exists(_marks(place)))
    return _going_on(_asked(held(), place).filter(joined), place)


def _marks(place: _Place) -> QuerySet[Attendance]:
    return Attendance.objects.filter(session=OuterRef("pk"), enrolment=_out(place.pk))


def _out(value: Any) -> Any:
    """Answer a column as it is named one subquery further in; a value stays as it is."""
    return OuterRef(value) if isinstance(value, OuterRef) else value


def _asked(sessions: QuerySet[Session], place: _Place) -> QuerySet[Session]:
    """Answer those of a place's class that are for its group, or have its mark."""
    own = sessions.filter(training_class=place.training_class)
    own = own.filter(expected.for_group(place.group) | Q(Exists(_marks(place))))
    return own.annotate(on=TruncDate("starts_at"))


def _going_on(rows: QuerySet, place: _Place) -> QuerySet:
    """Answer those `on` days on which a place's case did not stand still."""
    still = Suspension.objects.filter(suspensions.on_day(OuterRef("on")), case=_out(place.case))
    return rows.exclude(Exists(still))


def _one(rows: QuerySet, figure: Count | Sum) -> Coalesce:
    """Answer one aggregate over correlated rows as a column; no row counts as nought."""
    grouped = (
        rows.order_by().values(everything=Value(1)).annotate(figure=Cast(figure, FloatField()))
    )
    return Coalesce(Subquery(grouped.values("figure")), Value(0.0), output_field=FloatField())


def marks(session: Session) -> dict[int, str]:
    """Answer enrolment id → status of what is recorded for a session."""
    return dict(session.attendance.values_list("enrolment_id", "status"))


def corrections(session: Session, user: Any) -> QuerySet[AttendanceCorrection]:
    """Answer a session's corrections about people whom the user may see, the newest first."""
    seen = Attendance.objects.visible_to(user).filter(session=session)
    return (
        AttendanceCorrection.objects.filter(attendance__in=seen)
        .select_related("attendance__enrolment__case__cadre", "by")
        .order_by("-at", "-pk")
    )
