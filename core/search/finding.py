"""One question to the index: what begins so, within what the asker may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from core.search.words import folded

_WORDS = 8  # of one row that may begin alike: two readings of each of two signs, whole and initials
# An exact title before a beginning of one, and that before something inside.
_RANKS = (
    "w.word = %(word)s AND w.place = 0",
    "w.word LIKE %(start)s AND w.word <> %(word)s AND w.place = 0",
    "w.word LIKE %(start)s AND w.place > 0",
)


@dataclass(frozen=True)
class Hit:
    kind: str
    pk: int


def find(
    text: str,
    *,
    seen: Mapping[str, QuerySet],
    counties: str,
    given: Mapping[str, Any],
    most: int,
) -> list[Hit]:
    """Answer what a text finds, best first: exact, then prefix, then inside. One query.

    :param seen: kind → the rows of that kind that the asker may see
    :param counties: SQL that answers the ids of the counties in which the asker may see anything;
        nothing outside is even read, so that time tells nothing of it
    :param given: the values of that SQL
    :param most: rows wanted of each kind and rank; the search stops there
    """
    word = folded(text)
    values: dict[str, Any] = {**given, "word": word, "start": f"{word}%"}
    parts = [
        part
        for kind, rows in seen.items()
        if word
        for part in _kind(kind, rows, counties, values, most)
    ]
    if not parts:
        return []
    together = " UNION ALL ".join(parts)
    sql = (
        f"SELECT kind, object_id FROM ({together}) found"  # noqa: S608  values are parameters
        " GROUP BY kind, object_id ORDER BY min(rank), min(length(word)), min(word), object_id"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [Hit(kind, pk) for kind, pk in cursor.fetchall()]


def _kind(kind: str, rows: QuerySet, counties: str, values: dict[str, Any], most: int) -> list[str]:
    """Answer one limited SELECT per rank, and put its values among the others."""
    try:
        scope, scope_values = rows.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return []
    values |= {f"{kind}_{n}": value for n, value in enumerate(scope_values)}
    values[kind] = kind
    within = scope % tuple(f"%({kind}_{n})s" for n in range(len(scope_values)))
    source = f"search_word w WHERE w.kind = %({kind})s AND w.county_id = ANY(ARRAY({counties}))"
    limit = f"w.object_id IN ({within}) LIMIT {_WORDS * most}"
    return [  # every value is a parameter
        f"(SELECT w.kind, w.object_id, {rank} AS rank, w.word FROM {source} AND {test} AND {limit})"  # noqa: S608
        for rank, test in enumerate(_RANKS)
    ]
