"""Posts by the thousand; the importer keeps the trail."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Subquery

from cadres.models import Cadre, Post
from core import bulk

Values = dict[str, Any]
Span = tuple[str, str, int]  # first day, day after the last one, post or 0
OPEN = "9999-12-31"
FIELDS = ("title", "until_on", "is_main", "job_level", "basis")


def known(ids: Sequence[int]) -> dict[tuple[int, int, str], int]:
    """Answer the posts of people by (person, unit, first day)."""
    rows = Post.objects.filter(cadre__in=ids).values_list("cadre", "unit", "from_on", "pk")
    return {(person, unit, from_on.isoformat()): pk for person, unit, from_on, pk in rows}


def main_spans(ids: Sequence[int]) -> dict[int, list[Span]]:
    """Answer the spans of people's main posts."""
    spans: dict[int, list[Span]] = defaultdict(list)
    rows = Post.objects.filter(cadre__in=ids, is_main=True)
    for person, from_on, until_on, pk in rows.values_list("cadre", "from_on", "until_on", "pk"):
        spans[person].append((from_on.isoformat(), _day(until_on) or OPEN, pk))
    return spans


def current(ids: Sequence[int], county: Any, *, lock: bool = False) -> dict[int, Values]:
    """Answer posts as JSON-able values, locked in id order if asked."""
    rows = Post.objects.filter(pk__in=ids, cadre__unit__county=county).order_by("pk")
    if lock:
        rows = rows.select_for_update(of=("self",))
    return {row.pk: _values(row) for row in rows}


def _values(post: Post) -> Values:
    return {
        "unit": post.unit_id,
        "title": post.title,
        "from_on": _day(post.from_on),
        "until_on": _day(post.until_on),
        "is_main": post.is_main,
        "job_level": post.job_level or None,
        "basis": post.basis or None,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def enter(rows: Sequence[Values]) -> list[int]:
    """Enter posts; a person's unit becomes that of the open main post."""
    posts = [
        Post(
            cadre_id=row["cadre"],
            unit_id=row["unit"],
            from_on=row["from_on"],
            **{name: row[name] for name in FIELDS if name in row},
        )
        for row in rows
    ]
    bulk.insert(posts)
    _follow(row["cadre"] for row in rows)
    return [post.pk for post in posts]


def change(rows: Sequence[tuple[int, Values]]) -> None:
    """Set the given fields; posts that end are written before those that open again."""
    posts = Post.objects.in_bulk([pk for pk, _values in rows])
    for pk, values in rows:
        for name, value in values.items():
            empty = None if name == "until_on" else ""
            setattr(posts[pk], name, empty if value is None else value)
    names = sorted({name for _pk, values in rows for name in values})
    for ends in (True, False):
        chosen = [post for post in posts.values() if (post.until_on is not None) is ends]
        if chosen and names:
            Post.objects.bulk_update(chosen, names, batch_size=500)
    _follow(post.cadre_id for post in posts.values())


def remove(ids: Sequence[int]) -> None:
    """Take out again what a run had entered."""
    people = list(Post.objects.filter(pk__in=ids).values_list("cadre", flat=True))
    Post.objects.filter(pk__in=ids).delete()
    _follow(people)


def _follow(people: Iterable[int]) -> None:
    """Set the unit of people to that of the main post they hold now, where they hold one."""
    held = Post.objects.filter(cadre=OuterRef("pk"), until_on=None, is_main=True)
    moved = Cadre.objects.filter(pk__in=set(people)).annotate(now=Subquery(held.values("unit")[:1]))
    moved = moved.filter(now__isnull=False).exclude(unit=F("now"))
    pairs = dict(moved.values_list("pk", "now"))
    people_ = Cadre.objects.in_bulk(pairs)
    for pk, person in people_.items():
        person.unit_id = pairs[pk]
    Cadre.objects.bulk_update(people_.values(), ["unit"], batch_size=500)
