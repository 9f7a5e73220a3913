"""Units by the hundred, with the same rules as `units.found_unit`; the importer keeps the trail."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from core import bulk
from units.enums import UnitActKind
from units.models import Unit, UnitAct

Values = dict[str, Any]
FIELDS = ("kind", "sector", "credit_code", "own_code", "establishment", "from_on")
_OWN_ROWS = ("units.UnitAct.unit",)


def ids_by_name(county: Any) -> dict[str, int]:
    """Answer the ids of the county's present units by name."""
    return dict(Unit.objects.filter(county=county, until_on=None).values_list("name", "pk"))


def ids_by_code(name: str, codes: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Answer (unit, county) of present units by `credit_code` or `own_code`, in any county."""
    rows = Unit.objects.filter(until_on=None, **{f"{name}__in": codes})
    return {code: (pk, county) for code, pk, county in rows.values_list(name, "pk", "county")}


def current(ids: Sequence[int], county: Any, *, lock: bool = False) -> dict[int, Values]:
    """Answer the fields of the county's units as JSON-able values, locked in id order if asked."""
    rows = Unit.objects.filter(pk__in=ids, county=county).order_by("pk")
    if lock:
        rows = rows.select_for_update(of=("self",))
    return {unit.pk: _values(unit) for unit in rows}


def _values(unit: Unit) -> Values:
    return {
        "name": unit.name,
        "kind": unit.kind,
        "sector": unit.sector or None,
        "credit_code": unit.credit_code or None,
        "own_code": unit.own_code or None,
        "establishment": unit.establishment,
        "parent": unit.parent_id,
        "from_on": unit.from_on.isoformat(),
    }


def found(rows: Sequence[Values], *, county: Any, on: date, by: Any, at: datetime) -> list[int]:
    """Enter units with the line of their founding, in order; one without a day begins `on`."""
    units = [
        Unit(
            county=county,
            name=row["name"],
            parent_id=row.get("parent"),
            from_on=date.fromisoformat(row["from_on"]) if row.get("from_on") else on,
            **{name: row[name] for name in FIELDS[:-1] if name in row},
        )
        for row in rows
    ]
    bulk.insert(units)
    bulk.insert(
        [
            UnitAct(
                unit=unit,
                kind=UnitActKind.FOUND,
                happened_on=unit.from_on,
                after=unit.name,
                entered_by=by,
                entered_at=at,
            )
            for unit in units
        ]
    )
    return [unit.pk for unit in units]


def change(rows: Sequence[tuple[int, Values]]) -> None:
    """Correct what has no history; names and parents change by dated acts alone."""
    units = Unit.objects.in_bulk([pk for pk, _values in rows])
    for pk, values in rows:
        for name, value in values.items():
            empty = None if name == "establishment" else ""
            value = date.fromisoformat(value) if name == "from_on" else value
            setattr(units[pk], name, empty if value is None else value)
    Unit.objects.bulk_update(units.values(), FIELDS, batch_size=500)


def remove(ids: Sequence[int]) -> None:
    """Take units out again that nothing rests on, with the line of their founding."""
    UnitAct.objects.filter(unit__in=ids).delete()
    Unit.objects.filter(pk__in=ids).delete()


def in_use(ids: Sequence[int]) -> set[int]:
    """Answer which units something points at."""
    return bulk.referenced(Unit, ids, apart_from=_OWN_ROWS)
