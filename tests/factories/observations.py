"""Conditional outcomes, played through the real acts."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from assessment.models import Observation, ObservationNote
from assessment.services import observations
from core.dates import add_months, legal_day
from tests.factories import assessment as assess

TODAY = legal_day(assess.LATER)
UNTIL = add_months(TODAY, 6)
CONDITION = "六个月内按时到岗，不再无故缺勤"
SEEN = "值班记录显示无故缺勤一天"
WEEK = assess.LATER + timedelta(days=7)


def suspended(world: SimpleNamespace, subject: Any = None, **given: Any) -> Observation:
    """A transfer that waits six months on a condition."""
    told = {
        "kind": "TRANSFER",
        "conditions": ["vacancy", "heard"],
        "new_unit": world.host,
        "new_title": "科员",
        "condition": CONDITION,
        "observed_until_on": UNTIL,
    }
    return assess.decide(
        world, assess.concluded(world, subject=subject).case, **told | given
    ).observation


def note(
    world: SimpleNamespace,
    row: Observation,
    is_kept: bool = False,
    at: datetime = WEEK,
    **given: Any,
) -> ObservationNote:
    told = {"on": legal_day(at), "text": SEEN, "by": world.manager} | given
    return observations.note(row, is_kept=is_kept, at=at, **told)


def proposed(
    world: SimpleNamespace, row: Observation, by: Any = None, at: datetime = WEEK
) -> Observation:
    note(world, row, at=at)
    by = by or world.manager
    return observations.propose(row, proposal="违反条件，请研究执行", by=by, at=at)


def decided(
    world: SimpleNamespace,
    row: Observation,
    agree: int = 5,
    at: datetime = WEEK,
    by: Any = None,
) -> Observation:
    meeting = assess.meeting(held_on=legal_day(at), agree_count=agree, disagree_count=5 - agree)
    return observations.decide(row, meeting=meeting, by=by or world.decider, at=at)
