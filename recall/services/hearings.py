"""Before the word: black-out of evidence, telling what is alleged, talks."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from core import dates
from core.audit import trail
from core.documents import blackout
from core.documents.blackout import Area
from core.documents.errors import DocumentDamaged
from core.jobs import outbox
from core.workflow.engine import lock
from evidence.services import files
from recall import permissions, regulations
from recall.enums import ClockKind, NominationState
from recall.models import Allegation, FactEvidence, Nomination, Redaction, Talk, TalkRequest
from recall.queries import hearings
from recall.queries.nominations import interested_in_talk
from recall.regulations import hearings as rules
from recall.services import allegations, clocks, messages


@transaction.atomic
def redact(
    evidence: FactEvidence, *, areas: list[Area], reason: str, by: Any, at: datetime
) -> Redaction:
    """Ask for the copy that the person gets; the newest holds, the original is kept apart.

    :raises RegulationBroken: HR-01 not now, HR-02, HR-03 areas, HR-04 it cannot be drawn
    """
    nomination = lock(evidence.fact.nomination)
    permissions.prepare_hearing.check(by, nomination)
    rules.may_be_blacked_out.check(nomination)
    rules.areas_are_told.check(areas)
    pages = pages_of(evidence)
    rules.can_be_drawn.check(pages)
    rules.areas_fit.check(areas, pages)
    row = Redaction.objects.create(
        evidence=evidence, areas=[list(area) for area in areas], reason=reason, by=by, at=at
    )
    outbox.enqueue("recall.redact", key=f"recall.redact:{row.pk}", at=at, lane="redact", pk=row.pk)
    trail.record(nomination, "redact", by=by, at=at, evidence=evidence.pk, redaction=row.pk)
    return row


def pages_of(evidence: FactEvidence) -> int:
    """Answer the number of pages of an evidence file, 0 if it cannot be drawn or is damaged.

    :raises NotReleased: the scanner has not said that the file is clean
    """
    try:
        return blackout.pages(files.read(evidence.file), evidence.file.kind)
    except (blackout.Unreadable, DocumentDamaged):
        return 0


@transaction.atomic
def make_copy(redaction: Redaction, *, by: Any, at: datetime) -> Redaction:
    """Burn the areas in and keep the copy; a file that cannot be drawn, or is no longer the one
    that was uploaded, ends without one.
    """
    row = lock(redaction)
    if row.made_at is not None:
        return row
    original = row.evidence.file
    try:
        burnt = blackout.burn(files.read(original), original.kind, hearings.areas(row))
        row.file = files.keep(burnt, kind=original.kind, title=str(row), by=by, at=at)
    except (blackout.Unreadable, DocumentDamaged):
        row.file = None
    row.made_at = at
    row.save(update_fields=["file", "made_at"])
    trail.record(
        row.evidence.fact.nomination,
        "make_redacted_copy",
        by=by,
        at=at,
        redaction=row.pk,
        file=row.file_id,
    )
    return row


@transaction.atomic
def tell(
    nomination: Nomination,
    *,
    served_on: date,
    manner: str,
    received_by: str = "",
    note: str = "",
    by: Any,
    at: datetime,
) -> Allegation:
    """Record that facts and evidence were served on the person, and freeze the notice of it.

    The reply term runs from then.

    :raises RegulationBroken: HR-05 copies, HR-06 told before, HR-07 day, HR-21 not verified,
        HR-23 a witness's paper is not blacked out, RC-27 a refusal without a note
    """
    nomination = lock(nomination)
    permissions.prepare_hearing.check(by, nomination)
    rules.is_told_once.check(hearings.is_told(nomination))
    rules.may_be_told.check(nomination)
    rules.witnesses_are_covered.check(hearings.uncovered_witnesses(nomination))
    rules.copies_are_made.check(hearings.waiting(nomination))
    verified_on = dates.legal_day(nomination.verified_at or at)
    rules.told_in_time_order.check(served_on, verified_on, dates.legal_day(at))
    regulations.refusal_is_noted.check(received_by, note)
    days = nomination.campaign.reply_days
    nomination.due_on = clocks.begin(
        nomination, ClockKind.REPLY, days=days, on=served_on, by=by, at=at
    )
    nomination.save()
    row = Allegation.objects.create(
        nomination=nomination,
        served_on=served_on,
        manner=manner,
        received_by=received_by.strip(),
        note=note.strip(),
        document=allegations.make(nomination, served_on=served_on, by=by, at=at),
        by=by,
        at=at,
    )
    trail.record(nomination, "tell_allegation", by=by, at=at, allegation=row.pk)
    messages.tell_alleged(nomination, by=by, at=at)
    return row


@transaction.atomic
def ask_for_talk(nomination: Nomination, *, text: str = "", by: Any, at: datetime) -> TalkRequest:
    """Let the person ask for a talk before the decision.

    :raises RegulationBroken: HR-08 not told yet, HR-15 asked before or too late
    """
    nomination = lock(nomination)
    permissions.ask_for_talk.check(by, nomination)
    rules.was_told.check(hearings.is_told(nomination))
    rules.may_ask_for_talk.check(nomination, hearings.is_asked(nomination))
    row = TalkRequest.objects.create(nomination=nomination, text=text.strip(), by=by, at=at)
    trail.record(nomination, "ask_for_talk", by=by, at=at)
    return row


def _open_for_talk(nomination: Nomination, by: Any) -> Nomination:
    nomination = lock(nomination)
    permissions.prepare_hearing.check(by, nomination)
    rules.talk_is_due.check(nomination)
    rules.was_told.check(
        nomination.state != NominationState.VERIFIED or hearings.is_told(nomination)
    )
    return nomination


@transaction.atomic
def record_talk(
    nomination: Nomination,
    *,
    on: date,
    place: str,
    first: Any,
    second: Any,
    said: str,
    is_signed: bool,
    refusal: str = "",
    witness: str = "",
    by: Any,
    at: datetime,
) -> Talk:
    """Keep the record of a talk that two people of the department held and signed.

    :raises RegulationBroken: HR-08 not told, HR-09 who talked, HR-10 signature, HR-11 day, HR-14
    """
    nomination = _open_for_talk(nomination, by)
    rules.two_talk.check(first, second, interested_in_talk(nomination))
    rules.signed_or_noted.check(is_signed, refusal, witness)
    told = hearings.allegation(nomination)
    told_on = told.served_on if told else dates.legal_day(nomination.verified_at or at)
    rules.talked_in_time_order.check(on, told_on, dates.legal_day(at))
    row = Talk.objects.create(
        nomination=nomination,
        on=on,
        place=place,
        first=first,
        second=second,
        said=said,
        is_signed=is_signed,
        refusal="" if is_signed else refusal.strip(),
        witness="" if is_signed else witness.strip(),
        by=by,
        at=at,
    )
    trail.record(nomination, "record_talk", by=by, at=at, talk=row.pk)
    return row


@transaction.atomic
def put_off_talk(
    nomination: Nomination, *, on: date, next_on: date, reason: str, by: Any, at: datetime
) -> Talk:
    """Record that a talk was put off to another day, and why.

    :raises RegulationBroken: HR-08 not told, HR-12 reason and day, HR-14
    """
    nomination = _open_for_talk(nomination, by)
    rules.put_off_with_reason.check(on, next_on, reason, dates.legal_day(at))
    row = Talk.objects.create(
        nomination=nomination, on=on, next_on=next_on, reason=reason.strip(), by=by, at=at
    )
    trail.record(nomination, "put_off_talk", by=by, at=at, talk=row.pk)
    return row
