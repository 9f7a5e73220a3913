"""Acts on pay: ordered on a scheme's or an outcome's word, stopped, resumed, taken back."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from assessment import permissions
from assessment.enums import AppealState, PayChangeKind, PayKind, PaySource
from assessment.models import Appeal, Outcome, PayChange, PayEffect, Repayment, Reversal
from assessment.queries import pay as queries
from assessment.regulations import pay as rules
from core import dates
from core.audit import trail
from core.workflow.engine import lock
from recall.models import Case


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
        outcome does not stand, PY-04 amount, PY-05 months, PY-06 signed month, PY-07 twice
    """
    case = lock(case)
    permissions.order_pay.check(by, case)
    outcome, basis, approver, most = _word(case, source, kind)
    rules.has_basis_and_approver.check(basis, approver)
    rules.amount_fits.check(fen, most)
    receipt = getattr(case, "receipt", None)
    served = queries.month_of(receipt.served_on) if receipt else None
    rules.months_fit.check(from_month, until_month, served)
    rules.month_is_open.check(from_month, queries.signed_months(case.county_id))
    rules.nothing_overlaps.check(queries.overlapping(case, kind, from_month, until_month))
    row = PayEffect.objects.create(
        case=case,
        outcome=outcome,
        source=source,
        kind=kind,
        what=what.strip(),
        from_month=from_month,
        until_month=until_month,
        fen=fen,
        basis=basis,
        approver=approver,
        ordered_by=by,
        ordered_at=at,
    )
    trail.record(row, "order_pay", by=by, at=at, kind=kind)
    return row


def _word(case: Case, source: str, kind: str) -> tuple[Outcome | None, str, str, int]:
    """Answer on whose word: the outcome if it is one, basis, approver, at most how much."""
    if source == PaySource.SCHEME:
        said = queries.scheme_says(case.campaign, fee=kind == PayKind.FEE)
        rules.scheme_allows.check(said.is_on)
        return None, said.basis, said.approver, said.most
    outcome = Outcome.objects.filter(case=case).first()
    is_served = outcome is not None and hasattr(outcome, "receipt")
    fallen = (AppealState.UPHELD, AppealState.CHANGED)
    is_set_aside = Appeal.objects.filter(case=case, outcome=outcome, state__in=fallen).exists()
    rules.outcome_stands.check(is_served, outcome is not None and is_set_aside)
    found: Any = outcome  # PY-03
    return found, "、".join(found.basis), str(found.get_approver_display()), 0


def _locked(effect: PayEffect, by: Any) -> PayEffect:
    case = lock(effect.case)
    permissions.order_pay.check(by, case)
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
    row = _locked(effect, by)
    rules.change_follows.check(_follows(row, month, held=("", PayChangeKind.RESUME)))
    return _change(row, PayChangeKind.STOP, month, reason, by, at)


@transaction.atomic
def resume(effect: PayEffect, *, month: date, reason: str, by: Any, at: datetime) -> PayChange:
    """Let a stopped effect go on from a month.

    :raises RegulationBroken: PY-06 signed month, PY-08 no reason, PY-09 it does not follow
    """
    row = _locked(effect, by)
    rules.change_follows.check(_follows(row, month, held=(PayChangeKind.STOP,)))
    return _change(row, PayChangeKind.RESUME, month, reason, by, at)


@transaction.atomic
def reverse(effect: PayEffect, *, month: date, reason: str, by: Any, at: datetime) -> PayChange:
    """Take an effect back as a whole; what it took is repaid in that month.

    :raises RegulationBroken: PY-06 signed month, PY-08 no reason, PY-09 taken back before
    """
    row = _locked(effect, by)
    return _take_back(row, month, reason, None, by, at)


def _take_back(
    row: PayEffect, month: date, reason: str, line: Reversal | None, by: Any, at: datetime
) -> PayChange:
    is_last = all(one.month < month for one in row.changes.all())
    is_gone = queries.state(row, month) == PayChangeKind.REVERSE
    rules.change_follows.check(is_last and not is_gone)
    fen = queries.taken(row, month)
    made = _change(row, PayChangeKind.REVERSE, month, reason, by, at)
    if fen:
        Repayment.objects.create(change=made, line=line, month=month, fen=fen)
    return made


def take_back(
    effect: PayEffect, *, line: Reversal, reason: str, by: Any, at: datetime
) -> PayChange:
    """Take an effect back for an appeal that won, in the caller's transaction and lock.

    It falls in the first month whose table is not signed, after every earlier change.
    """
    month = queries.reversal_month(effect, dates.legal_day(at))
    return _take_back(effect, month, reason, line, by, at)
