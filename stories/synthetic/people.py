"""The people of a synthetic county with posts, ranks, annual ratings and accounts."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from accounts.models import User
from cadres.enums import CIVIL_KINDS, Attainment, CivilRating, InstitutionRating, Politics, Rank
from cadres.models import AnnualRating, Cadre, Education, Post, RankPeriod
from core.sealing.boxes import fingerprint
from stories.synthetic import numbers, words
from stories.synthetic.copying import Copier
from stories.synthetic.sizes import DESKS, YEARS, Size

_BEGIN = date(2010, 1, 1)
_KINDS = (
    ["CIVIL_SERVANT", "BY_REFERENCE", "INSTITUTION", "INST_TECHNICAL", "WORKER", "CONTRACT"],
    [38, 9, 20, 25, 3, 5],
)
_LEVELS = (["COUNTY_LEVEL", "SECTION_LEVEL", "ORDINARY"], [1, 14, 85])
_RANKS = {
    "COUNTY_LEVEL": [Rank.RESEARCHER_3, Rank.RESEARCHER_4],
    "SECTION_LEVEL": [Rank.CHIEF_1, Rank.CHIEF_2, Rank.CHIEF_3],
    "ORDINARY": [Rank.CHIEF_4, Rank.STAFF_1, Rank.STAFF_2],
}
_RATING_SHARES = [15, 82, 1, 1, 1]
_SCHOOLS = ([Attainment.BACHELOR, Attainment.COLLEGE, Attainment.MASTER], [60, 32, 8])
_PARTIES = ([Politics.MEMBER, Politics.MASSES, Politics.LEAGUE], [70, 26, 4])


def write(
    county: Any,
    size: Size,
    copier: Copier,
    draw: random.Random,
    *,
    account: Callable[[int, str, str], dict[str, Any]],
) -> None:
    """Write the people of a county; the first of them have accounts of their own."""
    ids = copier.ids(Cadre, size.people)
    taken: set[str] = set()
    county.people = [
        _person(county, order, pk, name, taken, draw)
        for order, (pk, name) in enumerate(zip(ids, words.names(draw, size.people), strict=True))
    ]
    own = size.accounts - DESKS - 2 * size.offices - size.villages
    users = copier.ids(User, max(0, min(size.people, own)))
    accounts = []
    for row, user in zip(county.people, users, strict=False):
        row["user_id"] = user
        accounts.append(account(user, f"t{user}", row["name"]))
    copier.write(User, accounts)
    copier.write(Cadre, county.people)
    copier.write(Post, [post for row in county.people for post in _posts(row, draw)])
    copier.write(RankPeriod, [rank for row in county.people for rank in _ranks(row, draw)])
    copier.write(Education, [_education(row, draw) for row in county.people])
    last = size.until.year - 1
    copier.write(
        AnnualRating, [rating for row in county.people for rating in _ratings(row, last, draw)]
    )


def _person(
    county: Any, order: int, pk: int, name: str, taken: set[str], draw: random.Random
) -> dict[str, Any]:
    born_on = date(1967, 1, 1) + timedelta(days=draw.randrange(33 * 365))
    is_man = draw.random() < 0.62
    level = draw.choices(*_LEVELS)[0]
    number = numbers.id_number(county.code, born_on, _serial(order, is_man))
    while number in taken:
        born_on += timedelta(days=1)
        number = numbers.id_number(county.code, born_on, _serial(order, is_man))
    taken.add(number)
    return {
        "id": pk,
        "user_id": None,
        "unit_id": county.offices[order % len(county.offices)],
        "name": name,
        "sex": "M" if is_man else "F",
        "born_on": born_on,
        "id_number": number,
        "id_fingerprint": fingerprint(number),
        "staff_kind": draw.choices(*_KINDS)[0],
        "level": level,
        "is_leading": level != "ORDINARY" and draw.random() < 0.5,
        "politics": draw.choices(*_PARTIES)[0].value,
        "work_began_on": born_on + timedelta(days=22 * 365 + draw.randrange(1000)),
    }


def _serial(order: int, is_man: bool) -> int:
    return 2 * (order % 499) + (1 if is_man else 2)


def _posts(row: dict[str, Any], draw: random.Random) -> list[dict[str, Any]]:
    """Answer the post held now, and for a third of the people the one before it."""
    titles = words.lists()["titles"]
    from_on = _BEGIN + timedelta(days=draw.randrange(5000))
    held = {"cadre_id": row["id"], "unit_id": row["unit_id"], "until_on": None}
    posts = [held | {"title": draw.choice(titles), "from_on": from_on}]
    if draw.random() < 0.33:
        before = from_on - timedelta(days=draw.randrange(400, 2500))
        span = {"from_on": before, "until_on": from_on}
        posts.insert(0, held | span | {"title": draw.choice(titles)})
    row["post_title"] = posts[-1]["title"]
    return posts


def _ranks(row: dict[str, Any], draw: random.Random) -> list[dict[str, Any]]:
    """Answer the rank of a civil servant since the ranks of 2019."""
    if row["staff_kind"] not in CIVIL_KINDS:
        return []
    rank = draw.choice(_RANKS[row["level"]]).value
    from_on = date(2019, 6, 1) + timedelta(days=draw.randrange(2000))
    return [{"cadre_id": row["id"], "rank": rank, "from_on": from_on, "until_on": None}]


def _education(row: dict[str, Any], draw: random.Random) -> dict[str, Any]:
    attainment = draw.choices(*_SCHOOLS)[0].value
    return {"cadre_id": row["id"], "schooling": "FULL_TIME", "attainment": attainment}


def _ratings(row: dict[str, Any], last: int, draw: random.Random) -> list[dict[str, Any]]:
    """Answer ten annual ratings on the scale of the person's kind."""
    is_civil = row["staff_kind"] in CIVIL_KINDS
    scale = CivilRating.values if is_civil else InstitutionRating.values
    rated = draw.choices(scale, _RATING_SHARES, k=YEARS)
    told = {"cadre_id": row["id"], "staff_kind": row["staff_kind"]}
    empty = {"civil": "", "institution": ""}
    return [
        told | empty | {"year": last - back, "civil" if is_civil else "institution": rating}
        for back, rating in enumerate(rated)
        if last - back > row["work_began_on"].year
    ]
