"""Acts on pay: ordered on a scheme's or an outcome's word, stopped, resumed, taken back."""

from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction

from assessment import permissions
from assessment.enums import AppealState, PayChangeKind, PayKind, PaySource
from assessment.models import Appeal, Outcome, PayChange, PayEffect, Repayment, Reversal
from assessment.queries import pay as queries
from assessment.queries.appeals import recall_fell
from assessment.queries.observations import in_force_since
from assessment.regulations import pay as rules
from core import dates
from core.audit import trail
from core.workflow.engine import lock
from recall.enums import CaseState
from recall.models import Case

_FALLEN = (AppealState.UPHELD, AppealState.CHANGED)


class _Word(NamedTuple):
    """On whose word: the outcome if it is one, basis, approver, at most how much (fen), since."""

    outcome: Outcome | None
    basis: str
    approver: str
    most: int
    since: date | None


@transaction.atomic
def order(
    case: Case,
    *,
    source: str,
    kind: str,
    from_month: date,
    until_month: date | None,
    fen: int,
    by: Any,
    at: datetime,
    what: str = "",
) -> PayEffect:
    """Let somebody get less from a month on; basis and approver come from the rows, not a form.

    :param from_month: the day on which the month begins; `until_month` None = until it is stopped
    :raises RegulationBroken: PY-01 no basis or approver, PY-02 not in the scheme, PY-03 the
        outcome does not stand, PY-04 amount, PY-05 months, PY-06 signed month, PY-07 twice,
        PY-14 the recall was revoked, PY-15 the fee
    """
    case = _locked(case)
    permissions.order_pay.check(by, case)
    rules.recall_stands.check(_has_fallen(case))
    word = _word(case, source, kind)
    rules.has_basis_and_approver.check(word.basis, word.approver)
    since = queries.month_of(word.since) if word.since else None
    rules.months_fit.check(from_month, until_month, since)
    rules.month_is_open.check(from_month, queries.signed_months(case.county_id))
    row = PayEffect(
        case=case,
        outcome=word.outcome,
        source=source,
        kind=kind,
        what=what.strip(),
        from_month=from_month,
        until_month=until_month,
        fen=fen,
        basis=word.basis,
        approver=word.approver,
        ordered_by=by,
        ordered_at=at,
    )
    _fits(row, from_month, word.most)
    row.save()
    trail.record(row, "order_pay", by=by, at=at, kind=kind)
    return row


def _has_fallen(case: Case) -> bool:
    """Answer whether the recall itself was revoked, or set aside by an objection."""
    return case.state == CaseState.REVOKED or recall_fell(case)


def _word(case: Case, source: str, kind: str) -> _Word:
    """Answer on whose word; who pays the fee is the scheme's to say, whatever the outcome."""
    said = queries.scheme_says(case.campaign, fee=kind == PayKind.FEE)
    if source == PaySource.SCHEME or kind == PayKind.FEE:
        rules.scheme_allows.check(said.is_on)
    if source == PaySource.SCHEME:
        receipt = getattr(case, "receipt", None)
        return _Word(None, said.basis, said.approver, said.most, receipt and receipt.served_on)
    outcome = Outcome.objects.filter(case=case).first()
    is_served = outcome is not None and hasattr(outcome, "receipt")
    fallen = Appeal.objects.filter(case=case, outcome=outcome, state__in=_FALLEN)
    is_set_aside = outcome is not None and fallen.exists()
    since = in_force_since(outcome) if outcome is not None else None
    rules.outcome_stands.check(is_served, is_set_aside, since is not None)
    found: Any = outcome  # PY-03
    most = said.most if kind == PayKind.FEE else 0
    return _Word(found, "、".join(found.basis), str(found.get_approver_display()), most, since)


def _fits(row: PayEffect, first: date, most: int) -> None:
    """Refuse what, with all others of the case from a month on, would be too much or twice.

    A scheme's amount bounds what is taken on its word in a month; the fee is apart, and once.
    """
    others = [one for one in queries.of_case(row.case) if one.pk != row.pk]
    months = (first, row.until_month)
    if row.kind == PayKind.FEE:
        earlier = [one for one in others if one.kind == row.kind and not queries.is_taken_back(one)]
        rules.fee_is_once.check(*months, earlier)
        others = []
    summed = [one for one in others if one.source == row.source == PaySource.SCHEME]
    monthly = [one for one in summed if one.kind != PayKind.FEE]
    rules.amount_fits.check(row.fen, most, queries.peak(monthly, *months))
    rules.nothing_overlaps.check(queries.overlapping(others, row.kind, *months))


