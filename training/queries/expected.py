"""Who is expected at which session: the trainees of its class and group. Asked here alone."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from training.models import Attendance, Enrolment, Session, Suspension
from training.models.sessions import SessionQuerySet
from training.queries import suspensions


def for_group(group: Any, *, session: str = "") -> Q:
    """Answer the condition that a session is for a group: its own, or the whole class's.

    :param group: a number, None for a trainee of no group, or a column that holds it
    :param session: the way to the session from the row that is asked
    """
    return Q(**{f"{session}group": None}) | Q(**{f"{session}group": group})


def of_enrolment(enrolment: Enrolment) -> QuerySet[Session]:
    """Answer the standing sessions at which a trainee is expected."""
    rows = Session.objects.standing().filter(training_class=enrolment.training_class_id)
    return rows.filter(for_group(enrolment.group))


def of_person(user: Any) -> SessionQuerySet:
    """Answer the sessions of the classes and groups in which a person stands, called off too."""
    mine = Enrolment.objects.standing().filter(case__subject=user)
    found = Q(pk__in=[])
    for training_class, group in mine.values_list("training_class", "group"):
        found |= Q(for_group(group), training_class=training_class)
    return Session.objects.filter(found)


def going_on(user: Any) -> QuerySet[Session]:
    """Answer the standing ones of them on days on which the person's case does not stand still."""
    still = Suspension.objects.filter(suspensions.on_day(OuterRef("on")), case__subject=user)
    return of_person(user).standing().annotate(on=TruncDate("starts_at")).exclude(Exists(still))


def at_session(session: Session) -> QuerySet[Enrolment]:
    """Answer the standing trainees of whom a session asks a mark.

    Who has one already stays among them, though the groups were dealt anew since.
    """
    rows = Enrolment.objects.standing().filter(training_class=session.training_class_id)
    if session.group is None:
        return rows
    marked = Attendance.objects.filter(session=session, enrolment=OuterRef("pk"))
    return rows.filter(Q(group=session.group) | Exists(marked))


def had_joined(session: Session) -> Q:
    """Answer the condition that a trainee was of the class before a session ended, or has its mark.

    Who came to the class later was not missing: what a rate counts (queries.attendance) says so.
    """
    marked = Attendance.objects.filter(session=session, enrolment=OuterRef("pk"))
    return Q(enrolled_at__lt=session.ends_at) | Q(Exists(marked))


def among(sessions: Any) -> QuerySet[Any]:
    """Answer the same for many sessions: one row for each (trainee, `session_id`)."""
    way = "training_class__sessions"
    marked = Attendance.objects.filter(session=OuterRef(way), enrolment=OuterRef("pk"))
    asked = for_group(F("group"), session=f"{way}__") | Q(Exists(marked))
    rows = Enrolment.objects.standing().filter(asked, **{f"{way}__in": sessions})
    return rows.annotate(session_id=F(way), on=TruncDate(f"{way}__starts_at"))
