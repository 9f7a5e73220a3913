"""Programme templates that ship with the product, those of a county, and the real dates of one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from core import dates
from schemes.models.grounds import in_language
from training.enums import BlockKind, LengthUnit
from training.models import Block, Programme

_DATA = Path(__file__).resolve().parents[1] / "presets" / "programmes.yaml"
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Part:
    """One block of a programme. `least` and `most` are equal where nothing is to be chosen."""

    kind: str
    length: int
    unit: str
    least: int
    most: int
    told: str

    @property
    def is_open(self) -> bool:
        """Whether the planner chooses the length."""
        return self.least < self.most

    def of(self, length: int) -> "Part":
        return Part(self.kind, length, self.unit, self.least, self.most, self.told)


@dataclass(frozen=True)
class Span:
    """A block on real dates, both days counted; `waited` days off stand before its first day."""

    part: Part
    from_on: date
    until_on: date
    waited: int

    @property
    def day_count(self) -> int:
        return (self.until_on - self.from_on).days + 1

    @property
    def days_off(self) -> int:
        days = (self.from_on + timedelta(days=n) for n in range(self.day_count))
        return sum(not dates.is_working_day(day) for day in days)

    @property
    def is_estimated(self) -> bool:
        return dates.is_estimated(self.from_on) or dates.is_estimated(self.until_on)


@cache
def presets() -> dict[str, dict[str, Any]]:
    """Answer the templates by code: title, note, blocks."""
    return yaml.safe_load(_DATA.read_text("utf-8"))


def preset_title(code: str) -> str:
    """Answer a template's title in the language of the screen."""
    row = presets()[code]
    return in_language(row["title"], row["title_en"])


def preset_note(code: str) -> str:
    """Answer what of a template was published and what is inferred."""
    row = presets()[code]
    return in_language(row["note"], row["note_en"])


def parts_of(blocks: Iterable[dict[str, Any]]) -> list[Part]:
    """Answer the parts that a template's or a county's blocks tell."""
    return [
        Part(
            row["kind"],
            row["length"],
            row["unit"],
            row.get("least", row["length"]),
            row.get("most", row["length"]),
            row.get("told", "own"),
        )
        for row in blocks
    ]


def as_blocks(parts: Iterable[Part]) -> list[dict[str, Any]]:
    """Answer parts as a programme keeps them."""
    return [
        {
            "kind": part.kind,
            "length": part.length,
            "unit": part.unit,
            "least": part.least,
            "most": part.most,
            "told": part.told,
        }
        for part in parts
    ]


def own(counties: Iterable[int]) -> list[Programme]:
    """Answer the newest version of each programme of the counties, by title."""
    return sorted(Programme.objects.filter(county__in=counties).newest(), key=lambda row: row.title)


def part_of(block: Block) -> Part:
    """Answer what a block of a class asks for; without a programme its calendar days."""
    if not block.length:
        days = block.day_count
        return Part(block.kind, days, LengthUnit.CALENDAR, days, days, "own")
    return Part(block.kind, block.length, block.unit, block.length, block.length, "own")


def lay(opens_on: date, parts: Iterable[Part]) -> list[Span]:
    """Answer the parts on real dates, each beginning on the first working day after the last.

    Working days leave holidays out and count make-up days; calendar days and months run through
    holidays, as a week in the class room and a month in a village do. Beyond the published
    calendars Monday to Friday counts, and the span says that it is estimated.
    """
    spans, day = [], opens_on
    for part in parts:
        start = _first_working_day(day)
        spans.append(Span(part, start, _last_day(start, part), (start - day).days))
        day = spans[-1].until_on + _DAY
    return spans


def _first_working_day(day: date) -> date:
    while not dates.is_working_day(day):
        day += _DAY
    return day


def _last_day(start: date, part: Part) -> date:
    if part.unit == LengthUnit.MONTHS:
        return dates.add_months(start, part.length) - _DAY
    if part.unit == LengthUnit.WORKING:
        return dates.term_end(start - _DAY, part.length)
    return start + timedelta(days=part.length - 1)


def theory_days(spans: Iterable[Span]) -> int:
    """Answer the days of theory of one cycle: those of the first block of theory."""
    return next((span.day_count for span in spans if span.part.kind == BlockKind.THEORY), 0)


def layout(blocks: Iterable[Block]) -> list[str]:
    """Answer where the blocks of a class stand, to be compared with what a page showed."""
    return [f"{row.pk} {row.from_on} {row.until_on}" for row in blocks]


def moved(blocks: list[Block], block: Block, to_on: date) -> list[tuple[Block, Span]]:
    """Answer each block from `block` on with its span when that one begins on `to_on`.

    :param blocks: all blocks of the class, in order
    """
    later = [row for row in blocks if row.from_on >= block.from_on]
    return list(zip(later, lay(to_on, [part_of(row) for row in later]), strict=True))
