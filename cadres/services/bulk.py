"""People by the ten thousand, with the same rules as `cadres.enrol`; the importer keeps the trail."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from cadres.models import Cadre, Post
from core import bulk

Values = dict[str, Any]
PERSON = ("name", "sex", "born_on", "staff_kind", "level", "is_leading")
_OWN_ROWS = ("cadres.Post.cadre",)


def by_name_and_month(county: Any, names: Sequence[str]) -> dict[tuple[str, str], list[int]]:
    """Answer the ids of the county's people by (name, yyyy-mm of birth)."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    people = Cadre.objects.filter(unit__county=county, name__in=set(names))
    for pk, name, born_on in people.values_list("pk", "name", "born_on"):
        found[name, f"{born_on:%Y-%m}"].append(pk)
    return found


def current(ids: Sequence[int], county: Any, *, lock: bool = False) -> dict[int, Values]:
    """Answer person and open post as JSON-able values, the people locked in id order if asked."""
    people = Cadre.objects.filter(pk__in=ids, unit__county=county).order_by("pk")
    if lock:
        people = people.select_for_update(of=("self",))
    posts = {post.cadre_id: post for post in Post.objects.filter(cadre__in=ids, until_on=None)}
    return {person.pk: _values(person, posts.get(person.pk)) for person in people}


def _values(person: Cadre, post: Post | None) -> Values:
    return {
        "unit": person.unit_id,
        "name": person.name,
        "sex": person.sex,
        "born_on": person.born_on.isoformat(),
        "staff_kind": person.staff_kind,
        "level": person.level,
        "is_leading": person.is_leading,
        "title": post.title if post else None,
        "title_from_on": post.from_on.isoformat() if post else None,
    }


def enrol(rows: Sequence[Values], *, on: date) -> list[int]:
    """Enter people with the post held, in order; a post without a day begins `on`."""
    people = [
        Cadre(
            unit_id=row["unit"],
            name=row["name"],
            sex=row["sex"],
            born_on=row["born_on"],
            staff_kind=row["staff_kind"],
            level=row["level"],
            is_leading=row.get("is_leading", False),
        )
        for row in rows
    ]
    bulk.insert(people)
    bulk.insert(
        [
            Post(
                cadre_id=person.pk,
                unit_id=person.unit_id,
                title=row["title"],
                from_on=row.get("title_from_on") or on.isoformat(),
            )
            for person, row in zip(people, rows, strict=True)
        ]
    )
    return [person.pk for person in people]


def change(rows: Sequence[tuple[int, Values]]) -> None:
    """Set the given fields on people and on the posts they hold now.

    A new unit is that of the open post too: an import corrects the roll, it moves nobody by date.
    """
    ids = [pk for pk, _values in rows]
    people = Cadre.objects.in_bulk(ids)
    posts = {post.cadre_id: post for post in Post.objects.filter(cadre__in=ids, until_on=None)}
    for pk, values in rows:
        _change(people[pk], posts.get(pk), values)
    Cadre.objects.bulk_update(people.values(), ["unit", *PERSON], batch_size=500)
    Post.objects.bulk_update(posts.values(), ["unit", "title", "from_on"], batch_size=500)


def _change(person: Cadre, post: Post | None, values: Values) -> None:
    for name, value in values.items():
        if name == "unit":
            person.unit_id = value
        elif name in PERSON:
            setattr(person, name, value)
    if post:
        post.unit_id = values.get("unit", post.unit_id)
        post.title = values.get("title", post.title)
        post.from_on = values.get("title_from_on", post.from_on)


def remove(ids: Sequence[int]) -> None:
    """Take people out again whom a run had entered, with the posts entered for them."""
    Post.objects.filter(cadre__in=ids).delete()
    Cadre.objects.filter(pk__in=ids).delete()


def in_use(ids: Sequence[int]) -> set[int]:
    """Answer which people something rests on, their one entered post apart."""
    return bulk.referenced(Cadre, ids, apart_from=_OWN_ROWS)
