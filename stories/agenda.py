"""The story's clock: acts by day, each at its own minute, never two at the same instant."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from core.dates import ZONE
from core.errors import DomainError
from stories.errors import StoryUnplayable

MORNING, EVENING = time(9), time(17, 30)
OFFICE_HOURS, EVENING_HOURS = timedelta(hours=8), timedelta(hours=6)

Act = Callable[[datetime], Any]


class Entry(NamedTuple):
    on: date
    is_late: bool
    order: int
    act: Act


class Agenda:
    """Acts to do up to a last day. `run` hands each its instant, in order."""

    def __init__(self, last: date) -> None:
        self.last = last
        self._entries: list[Entry] = []

    def add(self, on: date, act: Act, *, late: bool = False) -> None:
        """Enter an act; `late` is after office hours, when the day's lessons are over."""
        self._entries.append(Entry(on, late, len(self._entries), act))

    def overdue(self) -> date | None:
        """Answer the latest day that lies beyond the last, None if all fit."""
        return max((entry.on for entry in self._entries if entry.on > self.last), default=None)

    def run(self, *, after_day: Act) -> int:
        """Do everything in order, then close each day; answer how many acts were done."""
        days: dict[date, list[Entry]] = {}
        for entry in sorted(self._entries, key=lambda row: row[:3]):
            days.setdefault(entry.on, []).append(entry)
        for on, entries in days.items():
            for at, entry in _timed(on, entries):
                _do(entry, at)
            after_day(datetime.combine(on, time(23, 50), ZONE))
        return len(self._entries)


def _do(entry: Entry, at: datetime) -> None:
    try:
        entry.act(at)
    except DomainError as error:
        name = entry.act.__qualname__.removesuffix(".<locals>.act")
        raise StoryUnplayable(f"{entry.on} {name}：{error}") from error


def _timed(on: date, entries: list[Entry]) -> list[tuple[datetime, Entry]]:
    rows = []
    for is_late, start, span in ((False, MORNING, OFFICE_HOURS), (True, EVENING, EVENING_HOURS)):
        part = [entry for entry in entries if entry.is_late == is_late]
        step = min(timedelta(minutes=1), span / max(len(part), 1))
        first = datetime.combine(on, start, ZONE)
        rows += [(first + step * n, entry) for n, entry in enumerate(part)]
    return rows
