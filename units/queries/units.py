"""Units and divisions as they were on a day, and the tree."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from units.models import FormerDivision, FormerUnit, Jurisdiction, Unit


class UnitThen(NamedTuple):
    """A unit as it was on a day."""

    name: str
    parent_id: int | None
    place: str


class Branch(NamedTuple):
    """A row of the tree as a list: the unit's id and how deep it hangs, from 0."""

    unit_id: int
    depth: int


def as_of(unit: Unit, on: date) -> UnitThen:
    """Answer what a unit was called, where it hung, and what its county was called on a day."""
    then = unit.former.filter(from_on__lte=on, until_on__gt=on).first()
    place = division_name(unit.county, on)
    if then is None:
        return UnitThen(unit.name, unit.parent_id, place)
    return UnitThen(then.name, then.parent_id, place)


def division_name(division: Jurisdiction, on: date) -> str:
    """Answer what a division was called on a day."""
    names = (row.name for row in division.former_rows if row.bore(on))
    return next(names, division.name)


def by_code(code: str) -> Jurisdiction | None:
    """Answer the division that has a GB/T 2260 code or had it once; the present bearer first."""
    now = Jurisdiction.objects.filter(code=code).first()
    if now is not None:
        return now
    former = FormerDivision.objects.filter(code=code).select_related("jurisdiction")
    last = former.order_by("-until_on").first()
    return last.jurisdiction if last else None


def changed_on(unit: Unit) -> date:
    """Answer the day since which a unit is as it is now."""
    days = FormerUnit.objects.filter(unit=unit).order_by("-until_on")
    return days.values_list("until_on", flat=True).first() or unit.from_on


_TREE = """
WITH RECURSIVE tree AS (
    SELECT id, county_id, 0 AS depth, ARRAY[(kind, name, id)] AS path FROM units_unit
    WHERE {top} AND until_on IS NULL
    UNION ALL
    SELECT below.id, tree.county_id, tree.depth + 1, path || (below.kind, below.name, below.id)
    FROM units_unit AS below JOIN tree ON below.parent_id = tree.id
    WHERE below.until_on IS NULL
) CYCLE id SET is_cycle USING walked
SELECT id, depth FROM tree WHERE NOT is_cycle ORDER BY county_id, path
"""


def _branches(top: str, value: Any) -> list[Branch]:
    with connection.cursor() as cursor:
        cursor.execute(_TREE.format(top=top), [value])
        return [Branch(*row) for row in cursor.fetchall()]


def tree(county_ids: Iterable[int]) -> list[Branch]:
    """Answer the counties' standing units, each followed by those below it, in one query."""
    return _branches("county_id = ANY(%s) AND parent_id IS NULL", list(county_ids))


def below(unit: Unit) -> list[Branch]:
    """Answer a unit and the standing ones below it."""
    return _branches("id = %s", unit.pk)


_ABOVE = """
WITH RECURSIVE chain AS (
    SELECT parent_id FROM units_unit WHERE id = %s AND parent_id IS NOT NULL
    UNION
    SELECT above.parent_id FROM units_unit AS above JOIN chain ON above.id = chain.parent_id
    WHERE above.parent_id IS NOT NULL
)
SELECT parent_id FROM chain
"""


def above(unit_id: int) -> list[int]:
    """Answer the ids of the units over a unit, up to the top."""
    with connection.cursor() as cursor:
        cursor.execute(_ABOVE, [unit_id])
        return [pk for (pk,) in cursor.fetchall()]
