"""Figures of attendance, in SQL, each with one definition."""

from typing import Any

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


def with_rates(rows: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Answer enrolments with `held_count`, `came_count`, `rate` and `leave_share`.

    `rate` is came (present or late) over sessions held; both of the trainee's group, or with a
    mark of theirs from before the groups were dealt anew, and on days on which the case did not
    stand still. `leave_share` is the hours on leave over all hours of such a timetable, days of
    standstill in it. Both are between 0 and 1, None where there is nothing to divide by.
    Source of the leave share: 干部教育培训工作条例, leave over 1/7 of the hours.
    """
    own = Attendance.objects.filter(enrolment=OuterRef("pk"), session__cancelled_at=None)
    came = own.filter(status__in=CAME).annotate(on=TruncDate("session__starts_at"))
    sessions = _asked(Session.objects.standing())
    return rows.annotate(
        held_count=_one(_going_on(_asked(held())), Count("pk")),
        came_count=_one(_going_on(came), Count("pk")),
        leave_seconds=_one(own.filter(status=AttendanceStatus.LEAVE), Sum(_LEAVE_SECONDS)),
        planned_seconds=_one(sessions, Sum(_SECONDS)),
    ).annotate(
        rate=F("came_count") / NullIf(F("held_count"), Value(0.0)),
        leave_share=F("leave_seconds") / NullIf(F("planned_seconds"), Value(0.0)),
    )


def _asked(sessions: QuerySet[Session]) -> QuerySet[Session]:
    """Answer those of an enrolment's class that are for its group, or have its mark."""
    marked = Attendance.objects.filter(session=OuterRef("pk"), enrolment=OuterRef(OuterRef("pk")))
    own = sessions.filter(training_class=OuterRef("training_class"))
    own = own.filter(expected.for_group(OuterRef("group")) | Q(Exists(marked)))
    return own.annotate(on=TruncDate("starts_at"))


def _going_on(rows: QuerySet) -> QuerySet:
    """Answer those `on` days on which an enrolment's case did not stand still."""
    on_day = suspensions.on_day(OuterRef("on"))
    return rows.exclude(Exists(Suspension.objects.filter(on_day, case=OuterRef(OuterRef("case")))))


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