def _locked(case: Case) -> Case:
    """Lock the county, as the month's table does, then the case: a signed month stays as it is."""
    lock(case.county)
    return lock(case)


def _effect(effect: PayEffect, by: Any) -> PayEffect:
    permissions.order_pay.check(by, _locked(effect.case))
    return PayEffect.objects.prefetch_related("changes").get(pk=effect.pk)


def _change(
    row: PayEffect, kind: str, month: date, reason: str, by: Any, at: datetime
) -> PayChange:
    rules.change_is_explained.check(reason)
    rules.month_is_open.check(month, queries.signed_months(row.case.county_id))
    made = PayChange.objects.create(
        effect=row, kind=kind, month=month, reason=reason.strip(), by=by, at=at
    )
    trail.record(made, "change_pay", by=by, at=at, kind=kind)
    return made


def _follows(row: PayEffect, month: date, *, held: tuple[str, ...]) -> bool:
    """Answer whether a change in a month comes after all others and fits what holds."""
    is_last = all(one.month < month for one in row.changes.all())
    is_within = row.from_month <= month and (not row.until_month or month <= row.until_month)
    return is_last and is_within and queries.state(row, month) in held


@transaction.atomic
def stop(effect: PayEffect, *, month: date, reason: str, by: Any, at: datetime) -> PayChange:
    """Let an effect take nothing from a month on.

    :raises RegulationBroken: PY-06 signed month, PY-08 no reason, PY-09 it does not follow
    """
    row = _effect(effect, by)
    rules.change_follows.check(_follows(row, month, held=("", PayChangeKind.RESUME)))
    return _change(row, PayChangeKind.STOP, month, reason, by, at)


def end(case: Case, *, reason: str, by: Any, at: datetime) -> None:
    """Let nothing be taken from who left, from the first open month on, in the county's lock."""
    month = queries.open_month(case.county_id, dates.legal_day(at))
    for row in queries.of_case(case):
        first = max(month, row.from_month)  # one that has not begun yet never begins
        if _follows(row, first, held=("", PayChangeKind.RESUME)):
            _change(row, PayChangeKind.STOP, first, reason, by, at)


@transaction.atomic
def resume(effect: PayEffect, *, month: date, reason: str, by: Any, at: datetime) -> PayChange:
    """Let a stopped effect go on from a month, as far as one could be ordered anew.

    :raises RegulationBroken: PY-04 with what was ordered since it is too much, PY-06 signed month,
        PY-07 ordered anew since, PY-08 no reason, PY-09 it does not follow, PY-14 the recall fell
    """
    row = _effect(effect, by)
    rules.recall_stands.check(_has_fallen(row.case))
    rules.change_follows.check(_follows(row, month, held=(PayChangeKind.STOP,)))
    _fits(row, month, _word(row.case, row.source, row.kind).most)
    return _change(row, PayChangeKind.RESUME, month, reason, by, at)


@transaction.atomic
def reverse(effect: PayEffect, *, month: date, reason: str, by: Any, at: datetime) -> PayChange:
    """Take an effect back as a whole; what it took is repaid in that month.

    :raises RegulationBroken: PY-06 signed month, PY-08 no reason, PY-09 taken back before
    """
    row = _effect(effect, by)
    return take_back(row, month=month, reason=reason, by=by, at=at)


def take_back(
    row: PayEffect,
    *,
    month: date,
    reason: str,
    by: Any,
    at: datetime,
    line: Reversal | None = None,
) -> PayChange:
    """Take an effect back from a month on, in the caller's transaction and lock of the county.

    Whatever was planned for that month or a later one is void; what was taken is repaid then.

    :param line: of the plan of an appeal that won
    :raises RegulationBroken: PY-06 signed month, PY-08 no reason, PY-09 taken back before
    """
    rules.change_follows.check(not queries.is_taken_back(row))
    fen = queries.taken(row, month)
    made = _change(row, PayChangeKind.REVERSE, month, reason, by, at)
    if fen:
        Repayment.objects.create(change=made, line=line, month=month, fen=fen)
    return made
