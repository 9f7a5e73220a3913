"""Questions to the unit during verification: asked, answered with a file, taken back."""

from datetime import datetime
from typing import Any

from django.db import transaction

from core import dates
from core.audit import trail
from core.workflow.engine import lock
from evidence.services import files
from recall import permissions
from recall.models import Enquiry, Nomination
from recall.regulations import enquiries as rules
from recall.services import messages


@transaction.atomic
def ask(nomination: Nomination, *, question: str, days: int, by: Any, at: datetime) -> Enquiry:
    """Ask the unit something that its report leaves open; it is told at once.

    :param days: working days to answer
    :raises RegulationBroken: EQ-01 not being verified, EQ-02 too short, EQ-03 days
    """
    nomination = lock(nomination)
    permissions.verify_nomination.check(by, nomination)
    rules.is_being_verified.check(nomination)
    rules.enquiry_is_told.check(question)
    rules.enquiry_days_fit.check(days)
    row = Enquiry.objects.create(
        nomination=nomination,
        question=question.strip(),
        days=days,
        due_on=dates.add_working_days(dates.legal_day(at), days),
        asked_by=by,
        asked_at=at,
    )
    trail.record(row, "ask_unit", by=by, at=at, days=days)
    messages.tell_asked(row, by=by, at=at)
    return row


@transaction.atomic
def answer(
    enquiry: Enquiry,
    *,
    answer: str,
    content: bytes | None = None,
    title: str = "",
    by: Any,
    at: datetime,
) -> Enquiry:
    """Answer for the unit, late too, with at most one file; whoever asked is told.

    :raises RegulationBroken: EQ-01 not being verified, EQ-02 too short, EQ-04 answered or taken
        back, EV-01 to EV-06 the file
    """
    nomination, row = lock(enquiry.nomination), lock(enquiry)
    permissions.draft_nomination.check(by, nomination)
    rules.is_being_verified.check(nomination)
    rules.enquiry_is_open.check(row)
    rules.enquiry_is_told.check(answer)
    row.answer, row.answered_by, row.answered_at = answer.strip(), by, at
    row.file = files.store(content, title=title, by=by, at=at) if content is not None else None
    row.save(update_fields=["answer", "file", "answered_by", "answered_at"])
    trail.record(row, "answer_enquiry", by=by, at=at, file=row.file_id)
    messages.tell_answered(row, by=by, at=at)
    return row


@transaction.atomic
def withdraw(enquiry: Enquiry, *, reason: str, by: Any, at: datetime) -> Enquiry:
    """Take a question back, with the reason.

    :raises RegulationBroken: EQ-01 not being verified, EQ-02 too short, EQ-04 answered or taken
        back
    """
    nomination, row = lock(enquiry.nomination), lock(enquiry)
    permissions.verify_nomination.check(by, nomination)
    rules.is_being_verified.check(nomination)
    rules.enquiry_is_open.check(row)
    rules.enquiry_is_told.check(reason)
    row.why_withdrawn, row.withdrawn_by, row.withdrawn_at = reason.strip(), by, at
    row.save(update_fields=["why_withdrawn", "withdrawn_by", "withdrawn_at"])
    trail.record(row, "withdraw_enquiry", by=by, at=at)
    return row
