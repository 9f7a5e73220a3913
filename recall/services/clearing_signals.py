"""The signals behind a wrong nomination: each withdrawn by its practice, or kept with a reason."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from evidence.services import signals
from recall import permissions
from recall.enums import SignalAnswer
from recall.models import ClearingSignal, Rehabilitation
from recall.regulations import rehabilitations as rules


def propose_all(row: Rehabilitation) -> None:
    """Propose to withdraw each signal that was taken and still stands, as a clearing opens."""
    taken = row.nomination.signals.filter(signal__withdrawn_at=None).order_by("pk")
    ClearingSignal.objects.bulk_create(
        ClearingSignal(rehabilitation=row, signal_id=pk)
        for pk in taken.values_list("signal", flat=True)
    )


@transaction.atomic
def answer_signal(
    proposed: ClearingSignal, *, answer: str, reason: str, by: Any, at: datetime
) -> ClearingSignal:
    """Withdraw the signal, or say why it stays; the owner of the practice answers once.

    A withdrawal goes through the practice's own act, so it leaves the same trace as any other.

    :raises RegulationBroken: RH-09, no reason
    :raises StateConflict: answered before, withdrawn by its practice, or the clearing is closed
    """
    lock(proposed.rehabilitation.nomination)
    row = lock(proposed)
    permissions.answer_signal.check(by, row)
    if row.rehabilitation.closed_at is not None or not row.is_open:
        raise StateConflict(_("这条线索已经答复或者撤销，不用再答复。"))
    rules.answer_is_explained.check(reason)
    if answer == SignalAnswer.WITHDRAWN:
        signals.withdraw(row.signal, reason=reason, by=by, at=at)
    row.answer, row.reason, row.answered_by, row.answered_at = answer, reason.strip(), by, at
    row.save(update_fields=["answer", "reason", "answered_by", "answered_at"])
    trail.record(row, "answer_signal", by=by, at=at, answer=answer, signal=row.signal_id)
    return row
