"""Acts on review and appeal: filed, accepted or not, decided by a panel, answered, put back."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import translation

from assessment import permissions
from assessment.enums import AppealState, Consequence, OutcomeKind
from assessment.models import Appeal, AppealMember, Outcome, Repayment, Reversal
from assessment.queries import appeals as queries
from assessment.queries import pay as pay_queries
from assessment.regulations import appeals as rules
from assessment.regulations import pay as pay_rules
from assessment.services import (
    appeal_terms,
    bans,
    followups,
    messages,
    observations,
    pay,
    receipts,
)
from core import dates
from core.audit import trail
from core.workflow.engine import advance, lock
from recall.enums import ClockKind
from recall.models import Case
from recall.services import clocks
from training.services import wishes


@transaction.atomic
def file(
    case: Case,
    *,
    remedy: str,
    outcome: Any,
    text: str,
    filed_on: date,
    late_reason: str = "",
    by: Any,
    at: datetime,
) -> Appeal:
    """File a step against an outcome, or with None against the recall; its term opened by itself.

    The receipt is numbered at once and goes to the person.

    :raises RegulationBroken: AP-01 no such step now, AP-02 late, AP-03 one is open, AP-04 no
        reasons, AP-05 the day
    """
    case = lock(case)
    permissions.file_appeal.check(by, case)
    rules.none_is_open.check(Appeal.objects.open().filter(case=case, outcome=outcome))
    step = queries.step(case, remedy, outcome)
    rules.step_is_open.check(step)
    rules.plea_is_told.check(text)
    open_: Any = step  # AP-01
    rules.filed_in_time_order.check(filed_on, open_.served_on, dates.legal_day(at))
    rules.filed_in_time.check(filed_on, open_.last_on, late_reason)
    is_late = filed_on > open_.last_on
    row = Appeal(case=case, outcome=outcome, remedy=remedy, text=text.strip(), filed_on=filed_on)
    row.last_on, row.late_reason = open_.last_on, late_reason.strip() if is_late else ""
    row.filed_by, row.filed_at = by, at
    row.receipt = receipts.request(row)
    row.save()
    appeal_terms.open_(row, by=by, at=at)
    row.save(update_fields=["due_on"])
    trail.record(row, "file_appeal", by=by, at=at, remedy=remedy)
    messages.tell_filed(row, by=by, at=at)
    return row


def _locked(appeal: Appeal) -> Appeal:
    lock(appeal.case)
    return lock(appeal)


@transaction.atomic
def accept(appeal: Appeal, *, by: Any, at: datetime) -> Appeal:
    """Accept a step; it is to be decided by the day that the law gives."""
    row = _locked(appeal)
    advance(row.accept, by=by, at=at)
    appeal_terms.accept(row, by=by, at=at)
    row.save(update_fields=["due_on"])
    return row


@transaction.atomic
def refuse(appeal: Appeal, *, reason: str, by: Any, at: datetime) -> Appeal:
    """Do not accept a step, with the reason.

    :raises RegulationBroken: AP-04, no reason
    """
    row = _locked(appeal)
    rules.plea_is_told.check(reason)
    row.decision = reason.strip()
    advance(row.refuse, by=by, at=at)
    appeal_terms.decide(row, by=by, at=at)
    return row


@transaction.atomic
def extend(appeal: Appeal, *, days: int, reason: str, by: Any, at: datetime) -> Appeal:
    """Give a difficult appeal up to 30 days more, once.

    :raises RegulationBroken: AP-04 no reason, AP-09 not lawful
    """
    row = _locked(appeal)
    permissions.handle_appeal.check(by, row)
    is_asked = row.remedy in queries.PANELS and row.state == AppealState.ACCEPTED
    rules.extension_is_lawful.check(is_asked, row.extra_days, days)
    rules.plea_is_told.check(reason)
    row.extra_days, row.extra_reason = days, reason.strip()
    appeal_terms.lengthen(row, days=days, reason=row.extra_reason)
    Appeal.objects.filter(pk=row.pk).update(
        extra_days=row.extra_days, extra_reason=row.extra_reason, due_on=row.due_on
    )
    trail.record(row, "extend_appeal", by=by, at=at, days=days)
    return row


@transaction.atomic
def decide(
    appeal: Appeal,
    *,
    result: str,
    decision: str,
    members: list[Any],
    others: list[str] | None = None,
    new_kind: str = "",
    by: Any,
    at: datetime,
) -> Appeal:
    """Decide a step; what is set aside or changed makes the plan of what is put back.

    :param result: MAINTAINED, CHANGED (to the lighter `new_kind`) or UPHELD
    :param members: accounts of the panel; `others` are names without one
    :raises RegulationBroken: AP-04 no reasons, AP-06 and AP-07 the panel, AP-08 not lighter,
        WS-04 staying without a wish that the host agreed to
    :raises StateConflict: not accepted, or decided by now
    """
    lock(appeal.case.county)  # what falls is taken back in no month that is being signed
    row = _locked(appeal)
    names = [name for name in others or [] if name]
    rules.plea_is_told.check(decision)
    rules.panel_is_odd.check(row.remedy in queries.PANELS, len(members) + len(names))
    rules.panel_had_no_hand.check({user.pk for user in members}, row.hands())
    if result == AppealState.CHANGED:
        _change(row, new_kind, on=dates.legal_day(at))
    moves = {
        AppealState.MAINTAINED: row.maintain,
        AppealState.CHANGED: row.change,
        AppealState.UPHELD: row.uphold,
    }
    row.decision = decision.strip()
    advance(moves[AppealState(result)], by=by, at=at)
    AppealMember.objects.bulk_create(
        [
            *(AppealMember(appeal=row, user=user, name=user.name) for user in members),
            *(AppealMember(appeal=row, name=name) for name in names),
        ]
    )
    if result != AppealState.MAINTAINED:
        _undo(row, by=by, at=at)
    appeal_terms.decide(row, by=by, at=at)
    return row


def _change(row: Appeal, new_kind: str, *, on: date) -> None:
    rules.result_is_lighter.check(row.outcome.kind if row.outcome else "", new_kind)
    if new_kind == OutcomeKind.STAY:  # lighter or not, nobody stays against their will
        wishes.require(row.case, None, held_on=on)
    row.new_kind = new_kind


def _undo(row: Appeal, *, by: Any, at: datetime) -> None:
    """Write what is put back, end what was taken and what waits.

    What is set aside has no bans and visits; with the recall its outcome falls too.
    """
    _plan(row, on=dates.legal_day(at))
    _pay_back(row, by=by, at=at)
    observations.fall(row.case, by=by, at=at)
    outcome = row.outcome or Outcome.objects.filter(case=row.case).first()
    if outcome is not None and row.state == AppealState.UPHELD:
        told = f"{row.get_remedy_display()}：{row.get_state_display()}"
        bans.fall(outcome, reason=told, by=by, at=at)
        followups.drop(outcome, by=by, at=at)


def _plan(row: Appeal, *, on: date) -> None:
    """Write the calendar backwards, in Chinese as papers are, and what is always due."""
    with translation.override("zh-hans"):
        planned = queries.plan(row, new_kind=row.new_kind, on=on)
        found = [one for one in planned if not queries.is_told_money(one.line)]
        lines = [
            Reversal(
                appeal=row,
                kind=one.line.kind,
                of=one.line.what[:120],
                what=one.what[:160],
                who=one.who[:120],
                fen=one.line.fen,
            )
            for one in found
        ]
    always = {"of": row.get_remedy_display(), "who": "组织部门", "fen": 0}
    for what in (
        "向本人送达处理决定，并在原知悉范围内书面澄清",
        "干部人事档案附处理决定和更正说明",
    ):
        lines.append(Reversal(appeal=row, kind=Consequence.STEP, what=what, **always))
    Reversal.objects.bulk_create(lines)


def _pay_back(row: Appeal, *, by: Any, at: datetime) -> None:
    """Take back every effect on pay that falls, from the rows; what was taken is repaid.

    It falls in the first month whose table is not signed.
    """
    told = f"{row.get_remedy_display()}：{row.get_state_display()}，恢复原待遇"
    month = pay_queries.open_month(row.case.county_id, dates.legal_day(at))
    for effect in pay_queries.of_appeal(row):
        fen = pay_queries.taken(effect, month)
        words = "补发：%s" if fen else "停止并核对没有少发：%s"
        line = Reversal.objects.create(
            appeal=row,
            kind=Consequence.MONEY,
            of=str(effect)[:120],
            what=(words % effect)[:160],
            who="财政部门",
            fen=fen,
        )
        pay.take_back(effect, month=month, line=line, reason=told, by=by, at=at)


@transaction.atomic
def tell(appeal: Appeal, *, told_on: date, by: Any, at: datetime) -> Appeal:
    """Write down when the answer reached the person; the next step's term runs from that day.

    :raises RegulationBroken: AP-13 nothing is decided, AP-14 the day
    """
    row = _locked(appeal)
    permissions.handle_appeal.check(by, row)
    rules.answer_is_there.check(row.decided_at)
    decided: Any = row.decided_at  # AP-13
    rules.told_in_time_order.check(told_on, dates.legal_day(decided), dates.legal_day(at))
    row.told_on = told_on
    Appeal.objects.filter(pk=row.pk).update(told_on=told_on)
    clocks.stop(row, ClockKind.TELL, by=by, at=at)
    trail.record(row, "tell_appeal", by=by, at=at)
    return row


@transaction.atomic
def withdraw(appeal: Appeal, *, by: Any, at: datetime) -> Appeal:
    """Take a step back; a withdrawn one may be filed again within its term."""
    row = _locked(appeal)
    advance(row.withdraw, by=by, at=at)
    clocks.stop(row, by=by, at=at)
    return row


@transaction.atomic
def put_back(line: Reversal, *, note: str, by: Any, at: datetime) -> Reversal:
    """Tick one line of the plan, with how it was done.

    :raises RegulationBroken: AP-04 no words, AP-10 done before, PY-13 a repayment is in no
        signed table yet
    """
    appeal = _locked(line.appeal)
    permissions.reverse_effect.check(by, appeal)
    row = lock(line)
    rules.line_is_open.check(row)
    rules.plea_is_told.check(note)
    repayment = Repayment.objects.filter(line=row).first()
    if repayment is not None:
        pay_rules.repayment_is_signed.check(pay_queries.is_repaid(repayment))
    row.note, row.done_by, row.done_at = note.strip(), by, at
    row.save(update_fields=["note", "done_by", "done_at"])
    appeal_terms.put_back(appeal, by=by, at=at)
    trail.record(appeal, "put_back", by=by, at=at, line=row.pk)
    return row
