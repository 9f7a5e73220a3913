"""Outcomes as a matter of the meeting's room: recall.queries.matters tells what that asks for."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from assessment import permissions
from assessment.enums import Approver, OutcomeKind, ProposalEnd
from assessment.models import Assessment, OutcomeProposal
from assessment.queries import gate, reading
from assessment.services import judging, outcomes, proposals
from assessment.services.judging import Meeting, Wanted
from core import dates
from core.errors import StateConflict
from core.workflow.engine import lock
from recall import regulations
from recall.enums import CaseState, MeetingMatter, VoteResult
from recall.models import Case, MeetingItem, Nomination
from recall.queries.matters import Cast

_SAID = {
    VoteResult.APPROVED: "经会议表决，同意所提处理结果。",
    VoteResult.REJECTED: "经会议表决，所提处理结果没有通过。",
    VoteResult.DEFERRED: "经会议表决，缓议，补充情况后再次研究。",
}


class Outcomes:
    """What a meeting does with a proposal on the outcome of a case."""

    code = MeetingMatter.OUTCOME

    def waiting(self, rows: QuerySet[Nomination]) -> QuerySet[Nomination]:
        """Those of which the case is assessed and a proposal stands."""
        return rows.filter(pk__in=_standing().values("case__nomination"))

    def digests(self, nominations: Iterable[Nomination]) -> dict[int, str]:
        return reading.digests(nominations)

    def kept_out(self, nominations: Iterable[Nomination]) -> dict[int, dict[int, str]]:
        """Who concluded the assessment does not sit on its outcome."""
        keys = [row.pk for row in nominations]
        held = Assessment.objects.filter(case__nomination__in=keys, concluded_by__isnull=False)
        return {
            pk: {user: _("考核结论的登记人")}
            for pk, user in held.values_list("case__nomination", "concluded_by")
        }

    def told(self, items: Iterable[MeetingItem]) -> dict[int, list[dict[str, Any]]]:
        """What the room reads beside the recall: assessment, conditions, and the proposal that
        stood when the item was placed, whatever was proposed after that meeting.
        """
        placed = {item.nomination_id: item.placed_at for item in items}
        keys = list(placed)
        held = Assessment.objects.filter(case__nomination__in=keys).select_related("case")
        assessed = {row.case.nomination_id: row for row in held}
        last = OutcomeProposal.objects.filter(case__nomination__in=keys).order_by("pk")
        shown = last.select_related("case__campaign", "case__cadre", "new_unit")
        return {
            row.case.nomination_id: _facts(row, assessed)
            for row in shown
            if row.proposed_at <= placed[row.case.nomination_id]
        }

    def check(self, nomination: Nomination, cast: Cast) -> None:
        """Hold the counts, and what is proposed if it is carried, against all rules."""
        regulations.check_counts(cast)
        if cast.result == VoteResult.APPROVED:
            row = _proposal(nomination)
            case = row.case
            meeting = _meeting(row, cast)
            wanted = Wanted(**proposals.wanted_of(row))
            on = dates.legal_day(cast.at)
            held = judging.concluded(case)
            judging.judged(case, held, wanted=wanted, meeting=meeting, on=on)

    def said(self, result: str) -> str:
        return _SAID[VoteResult(result)]

    def decide(self, nomination: Nomination, cast: Cast) -> dict[str, Any]:
        """Decide the case as it was voted; answer what the result row holds."""
        row = _proposal(nomination)
        case = lock(row.case)
        who = {"by": cast.by, "at": cast.at}
        permissions.decide_outcome.check(cast.by, judging.concluded(case))
        regulations.check_counts(cast)
        if cast.result == VoteResult.APPROVED:
            sitting = outcomes.Sitting(
                list(cast.members), list(cast.others), cast.content_hash, row
            )
            told = proposals.wanted_of(row)
            outcomes.decide(case, meeting=_meeting(row, cast), sitting=sitting, **told, **who)
        is_carried = cast.result == VoteResult.APPROVED
        proposals.end(row, ProposalEnd.CARRIED if is_carried else ProposalEnd.NOT_CARRIED, **who)
        return {"made_id": row.pk}

    def call_off(self, nomination: Nomination, *, by: Any, at: datetime) -> None:
        """Write down that the proposal came to nothing: the case was revoked, the person left."""
        row = reading.standing_of([nomination.pk]).get(nomination.pk)
        if row is not None:
            proposals.end(row, ProposalEnd.MOOT, by=by, at=at)


def _standing() -> QuerySet[OutcomeProposal]:
    return OutcomeProposal.objects.filter(ended_at=None, case__state=CaseState.ASSESSED)


def _proposal(nomination: Nomination) -> OutcomeProposal:
    rows = _standing().select_related("case__campaign", "case__cadre", "new_unit")
    row = rows.filter(case__nomination=nomination).first()
    if row is None:
        raise StateConflict(_("此件没有待研究的处理建议。"))
    return row


def _meeting(row: OutcomeProposal, cast: Cast) -> Meeting:
    return Meeting(
        name=cast.meeting,
        held_on=cast.held_on,
        due_count=cast.due,
        agree_count=cast.votes[0],
        disagree_count=cast.votes[1],
        defer_count=cast.votes[2],
        approver=row.approver,
    )


def _facts(row: OutcomeProposal, assessed: dict[int, Assessment]) -> list[dict[str, Any]]:
    case: Case = row.case
    assessment = assessed.get(case.nomination_id)
    ticked = [gate.spoken(gate.condition(code).sentence) for code in row.conditions]
    ruling = gate.ruling(row.kind, case.nomination.staff_kind, case.nomination.is_leading)
    rows = [
        (_("建议的结果"), str(OutcomeKind(row.kind).label)),
        (_("理由"), row.reason),
        (_("综合考核"), _assessment(assessment) if assessment else ""),
        (_("依据"), _("、").join(gate.spoken(name) for name in ruling.basis)),
        (_("已核对的条件"), _("；").join(ticked)),
        (_("批准机关"), str(Approver(row.approver).label)),
        (_("新岗位"), f"{row.new_unit or ''}{row.new_title}"),
        (_("书面通知日期"), _day(row.noticed_on)),
        (_("期满日期"), _day(row.ends_on)),
        (_("影响期止"), _day(row.effect_until_on)),
        (_("附条件暂缓执行"), row.condition),
        (_("观察期末日"), _day(row.observed_until_on)),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def _assessment(row: Assessment) -> str:
    told = {"verdict": _("合格") if row.passed else _("不合格"), "total": row.total}
    return _("%(verdict)s，%(total)s 分。") % told + row.comment


def _day(on: Any) -> str:
    return dates.spoken(on) if on else ""
