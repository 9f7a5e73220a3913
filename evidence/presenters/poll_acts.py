"""What the pages of a poll's acts need: what their forms choose from, and what stands beside."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.documents.models import Document
from core.documents.presenters import progress
from evidence.models import PaperSheet, Poll
from evidence.presenters import polls as present
from evidence.queries import ballot_papers, places
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
    """Answer the paper ballots not settled: who entered them, and where two entries differ.

    What they agree on is not told, nor the first entry while the second is still to come.
    """
    found = list(queries.unsettled(poll))
    names = dict(poll.subjects.values_list("position", "name")) if found else {}
    return {
        "sheets": [
            {
                "row": sheet,
                "differs": bool(sheet.second_by_id),
                "differences": _differences(sheet, poll, names) if sheet.second_by_id else [],
            }
            for sheet in found
        ],
        "settling": any(sheet.second_by_id for sheet in found),
    }


def _differences(sheet: PaperSheet, poll: Poll, names: dict[int, str]) -> list[dict[str, Any]]:
    """Answer line by line what the first and the second person read on one paper."""
    said = {option["code"]: option["label"] for option in poll.options}
    entries = [sheet.first_marks or {}, sheet.second_marks or {}]
    if not all(entries):  # one of them read a void ballot
        words = [_("有效票") if entry else _("无效票") for entry in entries]
        return [{"name": _("整张"), "first": words[0], "second": words[1]}]
    read = [{int(place): said.get(code, code) for place, code in e.items()} for e in entries]
    first, second = ({place: one.get(place) or _("未选") for place in names} for one in read)
    return [
        {"name": f"{place} {names[place]}", "first": first[place], "second": second[place]}
        for place in sorted(names)
        if first[place] != second[place]
    ]


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


def ballots(poll: Poll) -> dict[str, Any]:
    """Answer the blank ballots printed so far, each with how many copies were scanned.

    Whether one is late says the fragment that the page asks for.
    """
    counted = ballot_papers.counted(poll)
    rows = [
        ballot(row, poll.pk, at=row.requested_at) | {"counted": counted.get(row.scope, 0)}
        for row in ballot_papers.of_poll(poll)
    ]
    return {"ballots": rows}


def ballot(document: Document, poll_pk: int, *, at: datetime) -> dict[str, Any]:
    """Answer how far a blank ballot is."""
    args = [poll_pk, document.pk]
    return progress(
        document,
        at=at,
        poll_url=reverse("evidence:ballot-paper", args=args),
        file_url=reverse("evidence:ballot-paper-file", args=args),
    )
