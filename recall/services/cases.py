"""Acts on a case. Upper floors call these; the case never calls upwards."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from core import dates
from core.workflow.engine import lock
from recall import permissions, regulations
from recall.enums import CaseState, ClockKind
from recall.models import Case, Nomination, ServiceReceipt
from recall.queries import matters, terms
from recall.queries.reasons import Reasons
from recall.regulations import closing
from recall.services import clocks, messages, moving, notices
from recall.services.moving import move
from units.queries import units


def open_(nomination: Nomination, *, by: Any, at: datetime) -> Case:
    """Open the case of a decided recall, in the caller's transaction."""
    campaign = nomination.campaign
    today = dates.legal_day(at)
    then = units.as_of(nomination.unit, today)
    case = Case.objects.create(
        nomination=nomination,
        campaign=campaign,
        county_id=nomination.county_id,
        unit_id=nomination.unit_id,
        unit_name=then.name,
        place_name=then.place,
        cadre_id=nomination.cadre_id,
        subject_id=nomination.subject_id,
        opened_by=by,
        opened_at=at,
    )
    case.due_on = clocks.begin(case, ClockKind.SERVE, days=campaign.serve_days, by=by, at=at)
    moving.tell(case, happened_at=at)
    return case


def give_notice(case: Case, told: Reasons, *, by: Any, at: datetime) -> None:
    """Ask for the notice of a case that was just opened, in the same transaction.

    :param told: what its recall rests on
    """
    case.notice = notices.request(told, by=by, at=at)
    case.save(update_fields=["due_on", "notice"])


@transaction.atomic
def serve(
    case: Case,
    *,
    served_on: date,
    manner: str,
    by: Any,
    at: datetime,
    received_by: str = "",
    note: str = "",
) -> Case:
    """Record how the notice was served; the objection term runs from that day.

    :raises RegulationBroken: RC-21 notice not ready, RC-22 dates, RC-27 unexplained refusal
    """
    case = lock(case)
    permissions.serve_notice.check(by, case)
    today = dates.legal_day(at)
    regulations.notice_is_ready.check(case.notice is not None and case.notice.state == "READY")
    regulations.served_in_time_order.check(served_on, dates.legal_day(case.opened_at), today)
    regulations.refusal_is_noted.check(received_by, note)
    move(case.serve, by=by, at=at)
    clocks.end(case, by=by, at=at)
    ServiceReceipt.objects.create(
        case=case,
        served_on=served_on,
        manner=manner,
        received_by=received_by,
        note=note,
        objection_until_on=dates.add_calendar_days(served_on, case.campaign.objection_days),
        served_by=by,
        served_at=at,
    )
    messages.tell_served(case, by=by, at=at)
    return case


@transaction.atomic
def start_training(case: Case, *, by: Any, at: datetime) -> Case:
    """Put a served case into class."""
    case = lock(case)
    move(case.start_training, by=by, at=at)
    return case


@transaction.atomic
def await_assessment(case: Case, *, on: date, by: Any, at: datetime) -> Case:
    """Begin the scheme's term to assess a case: from the last day of its class or practice.

    The next class or posting begins it anew.
    """
    case = lock(case)
    if case.state in (CaseState.TRAINING, CaseState.PRACTICE):
        days = terms.assess_days(case.campaign)
        case.due_on = clocks.begin(case, ClockKind.ASSESS, days=days, on=on, by=by, at=at)
        case.save(update_fields=["due_on"])
    return case


@transaction.atomic
def await_return(case: Case, *, by: Any, at: datetime) -> Case:
    """End the term to assess a case that goes to practice: it runs from the end of that."""
    return _end_term(case, by=by, at=at)


@transaction.atomic
def start_practice(case: Case, *, by: Any, at: datetime) -> Case:
    """Send a trainee to practice."""
    case = lock(case)
    move(case.start_practice, by=by, at=at)
    return case


@transaction.atomic
def assess(case: Case, *, by: Any, at: datetime) -> Case:
    """Mark the comprehensive assessment as concluded; the term to decide the outcome begins."""
    case = lock(case)
    move(case.assess, by=by, at=at)
    given: dict[str, Any] = {"days": terms.outcome_days(case.campaign), "is_working": False}
    case.due_on = clocks.begin(case, ClockKind.OUTCOME, by=by, at=at, **given)
    case.save(update_fields=["due_on"])
    return case


@transaction.atomic
def settle(
    case: Case, *, held_on: date | None = None, law_days: int = 0, by: Any, at: datetime
) -> Case:
    """Mark the outcome as decided; the term to serve it runs from the day of the meeting.

    :param held_on: today if not told
    :param law_days: the working days that a law gives, 0 leaves those of the campaign
    """
    case = lock(case)
    move(case.settle, by=by, at=at)
    given: dict[str, Any] = {
        "days": law_days or case.campaign.serve_days,
        "is_statutory": bool(law_days),
    }
    case.due_on = clocks.begin(case, ClockKind.INFORM, on=held_on, by=by, at=at, **given)
    case.save(update_fields=["due_on"])
    return case


@transaction.atomic
def inform(case: Case, *, by: Any, at: datetime) -> Case:
    """End the term to serve the outcome: it was served."""
    return _end_term(case, by=by, at=at)


def _end_term(case: Case, *, by: Any, at: datetime) -> Case:
    case = lock(case)
    clocks.end(case, by=by, at=at)
    case.due_on = None
    case.save(update_fields=["due_on"])
    return case


@transaction.atomic
def track(case: Case, *, by: Any, at: datetime) -> Case:
    """Put a case under follow-up."""
    case = lock(case)
    move(case.track, by=by, at=at)
    return case


@transaction.atomic
def close(case: Case, *, by: Any, at: datetime) -> Case:
    """Close a case.

    :raises RegulationBroken: CL-01 not served, CL-03 a paper is missing
    """
    case = lock(case)
    move(case.close, by=by, at=at)
    for flag in closing.case_flags(case):
        flag.rule.check(flag.rows)
    return case


@transaction.atomic
def revoke(case: Case, *, by: Any, at: datetime, opinion: str = "") -> Case:
    """Revoke a recall that should not have been; nothing of it stays in force."""
    case = lock(case)
    move(case.revoke, by=by, at=at, opinion=opinion)
    clocks.end(case, by=by, at=at)
    call_off(case, by=by, at=at)
    return case


def call_off(case: Case, *, by: Any, at: datetime) -> None:
    """End what a meeting was to decide on a case that ended otherwise, in the caller's act."""
    for matter in matters.known():
        matter.call_off(case.nomination, by=by, at=at)
