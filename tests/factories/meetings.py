"""Meetings that have gone through the real acts up to a stage."""

from typing import Any
from uuid import uuid4

from accounts.enums import Role
from core.dates import legal_day
from recall.models import Meeting, MeetingItem
from recall.services import meetings, results, votes
from tests.factories.accounts import holder
from tests.factories.recall import heard_nomination, open_campaign
from tests.moments import DECIDED_AT

NAMES = ["王部长", "李副部长", "张副部长"]


def prepared(county: Any, *, by: Any = None, **given: Any) -> Meeting:
    """Five due: two deciders with an account, three names."""
    by = by or holder(Role.DECIDER, county)
    told = {
        "token": uuid4(),
        "name": "部务会",
        "body": "MINISTERS",
        "held_on": legal_day(DECIDED_AT),
        "members": [by, holder(Role.DECIDER, county)],
        "others": NAMES,
        "at": DECIDED_AT,
    }
    return meetings.prepare(county, by=by, **told | given)


def with_agenda(*nominations: Any, by: Any = None, **given: Any) -> Meeting:
    """The nominations (one new one if none) on the agenda in this order."""
    rows = list(nominations) or [heard_nomination()]
    row = prepared(rows[0].county, by=by, **given)
    return meetings.place_all(row, nominations=rows, by=row.keeper, at=given.get("at", DECIDED_AT))


def called(meeting: Meeting, *absent: str, at: Any = DECIDED_AT) -> Meeting:
    """Everybody came but those named."""
    marks = {
        m.pk: ("ABSENT", "出差") if m.name in absent else ("PRESENT", "")
        for m in meeting.members.all()
    }
    return meetings.call_roll(meeting, marks=marks, by=meeting.keeper, at=at)


def opened(*nominations: Any, absent: tuple[str, ...] = (), **given: Any) -> Meeting:
    at = given.get("at", DECIDED_AT)
    row = called(with_agenda(*nominations, **given), *absent, at=at)
    return meetings.open_meeting(row, by=row.keeper, at=at)


def item_of(meeting: Meeting, position: int = 1) -> MeetingItem:
    return MeetingItem.objects.get(meeting=meeting, position=position)


def vote(item: MeetingItem, agree: int = 5, disagree: int = 0, defer: int = 0, **given: Any) -> Any:
    told = {
        "key": uuid4(),
        "version": item.version,
        "content_hash": item.content_hash,
        "by": item.meeting.keeper,
        "at": DECIDED_AT,
    }
    counts = {"agree_count": agree, "disagree_count": disagree, "defer_count": defer}
    return votes.vote(item, **counts, **told | given)


def closed(*nominations: Any, **given: Any) -> Meeting:
    """Every case carried by all, and the meeting over."""
    row = opened(*nominations, **given)
    for item in row.items.order_by("position"):
        vote(item)
    return meetings.close_meeting(row, by=row.keeper, at=DECIDED_AT)


def applied(*nominations: Any, **given: Any) -> Meeting:
    row = closed(*nominations, **given)
    return results.apply_meeting(row, by=row.keeper, at=DECIDED_AT)


def several(count: int) -> list[Any]:
    """Answer nominations of one county that wait for a decision."""
    campaign = open_campaign()
    return [heard_nomination(campaign) for _n in range(count)]
