"""What the pages of a poll's acts need: what their forms choose from, and what stands beside."""

from datetime import date
from typing import Any

from django.urls import reverse

from evidence.models import Poll
from evidence.presenters import polls as present
from evidence.queries import places
from evidence.queries import polls as queries


def units(poll: Poll) -> dict[str, Any]:
    return {"units": places.within(poll)}


def for_voters(poll: Poll) -> dict[str, Any]:
    return {"poll": poll, "units": places.within(poll)}


def for_groups(poll: Poll) -> dict[str, Any]:
    return {"poll": poll}


def for_paper(poll: Poll) -> dict[str, Any]:
    return {"poll": poll, "subjects": list(poll.subjects.order_by("position"))}


def for_signals(poll: Poll) -> dict[str, Any]:
    return {"line": line(poll)["line"]}


def line(poll: Poll) -> dict[str, Any]:
    """Answer who is on the line, with ties and protections said; nobody before the count.

    Protections are judged as of the day of the count.
    """
    if poll.counted_at is None:
        return {"line": []}
    return {"line": present.line(poll, on=_day(poll))}


def _day(poll: Poll) -> date:
    return poll.counted_at.date()  # type: ignore[union-attr]


def sheets(poll: Poll) -> dict[str, Any]:
    """Answer the paper ballots not settled: who entered, never what."""
    return {
        "sheets": [{"row": s, "differs": bool(s.second_by_id)} for s in queries.unsettled(poll)]
    }


def summary(poll: Poll) -> dict[str, Any]:
    """Answer what will be fixed: people on the ballot, the roll by group."""
    sizes = queries.sizes(poll)
    rows = [(group.name, sizes[group.pk]) for group in poll.groups.order_by("position")]
    return {"opening": {"subjects": poll.subjects.count(), "groups": rows}}


def slips(poll: Poll, group: Any, codes: list[str]) -> dict[str, Any]:
    """Answer the codes in fours, as they are printed."""
    return {
        "poll": poll,
        "group": group,
        "codes": [f"{c[:4]}-{c[4:8]}-{c[8:]}" for c in codes],
        "check": reverse("evidence:poll-check", args=[poll.code]),
        "crumbs": present.crumbs((poll.title, reverse("evidence:poll", args=[poll.pk]))),
    }
