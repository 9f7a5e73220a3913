"""Synthetic people and units, the same for the same seed. No one in them is real."""

from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import yaml

_POOLS: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "data" / "names.yaml").read_text("utf-8")
)
_STAFF = ("CIVIL_SERVANT", "CIVIL_SERVANT", "BY_REFERENCE", "INSTITUTION", "WORKER")


class UnitName(NamedTuple):
    name: str
    kind: str


class Person(NamedTuple):
    """What the archive holds of one person, but for the unit."""

    name: str
    sex: str
    born_on: date
    level: str
    staff_kind: str
    is_leading: bool
    title: str


def unit_names(count: int, named: list[str], random: Random, *, of: str = "县") -> list[UnitName]:
    """Answer units: those named by the story first, then towns, departments and schools.

    :param of: what the place is, in one sign: 县, 市, 州
    """
    rows = [UnitName(name, _kind_of(name)) for name in named]
    pool = [
        UnitName(f"{place}镇", "TOWN")
        for place in random.sample(_POOLS["places"], len(_POOLS["places"]))
    ]
    pool += [UnitName(f"{of}{name}", "GOVERNMENT") for name in _POOLS["government_bodies"]]
    pool += [UnitName(f"{of}委{name}" if name[-1] in "部委办" else f"{of}{name}", "PARTY")
             for name in _POOLS["party_bodies"]]  # fmt: skip
    random.shuffle(pool)
    taken = {row.name for row in rows}
    rows += [row for row in pool if row.name not in taken][: max(count - len(rows), 0)]
    schools = count - len(rows)
    rows += [UnitName(f"{of}第{number}小学", "SCHOOL") for number in range(1, schools + 1)]
    return rows[:count]


def _kind_of(name: str) -> str:
    if name.endswith(("镇", "乡", "街道")):
        return "TOWN"
    if "党校" in name:
        return "PARTY_SCHOOL"
    if name.endswith(("村", "社区")):
        return "VILLAGE"
    if name.endswith(("小学", "中学", "学校")):
        return "SCHOOL"
    return "PARTY" if name[1:2] == "委" else "GOVERNMENT"


def village_names(count: int, random: Random) -> list[str]:
    """Answer villages that take people for practice."""
    places = _POOLS["places"]
    pool = [f"{place}村" for place in places]
    pool += [f"{place}{part}村" for place in places for part in ("上", "下", "新")]
    while len(pool) < count:
        pool.append(f"{places[len(pool) % len(places)]}{len(pool)}组村")
    return random.sample(pool, count)


def name(random: Random, sex: str) -> str:
    """Answer a plausible name; one in fifteen has a rare character."""
    surname = (
        random.choice(_POOLS["compound_surnames"])
        if random.random() < 0.03
        else random.choice(_POOLS["surnames"])
    )
    given = _POOLS["male"] if sex == "M" else _POOLS["female"]
    if random.random() < 1 / 15:
        return surname + random.choice(_POOLS["rare_names"])
    return surname + "".join(random.sample(given, random.choice((1, 2, 2))))


def person(random: Random, *, level: str, on: date) -> Person:
    """Answer one person between 26 and 57 years old on a day."""
    sex = random.choice("MMF")
    born_on = on - timedelta(days=random.randint(26 * 365, 57 * 365))
    titles = _POOLS["titles"][level]
    leading = level != "ORDINARY"
    staff = "CIVIL_SERVANT" if leading else random.choice(_STAFF)
    return Person(name(random, sex), sex, born_on, level, staff, leading, random.choice(titles))
