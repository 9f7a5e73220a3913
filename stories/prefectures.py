"""Plays a prefecture: its own departments first, then its counties under its scheme."""

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from multiprocessing import get_context
from typing import Any

from schemes.models import Scheme
from stories import apart, plans, player
from stories.agenda import Agenda
from stories.errors import StoryUnplayable
from stories.parts import is_above, parts
from stories.schema import Story
from stories.worlds import Above, World
from units.enums import JurisdictionLevel

Told = Callable[[Story, player.Played], None]


@dataclass(frozen=True)
class _Given:
    """What every division is played with."""

    story: Story
    now: datetime
    above: Above | None = None


def play(
    story: Story, *, now: datetime, told: Told, processes: int = 1
) -> tuple[dict[str, Any], list[player.Played]]:
    """Play every division of a prefecture, and answer the figures of all and each one's.

    :param told: called when a division is done; a whole prefecture takes minutes
    :param processes: how many counties are played at once, each by a process of its own; what is
        drawn by lot is drawn for each division by itself, so the figures are the same
    :raises StoryUnplayable: no division is told, or one is not empty
    :raises StoryRefused: dates that leave no room
    """
    rows = parts(story)
    if not rows:
        raise StoryUnplayable("没有 counties，只能读取和校验。")
    for part in rows:  # nothing is entered before all of it is known to fit
        player.check_empty(part, part.tree["county"]["division"], now=now)
        plan = plans.make(part)
        player.schedule(World(plan), Agenda(plan.last_day))
    given, played = _Given(story, now), []
    for part in [row for row in rows if is_above(story, row)]:
        played.append(_play(part, given))
        told(part, played[-1])
        county = played[-1].county
        given = _Given(story, now, Above(county, Scheme.objects.get(county=county)))
    below = [row for row in rows if not is_above(story, row)]
    for part, done in _each(below, given, processes):
        told(part, done)
        played.append(done)
    return add_up([done.figures for done in played]), played


def _play(part: Story, given: _Given) -> player.Played:
    is_top = is_above(given.story, part)
    level = JurisdictionLevel.PREFECTURE if is_top else JurisdictionLevel.COUNTY
    return player.play(part, now=given.now, above=given.above, level=level)


def _each(
    rows: list[Story], given: _Given, processes: int
) -> Iterator[tuple[Story, player.Played]]:
    """Play counties and give each when it is done, the largest begun first if several at once."""
    if processes == 1:
        yield from ((part, _play(part, given)) for part in rows)
        return
    order = sorted(rows, key=_size, reverse=True)
    own = {"initializer": apart.begin, "initargs": apart.as_here()}
    with ProcessPoolExecutor(processes, get_context("spawn"), **own) as pool:
        started = {pool.submit(_play, part, given): part for part in order}
        try:
            for done in as_completed(started):
                yield started[done], done.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _size(part: Story) -> int:
    return sum(row["nominations"] for row in part.given["rounds"])


def add_up(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Answer the figures of several divisions as one: numbers are added, sums must all agree."""
    total: dict[str, Any] = {}
    for row in rows:
        for name, value in row.items():
            total[name] = _plus(total[name], value) if name in total else value
    return total


def _plus(one: Any, other: Any) -> Any:
    if isinstance(one, bool):
        return one and other
    if isinstance(one, dict):
        return {key: one.get(key, 0) + other.get(key, 0) for key in {**one, **other}}
    if isinstance(one, str):
        return f"{Decimal(one) + Decimal(other):.2f}"
    return one + other
