"""One question to the index: what begins so, within what the asker may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from core.search.models import Word
from core.search.words import folded

_READ = 2000  # words of one kind at most; who asks for more should write more exactly
# An exact title before a beginning of one, and that before something inside.
_RANK = "CASE WHEN w.place > 0 THEN 2 WHEN w.word = %(word)s THEN 0 ELSE 1 END"


@dataclass(frozen=True)
class Hit:
    kind: str
    pk: int


def begun(kind: str, text: str) -> QuerySet:
    """Answer the ids of a kind of which a word begins so, for lists that are scoped already."""
    word = folded(text)
    found = Word.objects.filter(kind=kind, word__startswith=word) if word else Word.objects.none()
    return found.values("object_id")


def find(
    text: str,
    *,
    seen: Mapping[str, QuerySet],
    counties: Mapping[str, str],
    given: Mapping[str, Any],
    most: int,
) -> list[Hit]:
    """Answer what a text finds, best first: exact, then prefix, then inside. One query.

    :param seen: kind → the rows of that kind that the asker may see
    :param counties: kind → SQL that answers the ids of the counties in which the asker may see
        rows of that kind; nothing outside is even read, so that time tells nothing of it
    :param given: the values of that SQL
    :param most: rows wanted of each kind
    """
    word = folded(text)
    if not word:
        return []
    values: dict[str, Any] = {**given, "word": word, "start": f"{word}%", "most": most}
    parts = [part for kind, rows in seen.items() for part in _kind(kind, rows, values)]
    if not parts:
        return []
    together = " UNION ALL ".join(parts)
    places = ", ".join(
        f"in_{kind} AS MATERIALIZED (SELECT ARRAY({counties[kind]}) AS ids)" for kind in seen
    )
    sql = (
        f"WITH {places}"  # noqa: S608  parameters
        f" SELECT kind, object_id FROM ({together}) found"
        " GROUP BY kind, object_id ORDER BY min(rank), min(size), min(word), object_id"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [Hit(kind, pk) for kind, pk in cursor.fetchall()]


def _kind(kind: str, rows: QuerySet, values: dict[str, Any]) -> list[str]:
    """Answer the best of a kind as SQL, and put its values among the others.

    What is exactly so is asked for apart: it must not be lost where the reading stops. Each word
    found is judged by itself (OFFSET 0 keeps the planner from joining): it would else gather all
    rows that the asker may see, to compare them with a handful.
    """
    try:
        this = rows.order_by().filter(pk=RawSQL("w.object_id", ())).values("pk")
        scope, scope_values = this.query.sql_with_params()
    except EmptyResultSet:
        return []
    values |= {f"{kind}_{n}": value for n, value in enumerate(scope_values)}
    values[kind] = kind
    within = scope % tuple(f"%({kind}_{n})s" for n in range(len(scope_values)))
    here = f"w.kind = %({kind})s AND w.county_id = ANY((SELECT ids FROM in_{kind})::bigint[])"  # noqa: S608
    tests = {"w.word LIKE %(start)s": _READ}
    if kind == "cadre":
        tests["w.word = %(word)s AND w.place = 0"] = _READ
    return [
        f"(SELECT %({kind})s AS kind, object_id, min(rank) AS rank, min(length(word)) AS size,"  # noqa: S608
        f" min(word) AS word FROM (SELECT w.object_id, w.word, {_RANK} AS rank"
        f" FROM search_word w WHERE {here} AND {test} AND EXISTS ({within} OFFSET 0) LIMIT {read})"
        f" AS near GROUP BY object_id ORDER BY 3, 4, 5, 2 LIMIT %(most)s)"
        for test, read in tests.items()
    ]
