"""Acts on the outcome of a case."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from assessment import permissions, regulations
from assessment.enums import OutcomeKind
from assessment.models import Appeal, Assessment, Observation, Outcome, OutcomeReceipt, Reversal
from assessment.queries import appeals, archive, gate, referrals, remedies, volumes
from assessment.regulations import appeals as appeal_rules
from assessment.regulations import observations as observation_rules
from assessment.regulations import volumes as volume_rules
from assessment.regulations.gate import Facts, Verdict, judge
from assessment.services import bans, followups, observations, outside, papers
from cadres.services import cadres
from core import dates
from core.audit import trail
from core.errors import RegulationBroken, StateConflict
from core.workflow.engine import lock
from recall import regulations as recall_regulations
from recall.models import Case
from recall.regulations.leaving import person_is_in_service
from recall.services import cases
from training.services import wishes


@dataclass(frozen=True)
class Meeting:
    """The meeting that decided: its name, day, members due, the votes; whose approval it is."""

    name: str
    held_on: date
    due_count: int
    agree_count: int
    disagree_count: int = 0
    defer_count: int = 0
    approver: str = ""


@transaction.atomic
def decide(
    case: Case,
    *,
    kind: str,
    conditions: list[str],
    reason: str,
    meeting: Meeting,
    by: Any,
    at: datetime,
    effect_until_on: date | None = None,
    noticed_on: date | None = None,
    ends_on: date | None = None,
    new_unit: Any = None,
    new_title: str = "",
    condition: str = "",
    observed_until_on: date | None = None,
) -> Outcome:
    """Record the collective decision on a case's outcome and ask for its document.

    The legal gate is asked first. Under the law in force a refusal stops the act; a campaign
    replayed as practised records the outcome with the mark that the law would not allow it.

    :param conditions: codes of the gate's conditions that were ticked
    :param noticed_on: the day of the written notice (解聘)
    :param ends_on: the last day of an outcome with a longest time
    :param new_unit: with `new_title`, the post taken up (转岗、降职、免职、留任基层)
    :param condition: with `observed_until_on`, the outcome waits: see services.observations
    :raises RegulationBroken: CD-01 to CD-03 the condition, OC-01 to OC-16 the gate,
        OC-18, OC-19 a referral, WS-04, WS-05 a wish to stay, AS-09 votes, AS-10 dates,
        AS-11, AS-12 new post, AS-13 no reason, LV-03 left the service
    :raises NotAllowed: not a decider, or the hand that concluded the assessment
    :raises StateConflict: not assessed, settled by now, or an objection set the recall aside
    """
    case = lock(case)
    assessment = _concluded(case)
    permissions.decide_outcome.check(by, assessment)
    regulations.nothing_waits_at_discipline.check(referrals.waits(case))
    regulations.referral_was_taken.check(kind, referrals.is_taken(case))
    person_is_in_service.check(case.cadre, dates.legal_day(at))
    _check(case, assessment, kind, reason, meeting, new_unit, new_title, at)
    if kind == OutcomeKind.STAY:
        wishes.require(case, new_unit, held_on=meeting.held_on)
    waits = observations.check(kind, condition, observed_until_on, meeting.held_on)
    facts = _facts(case, meeting, conditions, noticed_on, ends_on)
    verdict = _judged(case, kind, facts)
    settled = cases.settle(
        case, held_on=meeting.held_on, law_days=_law_days(case, kind), by=by, at=at
    )
    told: dict[str, Any] = {"reason": reason, "meeting": meeting}
    told |= {"effect_until_on": effect_until_on, "serve_until_on": settled.due_on}
    outcome = _record(case, assessment, verdict, facts, by=by, at=at, **told)
    trail.record(outcome, "decide_outcome", by=by, at=at, kind=kind, marked=verdict.is_marked)
    if waits:
        observations.open_(outcome, condition, observed_until_on, new_unit, new_title)
    elif new_unit:
        cadres.move(case.cadre, unit=new_unit, title=new_title, on=meeting.held_on, by=by, at=at)
    new_post = f"{new_unit}{new_title}" if new_unit else ""
    papers.request(outcome, assessment, new_post=new_post, by=by, at=at)
    return outcome


@transaction.atomic
def serve(
    outcome: Outcome,
    *,
    served_on: date,
    manner: str,
    by: Any,
    at: datetime,
    received_by: str = "",
    note: str = "",
) -> OutcomeReceipt:
    """Record how the outcome's document reached the person; the remedy's term runs from then.

    :raises RegulationBroken: AS-15 no document yet, RC-22 dates, RC-27 unexplained refusal,
        OC-17 unexplained delay
    :raises StateConflict: served before
    """
    case = lock(outcome.case)
    outcome = lock(outcome)
    permissions.serve_outcome.check(by, outcome)
    if hasattr(outcome, "receipt"):
        raise StateConflict(_("送达已经登记过。"))
    regulations.document_is_ready.check(outcome.document is not None and outcome.document.is_ready)
    decided_on, today = dates.legal_day(outcome.decided_at), dates.legal_day(at)
    recall_regulations.served_in_time_order.check(served_on, decided_on, today)
    recall_regulations.refusal_is_noted.check(received_by, note)
    regulations.late_serving_is_explained.check(served_on, outcome.serve_until_on, note)
    route = remedies.route_of(outcome)
    days = remedies.days(route, case.campaign.objection_days)
    receipt = OutcomeReceipt.objects.create(
        outcome=outcome,
        served_on=served_on,
        manner=manner,
        received_by=received_by,
        note=note,
        remedy_until_on=dates.add_calendar_days(served_on, days),
        served_by=by,
        served_at=at,
    )
    cases.inform(case, by=by, at=at)
    outside.open_(outcome, served_on=served_on, route=route, by=by, at=at)
    if not appeals.recall_fell(case):
        bans.open_(outcome, by=by, at=at)
        followups.open_(outcome, by=by, at=at)
    trail.record(outcome, "serve_outcome", by=by, at=at)
    return receipt


@transaction.atomic
def carry_out(outcome: Outcome, *, by: Any, at: datetime) -> Outcome:
    """Close the case once the outcome is carried out: the person is back, or the post is changed.

    :raises RegulationBroken: AS-16 the document has not reached the person, AP-11 an appeal
        waits, AP-12 something is not put back, CD-06 it is observed,
        VL-01 a paper that must be kept is missing
    :raises StateConflict: carried out before
    """
    case = lock(outcome.case)
    outcome = lock(outcome)
    permissions.carry_out_outcome.check(by, outcome)
    if outcome.carried_out_at:
        raise StateConflict(_("该结果已经办结。"))
    regulations.outcome_is_served.check(hasattr(outcome, "receipt"))
    appeal_rules.no_appeal_waits.check(Appeal.objects.open().filter(case=case))
    waiting = Reversal.objects.filter(appeal__case=case, done_at=None)
    appeal_rules.everything_is_put_back.check(waiting)
    held = Observation.objects.filter(outcome=outcome).first()
    observation_rules.nothing_is_observed.check(held and held.is_open(dates.legal_day(at)))
    volume_rules.papers_are_complete.check(volumes.missing(volumes.listed(case)))
    cases.close(case, by=by, at=at)
    outcome.carried_out_by, outcome.carried_out_at = by, at
    outcome.save(update_fields=["carried_out_by", "carried_out_at"])
    trail.record(outcome, "carry_out_outcome", by=by, at=at)
    return outcome


def _concluded(case: Case) -> Assessment:
    held = Assessment.objects.filter(case=case, concluded_at__isnull=False).first()
    if held is None:
        raise StateConflict(_("综合考核尚未完成，不能决定结果。"))
    if appeals.recall_fell(case):
        raise StateConflict(_("异议成立，召回决定已被撤销，不能再决定结果；请登记撤销召回。"))
    return held


def _check(
    case: Case,
    assessment: Assessment,
    kind: str,
    reason: str,
    meeting: Meeting,
    new_unit: Any,
    new_title: str,
    at: datetime,
) -> None:
    regulations.reason_is_told.check(reason)
    regulations.votes_carry.check(
        meeting.due_count, meeting.agree_count, meeting.disagree_count, meeting.defer_count
    )
    concluded_on = dates.legal_day(assessment.concluded_at or at)
    regulations.meeting_in_time_order.check(meeting.held_on, concluded_on, dates.legal_day(at))
    regulations.post_fits_kind.check(OutcomeKind(kind), new_unit is not None, bool(new_title))
    if new_unit is not None:
        regulations.new_unit_is_in_county.check(new_unit.county_id, case.county_id)


def _facts(
    case: Case,
    meeting: Meeting,
    conditions: list[str],
    noticed_on: date | None,
    ends_on: date | None,
) -> Facts:
    kinds = archive.protections(case.cadre, meeting.held_on)
    return Facts(
        held_on=meeting.held_on,
        held=frozenset(conditions),
        bars=archive.bars(kinds),
        failed_years=archive.failed_years(case.cadre, meeting.held_on),
        is_investigated=archive.is_investigated(kinds),
        approver=meeting.approver,
        authority=case.cadre.authority,
        noticed_on=noticed_on,
        ends_on=ends_on,
    )


def _judged(case: Case, kind: str, facts: Facts) -> Verdict:
    """Answer the gate's verdict if the outcome may be decided."""
    nomination, profile = case.nomination, case.campaign.legal_profile
    verdict = judge(kind, nomination.staff_kind, nomination.is_leading, profile, facts)
    if not verdict.is_allowed:
        raise RegulationBroken(verdict.sentence, number=verdict.number)
    with translation.override("zh-hans"):  # as the papers print it, whatever the screen speaks
        return judge(kind, nomination.staff_kind, nomination.is_leading, profile, facts)


