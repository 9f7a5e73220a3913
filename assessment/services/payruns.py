"""The month's table: worked out from rows by one hand, checked by another, told to finance."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.enums import HookKind
from accounts.services import hooks
from assessment import permissions
from assessment.models import PayRun, PayRunLine
from assessment.queries import pay as queries
from assessment.queries import paysheets
from assessment.regulations import pay as rules
from assessment.services import pay
from core import dates
from core.audit import trail
from core.documents import storage
from core.errors import StateConflict
from core.workflow.engine import lock
from units.models import Jurisdiction


@transaction.atomic
def prepare(county: Jurisdiction, *, month: date, by: Any, at: datetime) -> PayRun:
    """Work out how a month differs from the one before. The same rows give the standing table.

    A signed month is answered as it stands: its rows cannot have changed. What rests on a recall
    that was revoked by now is taken back first, and repaid in this month.

    :raises RegulationBroken: PY-10 too far ahead, PY-11 it is not that month's turn
    """
    county = lock(county)
    permissions.prepare_pay.check(by, county)
    rules.month_is_near.check(month, queries.after(queries.month_of(dates.legal_day(at))))
    held = PayRun.objects.filter(county=county, month=month).order_by("-version").first()
    if held is not None and held.checked_at:
        return held
    rules.months_are_in_turn.check(month, queries.due_month(county.pk))
    _take_back_revoked(county, month, by, at)
    lines = queries.difference(county.pk, month)
    seal = queries.content_hash(county, month, lines)
    if held is not None and held.content_hash == seal:
        return held
    run = PayRun.objects.create(
        county=county,
        month=month,
        version=held.version + 1 if held else 1,
        content_hash=seal,
        prepared_by=by,
        prepared_at=at,
    )
    PayRunLine.objects.bulk_create(_row(run, line) for line in lines)
    trail.record(run, "prepare_pay_run", by=by, at=at, lines=len(lines))
    return run


@translation.override("zh-hans")  # it stands in the rows, whatever the screen speaks
def _take_back_revoked(county: Jurisdiction, month: date, by: Any, at: datetime) -> None:
    """Take back what still runs on revoked recalls: whoever revokes does not know of pay."""
    for effect in queries.of_revoked(county.pk):
        lock(effect.case)
        pay.take_back(effect, month=month, reason="召回已被撤销，恢复原待遇", by=by, at=at)


def _row(run: PayRun, line: queries.Line) -> PayRunLine:
    return PayRunLine(
        run=run,
        case_id=line.case,
        unit_name=line.unit,
        name=line.name,
        kind=line.kind,
        move=line.move,
        before_fen=line.before,
        after_fen=line.after,
        repaid_fen=line.repaid,
        basis=line.basis,
        approver=line.approver,
    )


@transaction.atomic
def check(run: PayRun, *, content_hash: str, by: Any, at: datetime) -> PayRun:
    """Sign a table as the second hand; what is signed is what was read and what the rows say now.

    :raises RegulationBroken: PY-11, it is not that month's turn
    :raises StateConflict: signed before, a newer table stands, or the rows changed since
    """
    county = lock(run.county)
    row = lock(run)
    permissions.check_pay.check(by, row)
    newer = PayRun.objects.filter(county=county, month=row.month, version__gt=row.version)
    if row.checked_at or newer.exists():
        raise StateConflict(_("这份变动表已经签发，或者已有新的一稿。"))
    rules.months_are_in_turn.check(row.month, queries.due_month(county.pk))
    now = queries.content_hash(county, row.month, queries.difference(county.pk, row.month))
    is_so = content_hash == row.content_hash == now
    if not is_so or queries.of_revoked(county.pk):
        raise StateConflict(_("登记有变化，请重新制表后再复核。"))
    row.checked_by, row.checked_at = by, at
    body = paysheets.workbook(row)
    row.file_sha256 = paysheets.digest(body)
    row.file = storage.keep(f"{row.file_sha256}.xlsx", body)  # a name that nothing else can have
    row.save(update_fields=["checked_by", "checked_at", "file", "file_sha256"])
    trail.record(row, "check_pay_run", by=by, at=at, sha256=row.file_sha256)
    month = f"{row.month:%Y-%m}"
    hooks.tell(HookKind.PAY_SIGNED, county_id=county.pk, subject=month, happened_at=at)
    return row
