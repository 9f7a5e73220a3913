"""Polls about trainees, opened and voted through the real acts."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from cadres.models import Cadre
from evidence.models import Poll
from evidence.services import counting, voting
from evidence.services import polls as evidence_polls
from tests.factories import training as make
from training.services import polls

CLOSES_AT = make.NOW.replace(hour=18) + timedelta(days=3)
AFTER = CLOSES_AT + timedelta(hours=1)
WEIGHTS = {"class": 40, "practice": 40, "unit": 10, "peer": 10}


def room(world: SimpleNamespace, size: int) -> tuple[Any, list[Any]]:
    """A class of so many trainees; answer it and their places."""
    training_class = make.planned_class(world)
    return training_class, [make.enrolled(world, training_class) for _n in range(size)]


def staffed(unit: Any, *, leaders: int = 0, others: int = 0) -> list[Cadre]:
    """Put people without accounts into a unit, the leaders first."""
    told: dict[str, Any] = {"unit": unit, "sex": "M", "born_on": "1980-01-01"}
    told |= {"staff_kind": "CIVIL_SERVANT", "level": "ORDINARY", "user": None}
    return [
        Cadre.objects.create(name=f"{unit.name}职工{n}", is_leading=n < leaders, **told)
        for n in range(leaders + others)
    ]


def peer(world: SimpleNamespace, training_class: Any, **given: Any) -> list[Poll]:
    told = {"closes_at": CLOSES_AT, "channel": "APP", "by": world.manager, "at": make.NOW}
    return polls.open_peer(training_class, **told | given)


def of_one(world: SimpleNamespace, place: Any, part: str = "unit", **given: Any) -> Poll:
    told = {"closes_at": CLOSES_AT, "channel": "APP", "by": world.manager, "at": make.NOW}
    return polls.open_for(place, part=part, **told | given)


def voted(
    world: SimpleNamespace,
    poll: Poll,
    marks: dict[str, list[dict[str, str]]],
    at: datetime = make.NOW,
) -> Poll:
    """Let each group cast these ballots: by slip, or drawn by who has an account."""
    for group in poll.groups.order_by("position"):
        codes = voting.slips(poll, group=group, by=world.manager, at=at)
        for voter in group.voters.filter(channel="APP").select_related("cadre__user"):
            codes.append(voting.draw(poll, by=voter.cadre.user, at=at).code)
        for code, told in zip(codes, marks[group.name], strict=False):
            voting.cast(code, marks=told, moment=at)
    return poll


def counted(
    world: SimpleNamespace,
    poll: Poll,
    marks: dict[str, list[dict[str, str]]],
    voted_at: datetime = make.NOW,
) -> Poll:
    held, after = voted(world, poll, marks, voted_at), poll.closes_at + timedelta(hours=1)
    closed = evidence_polls.close(held, by=world.manager, at=after)
    return counting.count(closed, by=world.manager, at=after)
