"""Polls that have gone through the real acts up to a stage."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from accounts.enums import Role
from cadres.models import Cadre
from core.dates import ZONE
from evidence.enums import BallotKind, PollMeasure, VoteChannel
from evidence.models import Poll
from evidence.services import counting, polls, voting
from tests.factories.accounts import holder
from tests.factories.cadres import PostFactory
from tests.factories.recall import GroundFactory
from tests.factories.units import UnitFactory
from tests.moments import NOW

SCALE = [
    {"code": "A", "label": "优秀", "value": "100"},
    {"code": "B", "label": "称职", "value": "80"},
    {"code": "C", "label": "基本称职", "value": "60"},
    {"code": "D", "label": "不称职", "value": "0"},
]
NAMES = [{"code": "X", "label": "推选", "value": "1"}]
CLOSES_AT = datetime(2018, 5, 11, 18, 0, tzinfo=ZONE)
AFTER = CLOSES_AT + timedelta(hours=1)
GROUPS = [("同事", Decimal(60)), ("服务对象", Decimal(40))]


def planned_poll(unit: Any = None, *, by: Any = None, groups: Any = GROUPS, **given: Any) -> Poll:
    """A draft of the unit's clerk: four grades, the last one is on the line."""
    unit = unit or UnitFactory()
    told: dict[str, Any] = {
        "title": "年度民主测评",
        "basis": "民主测评办法第一版",
        "kind": BallotKind.SCALE,
        "options": SCALE,
        "measure": PollMeasure.SCORE,
        "bottom_n": 1,
        "ground": GroundFactory(),
        "closes_at": CLOSES_AT,
    } | given
    by = by or holder(Role.UNIT_CLERK, unit)
    return polls.plan(unit.county, unit=unit, groups=groups, by=by, at=NOW, **told)


def filled_poll(
    unit: Any = None, *, subjects: int = 3, each: int = 5, channel: Any = None, **given: Any
) -> Poll:
    """A draft with people on the ballot and so many names on the roll of each group."""
    poll = planned_poll(unit, **given)
    by = poll.planned_by
    people = [PostFactory(cadre__unit=poll.unit).cadre for _n in range(subjects)]
    polls.add_subjects(poll, people=people, by=by, at=NOW)
    for group in poll.groups.order_by("position"):
        names = [f"{group.name}{n}" for n in range(each)]
        told = {"group": group, "people": [], "names": names}
        polls.add_voters(poll, **told, channel=channel or VoteChannel.SLIP, by=by, at=NOW)
    return poll


def opened_poll(unit: Any = None, **given: Any) -> Poll:
    poll = filled_poll(unit, **given)
    return polls.open_(poll, by=poll.planned_by, at=NOW)


def codes(poll: Poll) -> dict[str, list[str]]:
    """Print the slips of every group: group name → codes."""
    return {
        group.name: voting.slips(poll, group=group, by=poll.planned_by, at=NOW)
        for group in poll.groups.order_by("position")
    }


def voted(poll: Poll, marks: dict[str, list[dict[str, str]]]) -> Poll:
    """Let each group cast these ballots, one code each."""
    slips = codes(poll)
    for name, ballots in marks.items():
        for code, told in zip(slips[name], ballots, strict=False):
            voting.cast(code, marks=told, moment=NOW)
    return poll


def closed_poll(poll: Poll) -> Poll:
    return polls.close(poll, by=poll.planned_by, at=AFTER)


def counted_poll(poll: Poll | None = None, marks: Any = None) -> Poll:
    """A poll that is counted; by default the third person comes last."""
    poll = poll or opened_poll()
    usual = [{"1": "A", "2": "B", "3": "D"}] * 5
    voted(poll, marks or {group.name: usual for group in poll.groups.all()})
    return counting.count(closed_poll(poll), by=poll.planned_by, at=AFTER)


def voter_with_account(poll: Poll, group: Any) -> Cadre:
    """Put one of the unit's people, who has an account, on the roll of a draft."""
    cadre = PostFactory(cadre__unit=poll.unit).cadre
    told = {"group": group, "people": [cadre], "names": [], "channel": VoteChannel.APP}
    polls.add_voters(poll, **told, by=poll.planned_by, at=NOW)
    return cadre
