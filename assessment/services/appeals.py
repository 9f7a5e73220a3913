"""Acts on review and appeal: filed, accepted or not, decided by a panel, answered, put back."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from assessment import permissions
from assessment.enums import AppealState, OutcomeKind
from assessment.models import Appeal, AppealMember, Reversal
from assessment.queries import appeals as queries
from assessment.regulations import appeals as rules
from assessment.services import appeal_terms, messages, receipts, reversals
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
    pay: Any = None,
    text: str,
    filed_on: date,
    late_reason: str = "",
    by: Any,
    at: datetime,
) -> Appeal:
    """File a step; its term opened by itself.

    It is against an outcome, an effect on pay, or with neither against the recall.

    The receipt is numbered at once and goes to the person.

    :raises RegulationBroken: AP-01 no such step now, AP-02 late, AP-03 one is open, AP-04 no
        reasons, AP-05 the day
    """
    case = lock(case)
    permissions.file_appeal.check(by, case)
    rules.none_is_open.check(Appeal.objects.open().filter(case=case, outcome=outcome, pay=pay))
    step = queries.step(case, remedy, outcome, pay)
    rules.step_is_open.check(step)
    rules.plea_is_told.check(text)
    open_: Any = step  # AP-01
    rules.filed_in_time_order.check(filed_on, open_.served_on, dates.legal_day(at))
    rules.filed_in_time.check(filed_on, open_.last_on, late_reason)
    is_late = filed_on > open_.last_on
    row = Appeal(case=case, outcome=outcome, pay=pay, remedy=remedy, filed_on=filed_on)
    row.text = text.strip()
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
    :raises RegulationBroken: AP-04 no reasons, AP-06, AP-07, AP-20 the panel, AP-08 not lighter,
        WS-04 staying without a wish that the host agreed to
    :raises StateConflict: not accepted, or decided by now
    """
    lock(appeal.case.county)  # what falls is taken back in no month that is being signed
    row = _locked(appeal)
    names = [name for name in others or [] if name]
    rules.plea_is_told.check(decision)
    rules.panel_is_odd.check(row.remedy in queries.PANELS, len(members) + len(names))
    rules.panel_had_no_hand.check({user.pk for user in members}, row.hands())
    rules.typed_names_had_no_hand.check(names, queries.names_of_hands(row))
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
        reversals.write(row, by=by, at=at)
    appeal_terms.decide(row, by=by, at=at)
    return row


def _change(row: Appeal, new_kind: str, *, on: date) -> None:
    rules.result_is_lighter.check(row.outcome.kind if row.outcome else "", new_kind)
    if new_kind == OutcomeKind.STAY:  # lighter or not, nobody stays against their will
        wishes.require(row.case, None, held_on=on)
    row.new_kind = new_kind


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
def put_back(line: Reversal, *, note: str, by: Any, at: datetime, keeps: bool = False) -> Reversal:
    """Tick one line of the plan, with how it was done.

    :param keeps: a row of a book or a list that proved to have nothing to do with what fell
    :raises RegulationBroken: AP-04 no words, AP-10 done before, PY-13 a repayment is in no
        signed table yet, AP-18 points not given back yet, AP-19 a name not taken down yet,
        AP-21 a name that was shown and is not corrected yet
    """
    appeal = _locked(line.appeal)
    permissions.reverse_effect.check(by, appeal)
    row = lock(line)
    rules.line_is_open.check(row)
    rules.plea_is_told.check(note)
    reversals.require_done(row, keeps=keeps)
    told = f"经核对与所撤决定无关，予以保留：{note.strip()}" if keeps else note.strip()
    row.note, row.done_by, row.done_at = told, by, at
    row.save(update_fields=["note", "done_by", "done_at"])
    appeal_terms.put_back(appeal, by=by, at=at)
    trail.record(appeal, "put_back", by=by, at=at, line=row.pk, keeps=keeps)
    return row
