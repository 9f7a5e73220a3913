"""What a trainee's phone page answers: what is today, where do I stand, what is due next."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery

from core import dates
from recall.enums import CaseState
from recall.models import Case
from training.models import Attendance, Block, Enrolment, PracticePosting, Session, Suspension
from training.queries import attendance, expected, postings, suspensions


@dataclass(frozen=True)
class Deadline:
    """Something due on a day; `kind` is one of session, class, journal, posting."""

    kind: str
    on: date
    subject: Any


@dataclass(frozen=True)
class Today:
    """The trainee's day. Everything is None or empty when there is nothing."""

    on: date
    case: Case | None = None
    enrolment: Enrolment | None = None
    posting: PracticePosting | None = None
    latest: PracticePosting | None = None  # finished or not
    sessions: list[Session] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    suspension: Suspension | None = None

    @property
    def block(self) -> Block | None:
        return next((b for b in self.blocks if b.from_on <= self.on <= b.until_on), None)


def today(user: Any, on: date) -> Today:
    """Answer the day of the person whose open case is the newest."""
    case = (
        Case.objects.of_person(user)
        .exclude(state__in=[CaseState.CLOSED, CaseState.REVOKED])
        .select_related("cadre", "unit")
        .order_by("-pk")
        .first()
    )
    if case is None:
        return Today(on)
    enrolment = attendance.with_rates(
        Enrolment.objects.standing().filter(case=case).select_related("training_class")
    ).first()
    held = suspensions.open_of(case)
    related = ("case__campaign__scheme_version", "host_unit", "mentor")
    rows = PracticePosting.objects.filter(case=case).select_related(*related)
    latest = rows.order_by("-pk").first()
    posting = latest if latest and not latest.finished_on else None  # one stands, the newest
    return Today(
        on,
        case,
        enrolment,
        posting,
        latest,
        sessions_of(enrolment, on) if enrolment and not held else [],
        list(enrolment.training_class.blocks.order_by("from_on")) if enrolment else [],
        [] if held else sorted(_deadlines(enrolment, posting, on), key=lambda due: due.on),
        held,
    )


def sessions_of(enrolment: Enrolment, on: date) -> list[Session]:
    """Answer a day's sessions with the trainee's own mark as `my_status`, empty if unmarked."""
    mark = Attendance.objects.filter(session=OuterRef("pk"), enrolment=enrolment)
    return list(
        expected.of_enrolment(enrolment)
        .filter(starts_at__date=on)
        .annotate(my_status=Subquery(mark.values("status")[:1]))
        .order_by("starts_at")
    )


def _deadlines(
    enrolment: Enrolment | None, posting: PracticePosting | None, on: date
) -> list[Deadline]:
    due = []
    if enrolment and (session := _next_session(enrolment, on)):
        due.append(Deadline("session", dates.legal_day(session.starts_at), session))
    elif enrolment and not posting and enrolment.training_class.closes_on >= on:
        due.append(Deadline("class", enrolment.training_class.closes_on, enrolment.training_class))
    if posting:
        last = postings.last_entry_on(posting)
        is_still = postings.stands_still(posting, on)
        if journal_due_on := postings.journal_due(posting, last, is_still=is_still):
            due.append(Deadline("journal", journal_due_on, posting))
        due.append(Deadline("posting", posting.until_on, posting))
    return due


def _next_session(enrolment: Enrolment, on: date) -> Session | None:
    later = expected.of_enrolment(enrolment).filter(starts_at__date__gt=on)
    return later.order_by("starts_at").first()
