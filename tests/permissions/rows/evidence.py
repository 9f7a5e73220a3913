"""Rows of the evidence floor in a world; each practice adds its own function to `rows`."""

from typing import Any

from recall.services import signals
from tests.factories.evidence import raised_signal
from tests.moments import NOW


def rows(where: Any) -> dict[str, Any]:
    return _signals(where)


def _signals(where: Any) -> dict[str, Any]:
    """Answer a signal about the draft's person, and another that the draft has taken."""
    draft, ground = where.draft, where.campaign.campaign_grounds.order_by("pk").first().ground
    signal = raised_signal(draft.cadre, ground=ground)
    other = raised_signal(draft.cadre, ground=ground, source_pk=2)
    taken = signals.take(draft, signal=other, by=draft.drafted_by, at=NOW)
    return {"signal": signal, "taken": taken}
