"""Rows of meeting mode in a world: a meeting at every stage, with its case."""

from typing import Any

from recall.models import MeetingItem
from recall.services import papers
from tests.factories import meetings as make
from tests.factories.recall import heard_nomination, printed
from tests.moments import DECIDED_AT

_STAGES = {
    "prepared": make.with_agenda,
    "opened": make.opened,
    "closed": make.closed,
    "applied": make.applied,
}


def rows(where: Any) -> dict[str, Any]:
    told: dict[str, Any] = {"unplaced": heard_nomination(where.campaign)}
    for stage, made in _STAGES.items():
        row = made(heard_nomination(where.campaign), by=where.people["decider"])
        told[f"{stage}_meeting"] = row
        told[f"{stage}_item"] = MeetingItem.objects.get(meeting=row)
    row = told["applied_meeting"]
    paper = papers.request_paper(row, kind="MINUTES", by=row.keeper, at=DECIDED_AT)
    printed(paper.document)
    return told | {"meeting_paper": paper}
