"""Plays a prefecture: its own departments first, then county after county under its scheme."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from schemes.models import Scheme
from stories import plans, player
from stories.agenda import Agenda
from stories.errors import StoryUnplayable
from stories.parts import is_above, parts
from stories.schema import Story
from stories.worlds import Above, World
from units.enums import JurisdictionLevel


def play(
    story: Story, *, now: datetime, told: Callable[[Story, player.Played], None]
) -> tuple[dict[str, Any], list[player.Played]]:
    """Play every division of a prefecture, and answer the figures of all and each one's.

    :param told: called when a division is done; a whole prefecture takes minutes
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
    rows.sort(key=lambda part: not is_above(story, part))
    above, played = None, []
    for part in rows:
        level = JurisdictionLevel.PREFECTURE if is_above(story, part) else JurisdictionLevel.COUNTY
        done = player.play(part, now=now, above=above, level=level)
        if is_above(story, part):
            above = Above(done.county, Scheme.objects.get(county=done.county))
        told(part, done)
        played.append(done)
    return add_up([done.figures for done in played]), played


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
