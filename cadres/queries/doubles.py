"""Which files may be one person's: by rules in SQL, and by ID numbers opened side by side."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import connection

from cadres.enums import DuplicateRule
from cadres.models import Cadre
from core import bulk

Found = dict[tuple[int, int], set[str]]
# What tells of mergers stays where it is; everything else that points at a person moves.
_RECORDS = ("cadres.Merger.kept", "cadres.Merger.gone", "cadres.Cadre.merged_into")

_PEOPLE = """
WITH people AS MATERIALIZED (
    SELECT c.id, c.name, c.born_on, c.unit_id, c.phone_fingerprint, c.id_fingerprint
    FROM cadres_cadre c JOIN units_unit u ON u.id = c.unit_id
    WHERE u.county_id = %(county)s AND c.merged_into_id IS NULL
)
"""
_BY_RULE = f"""
{_PEOPLE}, sounds AS MATERIALIZED (
    SELECT p.id, p.unit_id, p.born_on, p.id_fingerprint, w.word
    FROM people p JOIN search_word w ON w.kind = 'cadre' AND w.object_id = p.id
    WHERE w.place = 0 AND w.word ~ '^[a-z]+$' AND char_length(w.word) > char_length(p.name)
)
SELECT a.id, b.id, '{DuplicateRule.BIRTH.value}' FROM people a JOIN people b
    ON a.name = b.name AND a.id < b.id
    AND date_trunc('month', a.born_on) = date_trunc('month', b.born_on)
UNION SELECT a.id, b.id, '{DuplicateRule.SOUND.value}' FROM sounds a JOIN sounds b
    ON a.unit_id = b.unit_id AND a.word = b.word AND a.id < b.id
    WHERE a.born_on = b.born_on OR a.id_fingerprint IS NULL OR b.id_fingerprint IS NULL
UNION SELECT a.id, b.id, '{DuplicateRule.PHONE.value}' FROM people a JOIN people b
    ON a.phone_fingerprint = b.phone_fingerprint AND a.id < b.id WHERE a.phone_fingerprint <> ''
"""  # noqa: S608  (the rules' numbers are ours)
_TO_COMPARE = f"""
{_PEOPLE}, numbered AS (SELECT * FROM people WHERE id_fingerprint IS NOT NULL)
SELECT a.id, b.id FROM numbered a JOIN numbered b ON a.name = b.name AND a.id < b.id
UNION SELECT a.id, b.id FROM numbered a JOIN numbered b
    ON a.unit_id = b.unit_id AND a.born_on = b.born_on AND a.id < b.id
"""  # noqa: S608


def candidates(county_id: int) -> Found:
    """Answer (person, person) → the rules by which they look like one, of one county."""
    found: Found = defaultdict(set)
    for first, second, rule in _rows(_BY_RULE, county_id):
        found[first, second].add(rule)
    for pair in _numbers_alike(_rows(_TO_COMPARE, county_id)):
        found[pair].add(DuplicateRule.NUMBER.value)
    return found


def _rows(sql: str, county_id: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"county": county_id})
        return cursor.fetchall()


def _numbers_alike(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Open the numbers of these people only, and keep the pairs that a slip sets apart."""
    pairs = list(pairs)
    people = Cadre.objects.filter(pk__in={pk for pair in pairs for pk in pair}).only("id_number")
    numbers = {
        one.pk: one.id_number.reveal()
        for one in people.iterator(chunk_size=2_000)
        if one.id_number is not None
    }
    return [(a, b) for a, b in pairs if one_slip_apart(numbers[a], numbers[b])]


def one_slip_apart(first: str, second: str) -> bool:
    """Answer whether one wrong digit or two exchanged neighbours set two ID numbers apart.

    The last place is a checksum of the others and follows them.
    """
    one, other = first[:17], second[:17]
    wrong = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
        low, high = wrong
        return one[low] == other[high] and one[high] == other[low]
    return len(wrong) == 1


def movable() -> list[Any]:
    """Answer every foreign key by which something rests on a person, of any floor."""
    return [field for field in bulk.pointing(Cadre) if bulk.label(field) not in _RECORDS]


def holdings(ids: Iterable[int]) -> dict[tuple[int, str], int]:
    """Answer (person, model label) → how many rows rest on the person, in one query."""
    name = connection.ops.quote_name
    parts, given = [], []
    for field in movable():
        column, table = name(field.column), name(field.model._meta.db_table)
        parts.append(
            f"SELECT {column}, %s, count(*) FROM {table} WHERE {column} = ANY(%s) GROUP BY 1"  # noqa: S608
        )
        given += [field.model._meta.label, list(ids)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), given)
        found: dict[tuple[int, str], int] = defaultdict(int)
        for pk, kind, count in cursor.fetchall():  # a kin, a task: two columns may name a person
            found[pk, kind] += count
        return dict(found)
