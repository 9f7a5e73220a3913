"""Acts on the outcome of a case."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from assessment import permissions, regulations
from assessment.enums import OutcomeKind
from assessment.models import Assessment, Outcome, OutcomeReceipt
from assessment.queries import gate, remedies
from assessment.services import papers
from cadres.services import cadres
from core import dates
from core.audit import trail
from core.documents import rendering
from core.errors import RegulationBroken, StateConflict
from core.workflow.engine import lock
from recall import regulations as recall_regulations
from recall.models import Case
from recall.services import cases


@dataclass(frozen=True)
class Meeting:
    """The meeting that decided: its name, day, members due, and the votes."""

    name: str
    held_on: date
    due_count: int
    agree_count: int
    disagree_count: int = 0
    defer_count: int = 0


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
    new_unit: Any = None,
    new_title: str = "",
) -> Outcome:
    """Record the collective decision on a case's outcome and ask for its document.

    The legal gate is asked first. Under the law in force a refusal stops the act; a campaign
    replayed as practised records the outcome with the mark that the law would not allow it.

    :param conditions: codes of the gate's conditions that were ticked
    :param new_unit: with `new_title`, the post taken up (转岗、降职、免职、留任基层)
    :raises RegulationBroken: AS-08 the gate, AS-09 votes, AS-10 dates, AS-11 and AS-12 new post,
        AS-13 no reason
    :raises NotAllowed: not a decider, or the hand that concluded the assessment
    :raises StateConflict: not assessed, or settled by now
    """
    case = lock(case)
    assessment = _concluded(case)
    permissions.decide_outcome.check(by, assessment)
    _check(case, assessment, kind, reason, meeting, new_unit, new_title, at)
    ruling = gate.ruling(kind, case.nomination.staff_kind, case.nomination.is_leading)
    refusal = ruling.refusal(conditions)
    if not regulations.stands_under_law.is_kept(refusal, case.campaign.legal_profile):
        raise RegulationBroken(refusal, number=regulations.stands_under_law.number)
    cases.settle(case, by=by, at=at)
    outcome = _record(
        case,
        assessment,
        ruling,
        refusal=refusal,
        conditions=conditions,
        reason=reason,
        meeting=meeting,
        effect_until_on=effect_until_on,
        by=by,
        at=at,
    )
    trail.record(outcome, "decide_outcome", by=by, at=at, kind=kind, marked=bool(refusal))
    if new_unit:
        cadres.move(case.cadre, unit=new_unit, title=new_title, on=meeting.held_on, by=by, at=at)
    _request_document(outcome, assessment, f"{new_unit}{new_title}" if new_unit else "", by, at)
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

    :raises RegulationBroken: AS-15 no document yet, RC-22 dates, RC-27 unexplained refusal
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
    days = remedies.days(outcome.is_appealable, case.campaign.objection_days)
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
    trail.record(outcome, "serve_outcome", by=by, at=at)
    return receipt


@transaction.atomic
def carry_out(outcome: Outcome, *, by: Any, at: datetime) -> Outcome:
    """Close the case once the outcome is carried out: the person is back, or the post is changed.

    :raises RegulationBroken: AS-16, the document has not reached the person
    :raises StateConflict: carried out before
    """
    case = lock(outcome.case)
    outcome = lock(outcome)
    permissions.carry_out_outcome.check(by, outcome)
    if outcome.carried_out_at:
        raise StateConflict(_("该结果已经办结。"))
    regulations.outcome_is_served.check(hasattr(outcome, "receipt"))
    cases.close(case, by=by, at=at)
    outcome.carried_out_by, outcome.carried_out_at = by, at
    outcome.save(update_fields=["carried_out_by", "carried_out_at"])
    trail.record(outcome, "carry_out_outcome", by=by, at=at)
    return outcome


def _concluded(case: Case) -> Assessment:
    held = Assessment.objects.filter(case=case, concluded_at__isnull=False).first()
    if held is None:
        raise StateConflict(_("综合考核尚未完成，不能决定结果。"))
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


def _record(
    case: Case,
    assessment: Assessment,
    ruling: gate.Ruling,
    *,
    refusal: str,
    conditions: list[str],
    meeting: Meeting,
    by: Any,
    at: datetime,
    **facts: Any,
) -> Outcome:
    offered = {row.code for row in ruling.conditions}
    return Outcome.objects.create(
        case=case,
        kind=ruling.kind,
        basis=list(ruling.basis),
        conditions=[code for code in conditions if code in offered],
        is_unavailable_under_law=bool(refusal),
        gate_sentence=_in_chinese(ruling, conditions) if refusal else "",
        is_appealable=ruling.is_appealable,
        meeting=meeting.name,
        held_on=meeting.held_on,
        due_count=meeting.due_count,
        agree_count=meeting.agree_count,
        disagree_count=meeting.disagree_count,
        defer_count=meeting.defer_count,
        assessed_by=assessment.concluded_by,  # type: ignore[misc]  # concluded, see _concluded
        decided_by=by,
        decided_at=at,
        **facts,
    )


def _in_chinese(ruling: gate.Ruling, conditions: list[str]) -> str:
    """Answer the gate's refusal as the papers print it, whatever the decider's screen speaks."""
    with translation.override("zh-hans"):
        return ruling.refusal(conditions)


def _request_document(
    outcome: Outcome, assessment: Assessment, new_post: str, by: Any, at: datetime
) -> None:
    county = outcome.case.county
    is_return = outcome.kind in papers.RETURNING
    mark = f"{county.document_mark}{'复' if is_return else '处'}"  # each series its own mark
    outcome.document = rendering.request(
        "documents/outcome.html",
        kind="return_notice" if is_return else "outcome_decision",
        scope=county.code,
        reference=f"{mark}〔{{year}}〕{{number}}号",
        title=papers.title(outcome),
        snapshot=papers.snapshot(outcome, assessment, on=dates.legal_day(at), new_post=new_post),
        by=by,
        at=at,
    )
    outcome.save(update_fields=["document"])
