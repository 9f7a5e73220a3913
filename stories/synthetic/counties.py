"""One synthetic county: its units, people, posts, accounts and grants."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from accounts.enums import Role
from accounts.models import Grant, User
from cadres.models import Cadre, Post
from stories.synthetic import numbers, words
from stories.synthetic.copying import Copier
from stories.synthetic.sizes import Size
from units.models import Jurisdiction, Unit

PREFECTURE_CODE = "659900"  # GB/T 2260 shape, no real place
_BEGIN = date(2010, 1, 1)
_OFFICES = {
    Role.COUNTY_ADMIN: 2,
    Role.VERIFIER: 4,
    Role.DECIDER: 5,
    Role.CLASS_MANAGER: 3,
    Role.READER: 2,
}


@dataclass
class County:
    """What later rows need of a county: ids by what they are for."""

    pk: int
    code: str
    name: str
    offices: list[int] = field(default_factory=list)
    villages: list[int] = field(default_factory=list)
    people: list[dict[str, Any]] = field(default_factory=list)
    holders: dict[str, list[int]] = field(default_factory=dict)
    by_unit: dict[tuple[str, int], int] = field(default_factory=dict)


def code_of(number: int) -> str:
    """Answer the code of a county: 21 counties in a prefecture, then the next prefecture."""
    return f"65{99 - number // 20:02d}{21 + number % 20:02d}"


def county(number: int, size: Size, copier: Copier, *, parent: int) -> County:
    """Write a county with all that stands before its first campaign."""
    draw = random.Random(f"{size.seed}:county:{number}")  # noqa: S311  plausible, not secret
    stems = words.lists()["counties"]
    name = stems[number % len(stems)] + (
        "县" if number < len(stems) else f"{number // len(stems)}县"
    )
    pk = copier.ids(Jurisdiction, 1)[0]
    row = {"id": pk, "code": code_of(number), "name": name, "level": "COUNTY", "parent_id": parent}
    copier.write(Jurisdiction, [row | {"document_mark": f"{name[0]}组召"}])
    found = County(pk, row["code"], name)
    _units(found, size, copier)
    _people(found, size, copier, draw)
    _accounts(found, size, copier, draw)
    return found


def _unit_names(size: Size) -> list[tuple[str, str]]:
    """Answer (name, kind) of offices, towns and their stations, then of villages."""
    told = words.lists()
    offices = [(name, "PARTY" if "委" in name[:2] else "GOVERNMENT") for name in told["offices"]]
    towns = [(f"{name}镇人民政府", "TOWN") for name in told["towns"]]
    stations = [
        (f"{town}镇{name}", "SCHOOL" if name.endswith("学") else "INSTITUTION")
        for town in told["towns"]
        for name in told["institutions"]
    ]
    half = max(2, size.offices // 3)
    many = (offices[:half] + towns + offices[half:] + stations)[: size.offices]
    if len(many) < size.offices:
        raise ValueError(f"names.txt holds no {size.offices} units")
    villages = [
        (f"{town}镇{word}村", "VILLAGE") for word in told["towns"] for town in told["towns"]
    ]
    return many + villages[: size.villages]


def _units(found: County, size: Size, copier: Copier) -> None:
    named = _unit_names(size)
    ids = copier.ids(Unit, len(named))
    rows = [
        {
            "id": pk,
            "county_id": found.pk,
            "name": name,
            "kind": kind,
            "from_on": _BEGIN,
            "credit_code": numbers.credit_code(found.code, found.pk * 1000 % 10**8 + order),
        }
        for order, (pk, (name, kind)) in enumerate(zip(ids, named, strict=True))
    ]
    copier.write(Unit, rows)
    found.offices = [row["id"] for row in rows if row["kind"] != "VILLAGE"]
    found.villages = [row["id"] for row in rows if row["kind"] == "VILLAGE"]


def _people(found: County, size: Size, copier: Copier, draw: random.Random) -> None:
    ids = copier.ids(Cadre, size.people)
    people = zip(ids, words.names(draw, size.people), strict=True)
    found.people = [
        _person(found, order, pk, name, draw) for order, (pk, name) in enumerate(people)
    ]
    trainees = min(size.people, size.accounts - 16 - 2 * size.offices - size.villages)
    users = copier.ids(User, max(0, trainees))
    for row, user in zip(found.people, users, strict=False):
        row["user_id"] = user
    copier.write(
        User,
        [_account(pk, f"t{pk}", row["name"]) for pk, row in zip(users, found.people, strict=False)],
    )
    copier.write(Cadre, found.people)
    copier.write(Post, [post for row in found.people for post in _posts(row, draw)])


def _person(found: County, order: int, pk: int, name: str, draw: random.Random) -> dict[str, Any]:
    born_on = date(1964, 1, 1) + timedelta(days=draw.randrange(36 * 365))
    is_man = draw.random() < 0.62
    level = draw.choices(["COUNTY_LEVEL", "SECTION_LEVEL", "ORDINARY"], [1, 14, 85])[0]
    serial = 1 + (2 * order + (0 if is_man else 1)) % 998
    return {
        "id": pk,
        "user_id": None,
        "unit_id": found.offices[order % len(found.offices)],
        "name": name,
        "sex": "M" if is_man else "F",
        "born_on": born_on,
        "staff_kind": draw.choices(
            ["CIVIL_SERVANT", "BY_REFERENCE", "INSTITUTION", "WORKER", "CONTRACT"],
            [40, 8, 44, 3, 5],
        )[0],
        "level": level,
        "is_leading": level != "ORDINARY" and draw.random() < 0.5,
        "number": numbers.id_number(found.code, born_on, serial),
    }


def _posts(row: dict[str, Any], draw: random.Random) -> list[dict[str, Any]]:
    """Answer the post held now, and for a third of the people the one before it."""
    titles = words.lists()["titles"]
    from_on = _BEGIN + timedelta(days=draw.randrange(5000))
    held = {"cadre_id": row["id"], "unit_id": row["unit_id"], "until_on": None}
    posts = [held | {"title": draw.choice(titles), "from_on": from_on}]
    if draw.random() < 0.33:
        before = from_on - timedelta(days=draw.randrange(400, 2500))
        span = {"from_on": before, "until_on": from_on - timedelta(days=1)}
        posts.insert(0, held | span | {"title": draw.choice(titles)})
    row["post_title"] = posts[-1]["title"]
    return posts


def _account(pk: int, username: str, name: str) -> dict[str, Any]:
    return {"id": pk, "username": username, "name": name, "password": "!", "is_active": True}


def _accounts(found: County, size: Size, copier: Copier, draw: random.Random) -> None:
    """Write office holders of the county, clerk and head of each unit, hosts of the villages."""
    places: list[tuple[str, int | None]] = [
        (role, None) for role, count in _OFFICES.items() for _ in range(count)
    ]
    places += [(role, unit) for unit in found.offices for role in (Role.UNIT_CLERK, Role.UNIT_HEAD)]
    places += [(Role.HOST, unit) for unit in found.villages]
    users = copier.ids(User, len(places))
    names = words.names(draw, len(places))
    copier.write(
        User, [_account(pk, f"a{pk}", name) for pk, name in zip(users, names, strict=True)]
    )
    grants = []
    for pk, (role, unit) in zip(users, places, strict=True):
        scope = {"county_id": None if unit else found.pk, "unit_id": unit}
        grants.append({"user_id": pk, "role": str(role), "from_on": _BEGIN, **scope})
        found.holders.setdefault(str(role), []).append(pk)
        if unit:
            found.by_unit[str(role), unit] = pk
    copier.write(Grant, grants)
