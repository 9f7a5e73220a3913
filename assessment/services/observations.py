"""附条件暂缓执行: opened with the outcome, noted, proposed by one hand, decided by another."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessment import permissions, regulations
from assessment.models import Appeal, Observation, ObservationNote, Outcome
from assessment.queries import archive, concurrences
from assessment.regulations import appeals as appeal_rules
from assessment.regulations import observations as rules
from assessment.regulations.concurrences import present_county_agrees
from assessment.regulations.gate import Facts, judge
from assessment.services import bans, messages
from cadres.services import cadres
from core import dates
from core.audit import trail
from core.errors import RegulationBroken, StateConflict
from core.workflow.engine import lock
from recall.models import Case


def check(kind: str, condition: str, until_on: date | None, held_on: date) -> bool:
    """Say whether an outcome is suspended, after its condition was held against the rules.

    :raises RegulationBroken: CD-01 half a condition, CD-02 the day, CD-03 the kind
    """
    if not condition.strip() and until_on is None:
        return False
    rules.condition_has_a_day.check(condition, until_on)
    rules.observed_for_a_while.check(held_on, until_on)
    rules.kind_can_wait.check(kind)
    return True


def open_(
    outcome: Outcome, condition: str, until_on: Any, new_unit: Any, new_title: str
) -> Observation:
    """Let an outcome wait that `check` found to be suspended, in the caller's transaction."""
    return Observation.objects.create(
        outcome=outcome,
        condition=condition.strip(),
        until_on=until_on,
        new_unit=new_unit,
        new_title=new_title if new_unit else "",
    )


def _locked(row: Observation, on: date) -> Observation:
    lock(row.outcome.case)
    row = lock(row)
    if not row.is_open(on):
        raise StateConflict(_("观察期已经结束，或者已经作出决定。"))
    return row


@transaction.atomic
def note(
    observation: Observation, *, on: date, is_kept: bool, text: str, by: Any, at: datetime
) -> ObservationNote:
    """Write down that the condition was kept or broken on a day, and on what that rests.

    :raises RegulationBroken: CD-04
    :raises StateConflict: the time of observation is over
    """
    today = dates.legal_day(at)
    permissions.observe_outcome.check(by, observation.outcome.case)
    row = _locked(observation, today)
    rules.note_is_dated_and_grounded.check(on, row.outcome.held_on, row.until_on, today, text)
    made = ObservationNote.objects.create(
        observation=row, on=on, is_kept=is_kept, text=text.strip(), by=by, at=at
    )
    trail.record(made, "note_condition", by=by, at=at, observation=row.pk, kept=is_kept)
    return made


@transaction.atomic
def propose(observation: Observation, *, proposal: str, by: Any, at: datetime) -> Observation:
    """Propose that a meeting lets the outcome be carried out; it only waits from then on.

    :raises RegulationBroken: CD-05, no breach on record or no reason
    :raises StateConflict: over, or proposed before
    """
    permissions.observe_outcome.check(by, observation.outcome.case)
    row = _locked(observation, dates.legal_day(at))
    if row.proposed_at is not None:
        raise StateConflict(_("已经提请执行，等待会议决定。"))
    rules.breach_is_on_record.check(row.notes.filter(is_kept=False).count(), proposal)
    row.proposed_by, row.proposed_at, row.proposal = by, at, proposal.strip()
    row.save(update_fields=["proposed_by", "proposed_at", "proposal"])
    trail.record(row, "propose_activation", by=by, at=at)
    messages.tell_proposed(row, by=by, at=at)
    return row


@transaction.atomic
def decide(observation: Observation, *, meeting: Any, by: Any, at: datetime) -> Observation:
    """Record what a meeting said to the proposal: more than half of those due carry it out.

    Otherwise the outcome falls. Carried out, it passes the legal gate once more as things are
    now, and the post that it names is taken up.

    :param meeting: `outcomes.Meeting`
    :raises RegulationBroken: AS-10 dates, AP-11 an appeal waits, OC-01 to OC-16 the gate,
        MV-01 the county to which the person moved has not agreed
    :raises NotAllowed: no decider, or the hand that proposed
    :raises StateConflict: nothing is proposed, decided before, or fallen with an appeal
    """
    row = _locked(observation, dates.legal_day(at))
    outcome, case = row.outcome, row.outcome.case
    permissions.activate_outcome.check(by, row)
    if row.proposed_at is None:
        raise StateConflict(_("没有提请执行。"))
    proposed_on = dates.legal_day(row.proposed_at)
    regulations.meeting_in_time_order.check(meeting.held_on, proposed_on, dates.legal_day(at))
    row.is_activated = regulations.votes_carry.is_kept(
        meeting.due_count, meeting.agree_count, meeting.disagree_count, meeting.defer_count
    )
    if row.is_activated:
        appeal_rules.no_appeal_waits.check(Appeal.objects.open().filter(case=case))
        _check_gate(outcome, meeting)
        _check_place(outcome)
    _keep(row, meeting, by, at)
    trail.record(row, "decide_activation", by=by, at=at, activated=row.is_activated)
    messages.tell_condition(row, occasion="decided", by=by, at=at)
    if row.is_activated:
        bans.open_(outcome, by=by, at=at)
    if row.is_activated and row.new_unit is not None:
        told = {"unit": row.new_unit, "title": row.new_title, "on": meeting.held_on}
        cadres.move(case.cadre, **told, by=by, at=at)
    return row


def fall(case: Case, *, by: Any, at: datetime) -> None:
    """End what still waits in a case of which an appeal changed or set aside what was decided.

    In the caller's transaction and lock of the case.
    """
    waiting = Observation.objects.open(dates.legal_day(at))
    for row in waiting.filter(outcome__case=case):
        row.fallen_at = at
        row.save(update_fields=["fallen_at"])
        trail.record(row, "drop_observation", by=by, at=at)


def _keep(row: Observation, meeting: Any, by: Any, at: datetime) -> None:
    row.activated_by, row.activated_at = by, at
    row.meeting, row.held_on = meeting.name, meeting.held_on
    counts = ("due_count", "agree_count", "disagree_count", "defer_count")
    for name in counts:
        setattr(row, name, getattr(meeting, name))
    decided = ("activated_by", "activated_at", "is_activated", "meeting", "held_on")
    row.save(update_fields=[*decided, *counts])


def _check_place(outcome: Outcome) -> None:
    """Refuse what the county to which the person has moved since has not agreed to."""
    case, kind = outcome.case, outcome.kind
    away = concurrences.is_away(case)
    agreed = away and concurrences.is_agreed(case, kind)
    present_county_agrees.check(kind, case.campaign.legal_profile, away, agreed)


def _check_gate(outcome: Outcome, meeting: Any) -> None:
    """Refuse what the law would no longer allow: a bar may have arisen since the decision."""
    case, on = outcome.case, meeting.held_on
    kinds = archive.protections(case.cadre, on)
    facts = Facts(
        held_on=on,
        held=frozenset(outcome.conditions),
        bars=archive.bars(kinds),
        failed_years=archive.failed_years(case.cadre, on),
        is_investigated=archive.is_investigated(kinds),
        approver=meeting.approver or outcome.approver,
        authority=case.cadre.authority,
        noticed_on=outcome.noticed_on,
        ends_on=outcome.ends_on,
    )
    nomination = case.nomination
    profile = case.campaign.legal_profile
    verdict = judge(outcome.kind, nomination.staff_kind, nomination.is_leading, profile, facts)
    if not verdict.is_allowed:
        raise RegulationBroken(verdict.sentence, number=verdict.number)
