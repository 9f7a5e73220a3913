"""Rows of the evidence floor in a world; each practice adds its own function to `rows`."""

from typing import Any

from evidence.services import counting
from recall.services import signals
from tests.factories import polls
from tests.factories.evidence import raised_signal
from tests.moments import NOW


def rows(where: Any) -> dict[str, Any]:
    return _signals(where) | _polls(where)


def _polls(where: Any) -> dict[str, Any]:
    """Answer a poll at every stage; the closed one waits for the second entry of a paper."""
    told: dict[str, Any] = {"by": where.people["county_admin"]}
    closed = polls.closed_poll(polls.opened_poll(where.unit, channel="PAPER", **told))
    sheet = counting.enter_paper(
        closed,
        group=closed.groups.order_by("pk").first(),
        number=1,
        marks={"1": "A"},
        at=polls.AFTER,
        **told,
    )
    return {
        "draft_poll": polls.filled_poll(where.unit, **told),
        "open_poll": polls.opened_poll(where.unit, **told),
        "closed_poll": closed,
        "poll_sheet": sheet,
        "counted_poll": polls.counted_poll(polls.opened_poll(where.unit, **told)),
    }


def _signals(where: Any) -> dict[str, Any]:
    """Answer a signal about the draft's person, and another that the draft has taken."""
    draft, ground = where.draft, where.campaign.campaign_grounds.order_by("pk").first().ground
    signal = raised_signal(draft.cadre, ground=ground)
    other = raised_signal(draft.cadre, ground=ground, source_pk=2)
    taken = signals.take(draft, signal=other, by=draft.drafted_by, at=NOW)
    return {"signal": signal, "taken": taken}
