"""What every practice of a story has in common: its people, its hands, what it must raise."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from evidence.models import Signal
from schemes.models import Ground
from stories.agenda import Agenda
from stories.errors import StoryUnplayable
from stories.methods.seats import Method
from stories.worlds import World

Act = Callable[[datetime], None]
DAY = timedelta(days=1)


class MethodPlayer(ABC):
    """Enters one practice's acts into the agenda."""

    def __init__(self, world: World, method: Method, agenda: Agenda) -> None:
        self.world, self.method, self.agenda = world, method, agenda
        self.told, self.random = method.told, method.random

    def day(self, key: str) -> date:
        """Answer a told day, moved with the story."""
        return self.world.plan.story.day(self.told[key])

    @cached_property
    def ground(self) -> Ground:
        return Ground.objects.get(code=self.told["ground"])

    @property
    def county_admin(self) -> Any:
        return self.world.office["county_admin"]

    @abstractmethod
    def schedule(self) -> None:
        """Enter everything that the plan says of this practice."""

    def nominees(self, unit: int) -> list[Any]:
        """Answer the people of a unit who will be nominated on what this practice says."""
        return [self.world.cadre(course) for course in self.method.seats[unit]]

    def others(self, unit: int) -> list[Any]:
        return self.method.others.get(unit, [])

    def before_call(self, on: date, key: str) -> date:
        """Answer the day, unless nobody could be nominated on it any more.

        :raises StoryRefused: on the day of the call or later
        """
        notice_on = self.method.notice_on
        if notice_on is not None and on >= notice_on:
            sentence = f"线索产生于 {on}，应早于该轮的 notice_on {notice_on}"
            raise self.world.plan.story.refuse(sentence, *self.method.path, key)
        return on

    def enough(self, key: str) -> None:
        """Refuse more people without a nomination than the practice has.

        :raises StoryRefused: with the line of the key
        """
        able = self.told.get("others", 0) * len(self.method.seats)
        if self.told.get(key, 0) > able:
            sentence = f"{key} {self.told[key]} 人，未提名的共 {able} 人"
            raise self.world.plan.story.refuse(sentence, *self.method.path, key)

    def expect(self, raised: Iterable[Signal], people: Iterable[Any]) -> None:
        """Refuse to go on where the practice named others than the story told.

        :raises StoryUnplayable: with the number that came out
        """
        named, wanted = {row.cadre_id for row in raised}, {cadre.pk for cadre in people}
        if named != wanted:
            place = ".".join(map(str, self.method.path))
            sentence = f"{place}：应有 {len(wanted)} 人产生线索，实为 {len(named)} 人"
            raise StoryUnplayable(f"{sentence}，其中相符 {len(named & wanted)} 人。")
