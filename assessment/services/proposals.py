"""处理建议: put to a meeting, taken back, carried or not."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessment import permissions
from assessment.enums import ProposalEnd
from assessment.models import OutcomeProposal
from assessment.queries import reading
from assessment.regulations import proposals as rules
from assessment.services import judging
from assessment.services.judging import Meeting, Wanted
from core import dates
from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from recall.enums import CaseState, MeetingMatter
from recall.models import Case
from recall.queries.meetings import is_placed

FIELDS: tuple[str, ...] = ("kind", "conditions", "reason", "effect_until_on", "noticed_on")
FIELDS += ("ends_on", "new_unit", "new_title", "condition", "observed_until_on")


@transaction.atomic
def propose(case: Case, *, approver: str, by: Any, at: datetime, **wanted: Any) -> OutcomeProposal:
    """Put one outcome to a meeting; it is held against the gate as if decided today.

    :param wanted: fields of `judging.Wanted`
    :raises RegulationBroken: as `outcomes.decide`, but for votes and seats
    :raises NotAllowed: not a decider, an interested hand, or the hand that concluded
    :raises StateConflict: not assessed, settled by now, or a proposal stands already
    """
    lock(case.nomination)
    case, asked = lock(case), Wanted(**wanted)
    _check_waiting(case)
    judging.examine(case, wanted=asked, meeting=_today(approver, at), by=by, at=at)
    told = {name: getattr(asked, name) for name in FIELDS}
    row = OutcomeProposal.objects.create(
        case=case, approver=approver, proposed_by=by, proposed_at=at, **told
    )
    trail.record(row, "propose_outcome", by=by, at=at, case=case.pk, kind=row.kind)
    return row


def _check_waiting(case: Case) -> None:
    if case.state != CaseState.ASSESSED:
        told = {"state": case.get_state_display()}
        raise StateConflict(_("当前状态为“%(state)s”，不能提交会议。") % told)
    if reading.standing(case) is not None:
        raise StateConflict(_("此件已有建议提交会议，先撤回再重新提交。"))


def _today(approver: str, at: datetime) -> Meeting:
    """Answer a meeting of today that carries, so that all but its votes can be examined."""
    return Meeting("", dates.legal_day(at), due_count=1, agree_count=1, approver=approver)


@transaction.atomic
def withdraw(proposal: OutcomeProposal, *, by: Any, at: datetime) -> OutcomeProposal:
    """Take a proposal back that is on no agenda of a meeting that is still to be settled.

    :raises RegulationBroken: OM-05, it is on an agenda
    :raises StateConflict: ended before
    """
    lock(proposal.case.nomination)
    case = lock(proposal.case)
    permissions.decide_outcome.check(by, judging.concluded(case))
    rules.is_on_no_agenda.check(is_placed(case.nomination_id, MeetingMatter.OUTCOME))
    return end(proposal, ProposalEnd.WITHDRAWN, by=by, at=at)


def end(proposal: OutcomeProposal, how: str, *, by: Any, at: datetime) -> OutcomeProposal:
    """Write down how a proposal ended, in the caller's transaction.

    :raises StateConflict: ended before
    """
    row = lock(proposal)
    if row.ended_at is not None:
        raise StateConflict(_("此建议已经办理。"))
    row.ended_as, row.ended_by, row.ended_at = how, by, at
    row.save(update_fields=["ended_as", "ended_by", "ended_at"])
    trail.record(row, "end_proposal", by=by, at=at, how=how)
    return row


def wanted_of(row: OutcomeProposal) -> dict[str, Any]:
    """Answer the proposal as the arguments of `outcomes.decide`."""
    return {name: getattr(row, name) for name in FIELDS}
