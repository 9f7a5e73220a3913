"""Whom a practice is about: nominations of one round, told by number, chosen by the seed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from schemes.queries import presets
from stories.schema import Story

KINDS = (
    "books",
    "ballots",
    "targets",
    "checklists",
    "findings",
    "reminders",
    "weekly",
    "panels",
    "complaints",
    "honour_lists",
    "presentations",
)
Place = tuple[str | int, ...]


@dataclass
class Method:
    """One told practice with its people: by unit, who will be nominated, and who will not."""

    kind: str
    told: dict[str, Any]
    path: Place
    random: Random
    notice_on: date | None = None
    seats: dict[int, list[Any]] = field(default_factory=dict)
    others: dict[int, list[Any]] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """A short word of its own, for usernames."""
        return f"{self.kind[:2]}{self.path[-1]}"

    @property
    def courses(self) -> list[Any]:
        return [course for courses in self.seats.values() for course in courses]


def check_ground(story: Story, code: str | None, here: Place) -> None:
    """Refuse a ground that nobody knows."""
    if code is not None and code not in presets.ground_codes():
        raise story.refuse(f"没有情形 {code}", *here, "ground")


def told_methods(story: Story) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """Answer kind, place and content of every told practice, those of one named unit first."""
    methods = story.given.get("methods", {})
    rows = [(kind, n, row) for kind in KINDS for n, row in enumerate(methods.get(kind, []))]
    yield from sorted(rows, key=lambda row: "unit" not in row[2])


def choose(story: Story, rounds: list[Any], names: list[str]) -> list[Method]:
    """Answer every told practice with the nominations that rest on it; none rests on two.

    :param rounds: the planned rounds, whose courses have their units
    :param names: the units' names, in the order of their numbers
    :raises StoryRefused: more nominees than nominations are left
    """
    methods, taken = [], set[int]()
    for kind, index, told in told_methods(story):
        path = ("given", "methods", kind, index)
        random = Random(f"{story.tree.get('seed', story.tree['title'])}:{kind}:{index}")  # noqa: S311
        method = Method(kind, told, path, random)
        if told.get("nominees"):
            row = next((r for r in rounds if r.number == told.get("round", 1)), None)
            if row is None:
                raise story.refuse(f"没有第 {told.get('round', 1)} 轮", *path, "nominees")
            method.notice_on = row.notice_on
            _seat(story, method, [c for c in row.courses if id(c) not in taken], names)
            taken |= {id(course) for course in method.courses}
        methods.append(method)
    return methods


def _seat(story: Story, method: Method, courses: list[Any], names: list[str]) -> None:
    """Take the told number of nominations, from the units that have the most of them."""
    told, wanted = method.told, method.told["nominees"]
    by: dict[int, list[Any]] = {}
    for course in courses:
        if course.end != "draft" and told.get("unit", names[course.unit]) == names[course.unit]:
            by.setdefault(course.unit, []).append(course)
    units = sorted(by)
    method.random.shuffle(units)
    for unit in sorted(units, key=lambda unit: -len(by[unit])):
        most = told.get("bottom", wanted)
        if wanted and len(by[unit]) >= told.get("bottom", 1):
            method.seats[unit] = by[unit][:most]
            wanted -= len(method.seats[unit])
    if wanted:
        sentence = f"nominees {told['nominees']} 件，还差 {wanted} 件提名可以依据"
        raise story.refuse(sentence, *method.path, "nominees")
