"""What a nomination shows of the signals about its person."""

from collections.abc import Iterable
from typing import Any

from evidence.enums import Practice
from evidence.queries import signals
from recall.models import Nomination, TakenSignal
from recall.services.signals import snapshot


def taken(nomination: Nomination) -> list[dict[str, Any]]:
    """Answer the frozen signals of a nomination, oldest first, each with its later withdrawal."""
    rows = TakenSignal.objects.filter(nomination=nomination).select_related("signal")
    return lines(rows.order_by("pk"))


def lines(rows: Iterable[TakenSignal]) -> list[dict[str, Any]]:
    """Answer signals that were taken, with their `signal` read, as a page shows them."""
    return [
        _line(row.snapshot, row.pk) | {"withdrawn": row.signal.withdrawn_reason} for row in rows
    ]


def offered(nomination: Nomination, *, user: Any) -> list[dict[str, Any]]:
    """Answer the standing signals about the person that are not on the nomination yet."""
    rows = signals.about(nomination.cadre_id, user)
    held = nomination.signals.values("signal")
    return [_line(snapshot(row), row.pk) for row in rows.exclude(pk__in=held)[:50]]


def _line(frozen: dict[str, Any], pk: int) -> dict[str, Any]:
    return frozen | {"pk": pk, "label": Practice(frozen["practice"]).label}
