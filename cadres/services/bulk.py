"""People by the ten thousand, with the rules of `cadres.enrol`; the importer keeps the trail."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models.functions import Coalesce

from cadres.models import Cadre, Post
from core import bulk
from core.sealing import boxes

Values = dict[str, Any]
DAYS = ("born_on", "party_joined_on", "work_began_on")
PLAIN = ("name", "sex", "staff_kind", "level", "is_leading", "authority", "politics", *DAYS)
NUMBERS = {"id_number": "id_fingerprint", "phone": "phone_fingerprint"}
POST = {"title": "title", "title_from_on": "from_on"}
_OWN_ROWS = ("cadres.Post.cadre",)


def by_fingerprint(fingerprints: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Answer (person, county) by the fingerprint of an ID number, in any county."""
    people = Cadre.objects.filter(id_fingerprint__in=fingerprints)
    one = Coalesce("merged_into", "pk")
    found = people.values_list("id_fingerprint", one, "unit__county")
    return {str(print_): (pk, county) for print_, pk, county in found}


def by_name_and_month(
    county: Any, names: Sequence[str]
) -> dict[tuple[str, str], list[tuple[int, str | None]]]:
    """Answer (person, ID fingerprint) of the county's people by (name, yyyy-mm of birth)."""
    found: dict[tuple[str, str], list[tuple[int, str | None]]] = defaultdict(list)
    people = Cadre.objects.filter(unit__county=county, name__in=set(names), merged_into=None)
    for pk, name, born_on, number in people.values_list("pk", "name", "born_on", "id_fingerprint"):
        found[name, born_on.isoformat()[:7]].append((pk, number))
    return found


def current(ids: Sequence[int], county: Any, *, lock: bool = False) -> dict[int, Values]:
    """Answer person and open post as JSON-able values, the people locked in id order if asked."""
    people = Cadre.objects.filter(pk__in=ids, unit__county=county).order_by("pk")
    if lock:
        people = people.select_for_update(of=("self",))
    posts = _open_posts(ids)
    return {person.pk: _values(person, posts.get(person.pk)) for person in people}


def _open_posts(ids: Sequence[int]) -> dict[int, Post]:
    posts = Post.objects.filter(cadre__in=ids, until_on=None, is_main=True)
    return {post.cadre_id: post for post in posts}


def _values(person: Cadre, post: Post | None) -> Values:
    values: Values = {name: getattr(person, name) for name in PLAIN if name not in DAYS}
    values["politics"] = person.politics or None
    values |= {name: _day(getattr(person, name)) for name in DAYS}
    values |= {name: getattr(person, held) or None for name, held in NUMBERS.items()}
    values["unit"] = person.unit_id
    values["title"] = post.title if post else None
    values["title_from_on"] = _day(post.from_on) if post else None
    return values


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def enrol(rows: Sequence[Values], *, on: date) -> list[int]:
    """Enter people with the main post held, in order; a post without a day begins `on`.

    :param rows: values in clear; ID number and phone in their plain form
    """
    people = []
    for row in rows:
        person = Cadre(unit_id=row["unit"], **{n: row[n] for n in PLAIN if n in row})
        _set_numbers(person, row)
        people.append(person)
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


def _set_numbers(person: Cadre, values: Values) -> None:
    """Set sealed numbers from their text; None takes one away (undo)."""
    for name, held in NUMBERS.items():
        if name in values:
            text = values[name]
            empty = None if name == "id_number" else ""
            setattr(person, name, text)
            setattr(person, held, boxes.fingerprint(text) if text else empty)


def change(rows: Sequence[tuple[int, Values]]) -> None:
    """Set the given values on people and on the main posts they hold now: a correction, no move."""
    ids = [pk for pk, _values in rows]
    people, posts = Cadre.objects.in_bulk(ids), _open_posts(ids)
    names = {name for _pk, values in rows for name in values}
    for pk, values in rows:
        _correct(people[pk], posts.get(pk), values)
    fields = [name for name in PLAIN if name in names]
    fields += [part for pair in NUMBERS.items() if pair[0] in names for part in pair]
    if fields:
        Cadre.objects.bulk_update(people.values(), fields, batch_size=500)
    if titles := [held for name, held in POST.items() if name in names]:
        Post.objects.bulk_update(posts.values(), titles, batch_size=500)


def _correct(person: Cadre, post: Post | None, values: Values) -> None:
    for name in PLAIN:
        if name in values:
            empty = "" if name == "politics" else None
            setattr(person, name, values[name] if values[name] is not None else empty)
    _set_numbers(person, values)
    if post:
        for name, held in POST.items():
            setattr(post, held, values.get(name) or getattr(post, held))


def remove(ids: Sequence[int]) -> None:
    """Take people out again whom a run had entered, with the posts entered for them."""
    Post.objects.filter(cadre__in=ids).delete()
    Cadre.objects.filter(pk__in=ids).delete()


def in_use(ids: Sequence[int]) -> set[int]:
    """Answer which people something rests on: another row, or a second post."""
    posts = Post.objects.filter(cadre__in=ids).values_list("cadre", flat=True)
    seen: set[int] = set()
    twice = {pk for pk in posts if pk in seen or seen.add(pk)}  # type: ignore[func-returns-value]
    return twice | bulk.referenced(Cadre, ids, apart_from=_OWN_ROWS)
