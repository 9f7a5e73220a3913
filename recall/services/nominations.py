"""Acts of the unit on a nomination: draft, fill in, submit, withdraw."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cadres.models import Cadre
from cadres.queries import cadres
from core import dates, editing
from core.audit import trail
from core.errors import NotAllowed, RegulationBroken, StateConflict
from core.workflow.engine import advance, lock
from evidence.services import files
from recall import permissions, regulations
from recall.enums import ClockKind, NominationState
from recall.models import (
    Campaign,
    Fact,
    FactEvidence,
    Nomination,
    Round,
    UnitOpinion,
    Unsaved,
)
from recall.queries import fairness
from recall.services import citing, clocks, messages, submissions
from units.queries import units

_EDITABLE = (NominationState.DRAFT, NominationState.SENT_BACK)


def draft(
    unit: Any, *, cadre: Cadre, round_: Round, token: UUID, by: Any, at: datetime
) -> Nomination:
    """Begin a nomination of one of the unit's people; the same token answers the same row.

    :raises RegulationBroken: RC-01 to RC-05, RC-12, RC-30, RC-42, SC-26
    """
    if row := Nomination.objects.filter(token=token, drafted_by=by).first():
        return row
    try:
        return _draft(unit, cadre=cadre, round_=round_, token=token, by=by, at=at)
    except (IntegrityError, RegulationBroken):  # the same form, sent twice, may lose either way
        if row := Nomination.objects.filter(token=token, drafted_by=by).first():
            return row
        regulations.one_open_nomination.check(cadre)
        raise


def candidate(unit: Any, pk: int) -> Cadre:
    """Answer one of the unit's own people.

    :raises RegulationBroken: RC-01, the same words for a foreign person and for nobody
    """
    regulations.in_own_unit.check(Cadre.objects.filter(pk=pk, unit=unit).first(), unit.pk)
    return Cadre.objects.select_related("user").get(pk=pk)


@transaction.atomic
def _draft(
    unit: Any, *, cadre: Cadre, round_: Round, token: UUID, by: Any, at: datetime
) -> Nomination:
    campaign: Campaign = round_.campaign
    cadre = lock(cadre)  # who has moved on since the page was shown is no longer this unit's
    regulations.campaign_is_open.check(campaign)
    regulations.check_reporter(unit, campaign)
    regulations.in_own_unit.check(cadre, unit.pk)
    today = dates.legal_day(at)
    check_person(cadre, on=today)
    regulations.one_open_nomination.check(cadre)
    then = units.as_of(unit, today)
    row = Nomination(
        campaign=campaign,
        round=round_,
        county_id=campaign.county_id,
        unit=unit,
        unit_name=then.name,
        place_name=then.place,
        cadre=cadre,
        subject=cadre.user,
        token=token,
        post_title=cadres.post_title(cadre, today),
        level=cadre.level,
        staff_kind=cadre.staff_kind,
        is_leading=cadre.is_leading,
        drafted_by=by,
        drafted_at=at,
    )
    permissions.draft_nomination.check(by, row)
    row.save()
    trail.record(row, "draft", by=by, at=at)
    return row


def check_person(cadre: Cadre, *, on: date) -> None:
    """Refuse who has left, and whom the law protects on that day (RC-02 to RC-04, RC-42)."""
    regulations.is_on_the_rolls.check(cadre)
    protections = cadres.protections_on(cadre, on)
    regulations.not_on_maternity.check(protections)
    regulations.not_ill.check(protections)
    regulations.not_under_investigation.check(protections)


def editable(nomination: Nomination, *, hand: Any, fact: Fact | None = None) -> Nomination:
    """Answer the locked draft, one version on, for an act of its clerk or head.

    :raises NotAllowed: not of the unit, or the fact is another nomination's
    :raises StateConflict: the nomination is no longer with the unit
    """
    nomination = lock(nomination)
    permissions.draft_nomination.check(hand, nomination)
    if fact is not None and fact.nomination_id != nomination.pk:
        raise NotAllowed(_("该事实不属于此件。"))
    if nomination.state not in _EDITABLE:
        raise StateConflict(
            _("当前状态为“%(state)s”，不能修改。") % {"state": nomination.get_state_display()}
        )
    nomination.version += 1
    return nomination


@transaction.atomic
def put_fact(
    nomination: Nomination,
    *,
    ground: Any,
    happened_on: date,
    text: str,
    by: Any,
    at: datetime,
    place: str = "",
    fact: Fact | None = None,
    token: UUID | None = None,
    read: editing.Read | None = None,
) -> Fact:
    """Write a fact under a ground, or write one again; the same token answers the same fact.

    :raises StateConflict: the nomination is no longer with the unit, or the fact is gone
    :raises EditedMeanwhile: a colleague changed the fact since `read`
    :raises RegulationBroken: RC-28 the day lies in the future, SC-18 not for this person, SC-19
    """
    nomination = editable(nomination, hand=by, fact=fact)
    given = {"ground": ground, "happened_on": happened_on, "place": place, "text": text}
    row, merged = _fact_for(nomination, fact, token, read, given)
    regulations.not_in_future.check(happened_on, dates.legal_day(at))
    row.clause = citing.clause_for(nomination, ground=ground, happened_on=happened_on)
    row.ground, row.happened_on, row.place, row.text = ground, happened_on, place, text
    row.confirmed_by, row.confirmed_at = None, None  # what was written changed
    row.save()
    nomination.save()
    _forget(nomination, page=str(fact.pk) if fact else "new", by=by)
    trail.record(nomination, "put_fact", by=by, at=at, fact=row.pk, **merged)
    return row


def _forget(nomination: Nomination, **typed: Any) -> None:
    """Throw away what was typed: it is saved now, or the draft has left the unit."""
    Unsaved.objects.filter(nomination=nomination, **typed).delete()


def _fact_for(
    nomination: Nomination,
    fact: Fact | None,
    token: UUID | None,
    read: editing.Read | None,
    given: dict[str, Any],
) -> tuple[Fact, dict[str, Any]]:
    """Answer the row to write and what was merged; a new fact has no other version."""
    if fact is None:
        row = nomination.facts.filter(token=token, token__isnull=False).first()
        return row or Fact(nomination=nomination, token=token), {}
    row = nomination.facts.filter(pk=fact.pk).first()
    if row is None:
        raise StateConflict(
            _("同事移除了这条事实。您写的内容还在下面，再次保存将作为新的事实增加。")
        )
    now = {name: getattr(row, name) for name in given}
    return row, editing.settle(read, now=now, given=given)


@transaction.atomic
def attach(
    nomination: Nomination, *, fact: Fact, content: bytes, title: str, by: Any, at: datetime
) -> FactEvidence:
    """Attach a file to a fact; the same file on the same fact stays one row.

    :raises RegulationBroken: EV-01 to EV-06
    """
    nomination = editable(nomination, hand=by, fact=fact)
    file = files.store(content, title=title, by=by, at=at)
    if same := FactEvidence.objects.filter(fact=fact, file__sha256=file.sha256).first():
        files.discard(file)
        return same
    row = FactEvidence.objects.create(fact=fact, file=file)
    nomination.save()
    trail.record(nomination, "attach", by=by, at=at, file=file.pk, sha256=file.sha256)
    return row


@transaction.atomic
def put_opinion(
    nomination: Nomination,
    *,
    held_on: date,
    due_count: int,
    present_count: int,
    agree_count: int,
    text: str,
    by: Any,
    at: datetime,
    read: editing.Read | None = None,
) -> UnitOpinion:
    """Write the unit's collective opinion.

    :raises EditedMeanwhile: a colleague wrote it since `read`
    :raises RegulationBroken: RC-11 quorum and majority, RC-28 a future day, RC-32
    """
    nomination = editable(nomination, hand=by)
    regulations.not_in_future.check(held_on, dates.legal_day(at))
    regulations.counts_fit.check(due_count, present_count, agree_count)
    regulations.is_quorate.check(due_count, present_count, agree_count)
    given = {
        "held_on": held_on,
        "due_count": due_count,
        "present_count": present_count,
        "agree_count": agree_count,
        "text": text,
    }
    before = UnitOpinion.objects.filter(nomination=nomination).first()
    now = {name: getattr(before, name, None) for name in given}
    merged = editing.settle(read, now=now, given=given)
    row = before or UnitOpinion(nomination=nomination)
    for name, value in given.items():
        setattr(row, name, value)
    row.save()
    nomination.save()
    _forget(nomination, page="opinion", by=by)
    trail.record(nomination, "put_opinion", by=by, at=at, **merged)
    return row


@transaction.atomic
def submit(
    nomination: Nomination,
    *,
    by: Any,
    at: datetime,
    opinion: str = "",
    late_reason: str = "",
    answers: dict[str, str] | None = None,
) -> Nomination:
    """Send a complete nomination to the department, freeze it, and set the verifiers' term.

    :param answers: part → what the unit answers to the remark on it, after it was sent back
    :raises RegulationBroken: a gap, RC-02 to RC-04, RC-42, RC-43 by now, RC-12, RC-13 late
    :raises StateConflict: it has been submitted already
    """
    nomination = lock(nomination)
    permissions.submit_nomination.check(by, nomination)
    if nomination.state in _EDITABLE:
        _check_submission(nomination, late_reason, at)
    nomination.late_reason = late_reason or nomination.late_reason
    days = nomination.campaign.verify_days
    nomination.due_on = clocks.begin(nomination, ClockKind.VERIFY, days=days, by=by, at=at)
    advance(nomination.submit, by=by, at=at, opinion=opinion)
    _forget(nomination)
    submissions.freeze(nomination, answers=answers or {}, by=by, at=at)
    messages.tell_submitted(nomination, by=by, at=at)
    return nomination


def _check_submission(nomination: Nomination, late_reason: str, at: datetime) -> None:
    today = dates.legal_day(at)
    regulations.campaign_is_open.check(nomination.campaign)
    check_person(nomination.cadre, on=today)
    submissions.require_reminder(nomination, on=today)
    for rule in regulations.gaps(nomination)[:1]:
        raise RegulationBroken(str(rule.sentence), number=rule.number)
    flags = fairness.compare(nomination, on=today).flags
    regulations.flags_are_explained.check(fairness.unexplained(nomination, flags))
    if nomination.submission_count == 0:
        regulations.in_window_or_explained.check(nomination.round, today, late_reason)


@transaction.atomic
def withdraw(nomination: Nomination, *, by: Any, at: datetime, opinion: str = "") -> Nomination:
    """Take a nomination back before the department has concluded on it."""
    nomination = lock(nomination)
    advance(nomination.withdraw, by=by, at=at, opinion=opinion)
    _forget(nomination)
    clocks.end(nomination, by=by, at=at)
    return nomination
