"""Signals: raised by a practice, withdrawn with a reason, never changed."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from core.audit import trail
from core.workflow.engine import lock
from evidence import regulations
from evidence.enums import Practice
from evidence.models import Signal

ROWS_KEPT = 200


@transaction.atomic
def raise_(
    cadre: Any,
    *,
    practice: Practice,
    source_pk: int,
    ground: Any,
    value: Decimal,
    said: str,
    rule: str,
    rows: list[dict[str, str]],
    from_on: date,
    until_on: date,
    by: Any,
    at: datetime,
) -> Signal:
    """Write what a practice says about a person; the same source says it once.

    The caller has locked its own row and checked that `by` may act. The ground must apply to
    the person's staff kind where the ground says so.

    :param value: the number behind it (points, a share in percent, a rank); two decimals
    :param said: one sentence, at most 200 characters, in Chinese: it may go onto paper
    :param rows: at most 200 lines `{"label", "value", "on"}`; `on` is an ISO day or empty
    :raises RegulationBroken: SG-01, a signal without any line behind it
    """
    regulations.signal_has_rows.check(rows)
    row, is_new = Signal.objects.get_or_create(
        practice=practice,
        source_pk=source_pk,
        cadre=cadre,
        ground=ground,
        withdrawn_at=None,
        defaults={
            "county_id": cadre.unit.county_id,
            "unit_id": cadre.unit_id,
            "value": value,
            "said": said,
            "rule": rule,
            "rows": rows[:ROWS_KEPT],
            "from_on": from_on,
            "until_on": until_on,
            "raised_by": by,
            "raised_at": at,
        },
    )
    if is_new:
        trail.record(row, "raise_signal", by=by, at=at, practice=practice, source=source_pk)
    return row


@transaction.atomic
def withdraw(signal: Signal, *, reason: str, by: Any, at: datetime) -> Signal:
    """Take back a signal whose ground fell away (an objection upheld, a reversed entry).

    Nominations that took it keep their frozen snapshot and show that it was withdrawn.

    :raises RegulationBroken: SG-02, without a reason
    """
    regulations.withdrawal_is_explained.check(reason)
    row = lock(signal)
    if row.withdrawn_at is None:
        row.withdrawn_by, row.withdrawn_at, row.withdrawn_reason = by, at, reason.strip()
        row.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_reason"])
        trail.record(row, "withdraw_signal", by=by, at=at)
    return row
