"""Units by the hundred, with the same rules as `units.found_unit`; the importer keeps the trail."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from core import bulk
from units.models import Unit

Values = dict[str, Any]
FIELDS = ("name", "kind", "from_on")


def ids_by_name(county: Any) -> dict[str, int]:
    """Answer the ids of the county's present units by name."""
    return dict(Unit.objects.filter(county=county, until_on=None).values_list("name", "pk"))


def current(ids: Sequence[int], county: Any, *, lock: bool = False) -> dict[int, Values]:
    """Answer the fields of the county's units as JSON-able values, locked in id order if asked."""
    rows = Unit.objects.filter(pk__in=ids, county=county).order_by("pk")
    if lock:
        rows = rows.select_for_update(of=("self",))
    return {
        unit.pk: {"name": unit.name, "kind": unit.kind, "from_on": unit.from_on.isoformat()}
        for unit in rows
    }


def found(rows: Sequence[Values], *, county: Any, on: date) -> list[int]:
    """Enter units and answer their ids in order; a unit without a day begins `on`."""
    units = [
        Unit(
            county=county,
            name=row["name"],
            kind=row["kind"],
            from_on=date.fromisoformat(row["from_on"]) if row.get("from_on") else on,
        )
        for row in rows
    ]
    bulk.insert(units)
    return [unit.pk for unit in units]


def change(rows: Sequence[tuple[int, Values]]) -> None:
    """Set the given fields on units."""
    units = Unit.objects.in_bulk([pk for pk, _values in rows])
    for pk, values in rows:
        for name, value in values.items():
            setattr(units[pk], name, date.fromisoformat(value) if name == "from_on" else value)
    Unit.objects.bulk_update(units.values(), FIELDS, batch_size=500)


def remove(ids: Sequence[int]) -> None:
    """Take units out again that nothing rests on."""
    Unit.objects.filter(pk__in=ids).delete()


def in_use(ids: Sequence[int]) -> set[int]:
    """Answer which units something points at."""
    return bulk.referenced(Unit, ids)
