"""Signals of the practices on a nomination: taken as a frozen snapshot, or left out again."""

from datetime import datetime
from typing import Any

from django.db import transaction

from core.audit import trail
from evidence.models import Signal
from recall import regulations
from recall.models import Nomination, TakenSignal
from recall.services.nominations import editable


@transaction.atomic
def take(nomination: Nomination, *, signal: Signal, by: Any, at: datetime) -> TakenSignal:
    """Add a signal about the person to the unit's draft, as it stands now; twice is once.

    :raises RegulationBroken: RC-34, the signal is about somebody else or was withdrawn
    :raises StateConflict: the nomination is no longer with the unit
    """
    nomination = editable(nomination, hand=by)
    signal = (
        Signal.objects.select_for_update(of=("self",)).select_related("ground").get(pk=signal.pk)
    )
    regulations.signal_stands_for_the_person.check(signal, nomination)
    row, is_new = TakenSignal.objects.get_or_create(
        nomination=nomination,
        signal=signal,
        defaults={"snapshot": snapshot(signal), "added_by": by, "added_at": at},
    )
    if is_new:
        nomination.save()
        trail.record(nomination, "take_signal", by=by, at=at, signal=signal.pk)
    return row


@transaction.atomic
def leave_out(nomination: Nomination, *, taken: TakenSignal, by: Any, at: datetime) -> Nomination:
    """Take a signal out of a draft again.

    :raises StateConflict: the nomination is no longer with the unit
    """
    nomination = editable(nomination, hand=by)
    signal_pk = taken.signal_id
    TakenSignal.objects.filter(pk=taken.pk, nomination=nomination).delete()
    nomination.save()
    trail.record(nomination, "leave_out_signal", by=by, at=at, signal=signal_pk)
    return nomination


def snapshot(signal: Signal) -> dict[str, Any]:
    """Answer what a signal says, in plain values that never change again."""
    return {
        "practice": signal.practice,
        "ground": f"{signal.ground.code}　{signal.ground.title}",
        "value": f"{signal.value.normalize():f}",
        "said": signal.said,
        "rule": signal.rule,
        "from": signal.from_on.isoformat(),
        "until": signal.until_on.isoformat(),
        "rows": signal.rows,
    }
