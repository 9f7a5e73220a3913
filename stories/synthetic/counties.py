"""One synthetic county: its units, people, posts, accounts and grants."""

import random
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from accounts.enums import DUTIES, Role
from accounts.models import Grant, User
from stories.synthetic import numbers, people, words
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
    Role.DECISION_SECRETARY: 1,
    Role.ORGANISATION_OFFICER: 2,
    Role.DISCIPLINE_LIAISON: 1,
    Role.TEACHER: 2,
    Role.FINANCE_VIEWER: 1,
    Role.APPEAL_HANDLER: 2,
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
    unit_names: dict[int, str] = field(default_factory=dict)
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
    people.write(found, size, copier, draw, account=_account)
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
    found.unit_names = {row["id"]: row["name"] for row in rows}
    found.offices = [row["id"] for row in rows if row["kind"] != "VILLAGE"]
    found.villages = [row["id"] for row in rows if row["kind"] == "VILLAGE"]


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
        if role == Role.HOST:
            grants.append(grants[-1] | {"role": str(Role.MENTOR)})
    copier.write(Grant, grants)


def prefecture(pk: int, copier: Copier, *, seed: int) -> None:
    """Write the three administrators, and two who read a whole prefecture."""
    roles = [*DUTIES, Role.PREFECTURE_VIEWER, Role.PREFECTURE_VIEWER]
    users = copier.ids(User, len(roles))
    names = words.names(random.Random(f"{seed}:prefecture"), len(roles))  # noqa: S311
    copier.write(
        User, [_account(user, f"a{user}", name) for user, name in zip(users, names, strict=True)]
    )
    grants = [
        {
            "user_id": user,
            "role": str(role),
            "from_on": _BEGIN,
            "county_id": None if role in DUTIES else pk,
            "unit_id": None,
        }
        for user, role in zip(users, roles, strict=True)
    ]
    copier.write(Grant, grants)