def _record(
    case: Case,
    assessment: Assessment,
    verdict: Verdict,
    facts: Facts,
    *,
    meeting: Meeting,
    by: Any,
    at: datetime,
    **told: Any,
) -> Outcome:
    row = gate.ruling(verdict.kind, case.nomination.staff_kind, case.nomination.is_leading)
    return Outcome.objects.create(
        case=case,
        kind=row.kind,
        basis=list(row.basis),
        conditions=[one.code for one in row.conditions if one.code in facts.held],
        is_unavailable_under_law=verdict.is_marked,
        gate_number=verdict.number,
        gate_sentence=verdict.sentence,
        is_appealable=row.is_appealable,
        route=row.route,
        noticed_on=facts.noticed_on,
        ends_on=facts.ends_on,
        assessed_by=assessment.concluded_by,  # type: ignore[misc]  # concluded, see _concluded
        decided_by=by,
        decided_at=at,
        **_votes(meeting),
        **told,
    )


def _law_days(case: Case, kind: str) -> int:
    """Answer in how many working days the law wants an outcome served; 0 leaves the scheme's."""
    return gate.ruling(kind, case.nomination.staff_kind, case.nomination.is_leading).serve_days


def _votes(meeting: Meeting) -> dict[str, Any]:
    facts = asdict(meeting)
    return {"meeting": facts.pop("name"), **facts}
