"""Meetings that decide on outcomes, through the real acts."""

from types import SimpleNamespace
from typing import Any

from accounts.enums import Role
from core.dates import legal_day
from recall.models import Case, Meeting, Nomination
from recall.services import meetings, results
from tests.factories import assessment as assess
from tests.factories import meetings as make
from tests.factories.training import holder

NAMES = ["王部长", "李副部长", "张副部长"]
LATER = assess.LATER


def opened(world: SimpleNamespace, *cases: Case, **given: Any) -> Meeting:
    """Answer an open meeting of today on the cases' proposals: two deciders, three names."""
    second = holder(Role.DECIDER, world.county)
    told = {"by": world.decider, "held_on": legal_day(LATER), "at": LATER, "others": NAMES}
    row = make.prepared(world.county, **told | {"members": [world.decider, second]} | given)
    rows = [Nomination.objects.get(case=case) for case in cases]
    meetings.place_all(row, nominations=rows, by=row.keeper, at=LATER)
    make.called(row, at=LATER)
    return meetings.open_meeting(row, by=row.keeper, at=LATER)


def vote(meeting: Meeting, position: int = 1, *counts: int, **given: Any) -> Any:
    """All five for it, if no counts are given."""
    item = make.item_of(meeting, position)
    return make.vote(item, *(counts or (5, 0, 0)), **{"at": LATER, **given})


def applied(meeting: Meeting) -> Meeting:
    row = meetings.close_meeting(meeting, by=meeting.keeper, at=LATER)
    return results.apply_meeting(row, by=row.keeper, at=LATER)
