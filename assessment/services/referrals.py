"""Acts on a referral to discipline: the case waits until the answer."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessment import permissions, regulations
from assessment.enums import OutcomeKind
from assessment.models import Referral
from assessment.queries import gate, referrals
from assessment.regulations.gate import Facts, judge
from core import dates
from core.audit import trail
from core.errors import RegulationBroken, StateConflict
from core.workflow.engine import lock
from recall.models import Case
from training.services import suspensions

_WAITING = "等待有关机关结论"  # neither why nor with whom: nothing is found yet


@transaction.atomic
def refer(
    case: Case, *, reason: str, conditions: list[str], approver: str, by: Any, at: datetime
) -> Referral:
    """Pass a case to discipline inspection; class, practice, assessment and outcome wait.

    :param conditions: codes of the gate's conditions that were ticked
    :raises RegulationBroken: OC-10 conditions, OC-13 approver, OC-18 referred and not answered,
        OC-20 no reason
    :raises StateConflict: an outcome is decided, or the case is closed
    """
    case = lock(case)
    permissions.refer_case.check(by, case)
    if case.state not in referrals.REFERABLE:
        raise StateConflict(
            _("当前状态为“%(state)s”，不能移送。") % {"state": case.get_state_display()}
        )
    regulations.nothing_waits_at_discipline.check(referrals.waits(case))
    regulations.referral_says_why.check(reason)
    given = (OutcomeKind.REFER, case.nomination.staff_kind, case.nomination.is_leading)
    facts = Facts(
        held_on=dates.legal_day(at),
        held=frozenset(conditions),
        approver=approver,
        authority=case.cadre.authority,
    )
    said = judge(*given, case.campaign.legal_profile, facts)
    if said.number:
        raise RegulationBroken(said.sentence, number=said.number)
    row = Referral.objects.create(
        case=case,
        reason=reason,
        basis=list(gate.ruling(*given).basis),
        conditions=sorted(facts.held),
        approver=approver,
        referred_by=by,
        referred_at=at,
    )
    suspensions.begin(case, reason=_WAITING, by=by, at=at)
    trail.record(row, "refer_case", by=by, at=at)
    return row


@transaction.atomic
def answer(referral: Referral, *, answer: str, opinion: str, by: Any, at: datetime) -> Referral:
    """Record discipline inspection's answer; the case goes on, with no day lost.

    :raises RegulationBroken: OC-20, no opinion
    :raises StateConflict: answered before
    """
    case = lock(referral.case)
    row = lock(referral)
    permissions.answer_referral.check(by, row)
    if row.answered_at:
        raise StateConflict(_("该移送已经答复。"))
    regulations.referral_says_why.check(opinion)
    row.answer, row.opinion, row.answered_by, row.answered_at = answer, opinion, by, at
    row.save(update_fields=["answer", "opinion", "answered_by", "answered_at"])
    suspensions.end(case, by=by, at=at)
    trail.record(row, "answer_referral", by=by, at=at, answer=answer)
    return row
