"""Acts on the outcome of a case."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessment import permissions, regulations
from assessment.models import (
    Appeal,
    Assessment,
    Observation,
    Outcome,
    OutcomeMember,
    OutcomeProposal,
    OutcomeReceipt,
    Reversal,
)
from assessment.queries import appeals, gate, reading, remedies, volumes
from assessment.regulations import appeals as appeal_rules
from assessment.regulations import observations as observation_rules
from assessment.regulations import proposals as rules
from assessment.regulations import volumes as volume_rules
from assessment.services import (
    bans,
    followups,
    judging,
    observations,
    outcome_sheets,
    outside,
    papers,
)
from assessment.services.judging import Meeting, Wanted
from cadres.services import cadres
from core import dates
from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from recall import regulations as recall_regulations
from recall.models import Case
from recall.queries.nominations import interested_ids
from recall.services import cases

__all__ = ["Meeting", "Sitting", "carry_out", "decide", "decide_singly", "serve"]


@dataclass(frozen=True)
class Sitting:
    """Who sat (accounts, and names without one), the hash of what was read, the proposal."""

    members: list[Any]
    others: list[str]
    content_hash: str
    proposal: OutcomeProposal | None = None


@transaction.atomic
def decide_singly(
    case: Case,
    *,
    meeting: Meeting,
    members: list[Any],
    others: list[str],
    content_hash: str,
    by: Any,
    at: datetime,
    **wanted: Any,
) -> Outcome:
    """Record the outcome that a meeting decided outside meeting mode; `wanted` as for `decide`.

    :param members: accounts of those present; `others` are names without an account
    :param content_hash: of what was read (hex), see `queries.reading.digest`
    :raises RegulationBroken: OM-01 a heavy outcome, OM-04 a proposal waits for a meeting; else
        as `decide`
    :raises StateConflict: the content changed after it was read; else as `decide`
    """
    nomination = lock(case.nomination)  # a recusal, a meeting's vote: one after the other
    case = lock(case)
    assessment = judging.concluded(case)
    permissions.decide_outcome.check(by, assessment)
    judging.check_fresh(case, content_hash)
    rules.no_proposal_stands.check(reading.standing(case) is not None)
    sitting = Sitting(members, [name for name in others if name], content_hash)
    outcome = decide(case, meeting=meeting, sitting=sitting, by=by, at=at, **wanted)
    rules.heavy_goes_to_a_meeting.check(outcome.kind, nomination.campaign.legal_profile)
    return outcome


@transaction.atomic
def decide(
    case: Case,
    *,
    meeting: Meeting,
    by: Any,
    at: datetime,
    sitting: Sitting | None = None,
    **wanted: Any,
) -> Outcome:
    """Record the collective decision on a case's outcome and ask for its document.

    The legal gate is asked first. Under the law in force a refusal stops the act; a campaign
    replayed as practised records the outcome with the mark that the law would not allow it.

    :param sitting: who sat and what they read; None where only the counts are known (a replay)
    :param wanted: fields of `judging.Wanted`: kind, conditions (codes of the gate's that were
        ticked), reason; noticed_on, the day of the written notice (解聘); ends_on, the last day of
        an outcome with a longest time; new_unit with new_title, the post taken up (转岗、降职、
        免职、留任基层); condition with observed_until_on: it waits, see services.observations
    :raises RegulationBroken: CD-01 to CD-03 the condition, OC-01 to OC-16 the gate,
        OC-18, OC-19 a referral, WS-04, WS-05 a wish to stay, AS-09 votes, AS-10 dates,
        AS-11, AS-12 new post, AS-13 no reason, LV-03 left the service, OM-02,
        OM-03 who sat
    :raises NotAllowed: not a decider, or the hand that concluded the assessment
    :raises StateConflict: not assessed, settled by now, or an objection set the recall aside
    """
    case, asked = lock(case), Wanted(**wanted)
    found = judging.examine(case, wanted=asked, meeting=meeting, by=by, at=at)
    if sitting is not None:
        _check_seats(case, found.assessment, meeting, sitting)
    days = _law_days(case, asked.kind)
    case = cases.settle(case, held_on=meeting.held_on, law_days=days, by=by, at=at)
    outcome = _record(case, found, asked, meeting, sitting, by=by, at=at)
    marked = found.verdict.is_marked
    trail.record(outcome, "decide_outcome", by=by, at=at, kind=asked.kind, marked=marked)
    unit, title = asked.new_unit, asked.new_title
    if found.waits:
        observations.open_(outcome, asked.condition, asked.observed_until_on, unit, title)
    elif unit:
        cadres.move(case.cadre, unit=unit, title=title, on=meeting.held_on, by=by, at=at)
    new_post = f"{unit}{title}" if unit else ""
    papers.request(outcome, found.assessment, new_post=new_post, by=by, at=at)
    outcome_sheets.renew(outcome, by=by, at=at)
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
    volume_rules.papers_are_complete.check(volumes.lacking(case))
    cases.close(case, by=by, at=at)
    outcome.carried_out_by, outcome.carried_out_at = by, at
    outcome.save(update_fields=["carried_out_by", "carried_out_at"])
    trail.record(outcome, "carry_out_outcome", by=by, at=at)
    return outcome


def _check_seats(case: Case, assessment: Assessment, meeting: Meeting, sitting: Sitting) -> None:
    names = [str(user.name) for user in sitting.members] + sitting.others
    votes = meeting.agree_count + meeting.disagree_count + meeting.defer_count
    rules.members_fit_votes.check(names, votes)
    out = interested_ids(case.nomination) | {assessment.concluded_by_id}
    rules.no_interested_member_sat.check({user.pk for user in sitting.members}, out)


def _record(
    case: Case,
    found: judging.Examined,
    asked: Wanted,
    meeting: Meeting,
    sitting: Sitting | None,
    *,
    by: Any,
    at: datetime,
) -> Outcome:
    row = gate.ruling(asked.kind, case.nomination.staff_kind, case.nomination.is_leading)
    outcome = Outcome.objects.create(
        case=case,
        kind=row.kind,
        basis=list(row.basis),
        conditions=[one.code for one in row.conditions if one.code in found.facts.held],
        is_unavailable_under_law=found.verdict.is_marked,
        gate_number=found.verdict.number,
        gate_sentence=found.verdict.sentence,
        is_appealable=row.is_appealable,
        route=row.route,
        noticed_on=asked.noticed_on,
        ends_on=asked.ends_on,
        serve_until_on=case.due_on,
        reason=asked.reason,
        effect_until_on=asked.effect_until_on,
        assessed_by=found.assessment.concluded_by,  # type: ignore[misc]  # concluded
        decided_by=by,
        decided_at=at,
        content_hash=sitting.content_hash if sitting else "",
        proposal=sitting.proposal if sitting else None,
        **_votes(meeting),
    )
    if sitting is not None:
        _seat(outcome, sitting)
    return outcome


def _seat(outcome: Outcome, sitting: Sitting) -> None:
    OutcomeMember.objects.bulk_create(
        [
            *(OutcomeMember(outcome=outcome, user=u, name=u.name) for u in sitting.members),
            *(OutcomeMember(outcome=outcome, name=name) for name in sitting.others),
        ]
    )


def _law_days(case: Case, kind: str) -> int:
    """Answer in how many working days the law wants an outcome served; 0 leaves the scheme's."""
    return gate.ruling(kind, case.nomination.staff_kind, case.nomination.is_leading).serve_days


def _votes(meeting: Meeting) -> dict[str, Any]:
    facts = asdict(meeting)
    return {"meeting": facts.pop("name"), **facts}
