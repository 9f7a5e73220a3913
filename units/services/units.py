"""Acts on divisions and units. Each dated act leaves the former state and a line of history."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from core import dates, identifiers
from core.audit import trail
from core.workflow.engine import lock
from units import regulations
from units.enums import JurisdictionLevel, UnitActKind
from units.models import FormerDivision, FormerUnit, Jurisdiction, Unit, UnitAct
from units.queries import units as queries


@transaction.atomic
def found_county(
    *,
    code: str,
    name: str,
    parent: Jurisdiction | None,
    by: Any,
    at: datetime,
    mark: str = "组召",
    level: str = JurisdictionLevel.COUNTY,
) -> Jurisdiction:
    """Enter a county, or the prefecture above it, under its GB/T 2260 code.

    :param mark: its document mark (发文机关代字)
    """
    county, created = Jurisdiction.objects.get_or_create(
        code=code,
        defaults={"name": name, "level": level, "parent": parent, "document_mark": mark},
    )
    if created:
        trail.record(county, "found_county", by=by, at=at, scope=code)
    return county


@transaction.atomic
def rename_division(
    division: Jurisdiction,
    *,
    name: str,
    code: str,
    on: date,
    by: Any,
    at: datetime,
    basis: str = "",
) -> Jurisdiction:
    """Give a division another name and code from a day on (撤县设市 and its like).

    :raises RegulationBroken: UN-01, UN-02, UN-09
    """
    division = lock(division)
    regulations.not_in_the_future.check(on, dates.legal_day(at))
    taken = Jurisdiction.objects.filter(code=code).exclude(pk=division.pk).exists()
    regulations.division_code_is_free.check(code, taken)
    days = division.former.order_by("-until_on").values_list("until_on", flat=True)
    since = days.first() or division.from_on
    regulations.after_last_change.check(on, since or date.min)
    FormerDivision.objects.create(
        jurisdiction=division,
        code=division.code,
        name=division.name,
        from_on=since,
        until_on=on,
        basis=basis,
    )
    division.code, division.name = code, name
    division.save(update_fields=["code", "name"])
    trail.record(division, "rename_division", by=by, at=at, scope=code)
    return division


@transaction.atomic
def found_unit(
    county: Jurisdiction,
    *,
    name: str,
    kind: str,
    from_on: date,
    by: Any,
    at: datetime,
    basis: str = "",
    **more: Any,
) -> Unit:
    """Enter a unit of a county from a day on.

    :param more: parent, sector, credit_code, own_code, establishment
    :raises RegulationBroken: UN-03, UN-07
    """
    more["credit_code"] = identifiers.plain(more.get("credit_code", ""))
    regulations.credit_code_is_good.check(more["credit_code"])
    unit = Unit(county=county, name=name, kind=kind, from_on=from_on, **more)
    regulations.parent_is_above.check(unit, unit.parent, set())
    unit.save()
    _note(unit, UnitActKind.FOUND, on=from_on, by=by, at=at, after=name, basis=basis)
    trail.record(unit, "found_unit", by=by, at=at, scope=county.code)
    return unit


def _note(unit: Unit, kind: UnitActKind, *, on: date, by: Any, at: datetime, **words: str) -> None:
    UnitAct.objects.create(
        unit=unit, kind=kind, happened_on=on, entered_by=by, entered_at=at, **words
    )


def _begin(unit: Unit, *, on: date, at: datetime) -> Unit:
    """Lock a unit that may change on this day."""
    unit = lock(unit)
    regulations.still_stands.check(unit)
    regulations.not_in_the_future.check(on, dates.legal_day(at))
    regulations.after_last_change.check(on, queries.changed_on(unit))
    return unit


def _keep(unit: Unit, *, on: date) -> None:
    """Keep the state that ends with the day."""
    FormerUnit.objects.create(
        unit=unit,
        name=unit.name,
        parent_id=unit.parent_id,
        from_on=queries.changed_on(unit),
        until_on=on,
    )


@transaction.atomic
def rename(unit: Unit, *, name: str, on: date, by: Any, at: datetime, basis: str = "") -> Unit:
    """Give a unit another name from a day on (更名).

    :raises RegulationBroken: UN-01, UN-02, UN-04, UN-08
    """
    unit = _begin(unit, on=on, at=at)
    others = Unit.objects.filter(county=unit.county_id, until_on=None).exclude(pk=unit.pk)
    regulations.is_free.check(others.filter(name=name).exists())
    _keep(unit, on=on)
    before, unit.name = unit.name, name
    unit.save(update_fields=["name"])
    _note(unit, UnitActKind.RENAME, on=on, by=by, at=at, before=before, after=name, basis=basis)
    trail.record(unit, "rename_unit", by=by, at=at, before=before, after=name)
    return unit


@transaction.atomic
def move(
    unit: Unit, *, parent: Unit | None, on: date, by: Any, at: datetime, basis: str = ""
) -> Unit:
    """Hang a unit below another, or at the top, from a day on (调整隶属).

    :raises RegulationBroken: UN-01 to UN-04
    """
    unit = _begin(unit, on=on, at=at)
    below = {branch.unit_id for branch in queries.below(unit)}
    regulations.parent_is_above.check(unit, parent, below)
    _keep(unit, on=on)
    before, unit.parent = unit.parent, parent
    unit.save(update_fields=["parent"])
    names = {"before": before.name if before else "", "after": parent.name if parent else ""}
    _note(unit, UnitActKind.MOVE, on=on, by=by, at=at, basis=basis, **names)
    trail.record(unit, "move_unit", by=by, at=at, parent=unit.parent_id)
    return unit


@transaction.atomic
def merge(unit: Unit, *, into: Unit, on: date, by: Any, at: datetime, basis: str = "") -> Unit:
    """End a unit and name the one that takes it in (并入). Its people: cadres.services.units.

    :raises RegulationBroken: UN-01, UN-02, UN-04 to UN-06
    """
    unit = _begin(unit, on=on, at=at)
    regulations.can_take_in.check(unit, into)
    _end(unit, on=on)
    unit.successor = into
    unit.save(update_fields=["until_on", "successor"])
    words = {"before": unit.name, "after": into.name, "basis": basis}
    _note(unit, UnitActKind.MERGE, on=on, by=by, at=at, **words)
    trail.record(unit, "merge_unit", by=by, at=at, into=into.pk)
    return unit


@transaction.atomic
def close(unit: Unit, *, on: date, by: Any, at: datetime, basis: str = "") -> Unit:
    """End a unit (撤销). Whether people are left is asked by cadres.services.units.

    :raises RegulationBroken: UN-01, UN-02, UN-04, UN-05
    """
    unit = _begin(unit, on=on, at=at)
    _end(unit, on=on)
    unit.save(update_fields=["until_on"])
    _note(unit, UnitActKind.CLOSE, on=on, by=by, at=at, before=unit.name, basis=basis)
    trail.record(unit, "close_unit", by=by, at=at)
    return unit


def _end(unit: Unit, *, on: date) -> None:
    regulations.has_nothing_below.check({row.unit_id for row in queries.below(unit)}, unit)
    unit.until_on = on


@transaction.atomic
def amend(unit: Unit, *, by: Any, at: datetime, **fields: Any) -> Unit:
    """Correct what has no history: kind, sector, codes, establishment.

    :raises RegulationBroken: UN-04, UN-07, UN-08
    """
    unit = lock(unit)
    regulations.still_stands.check(unit)
    if "credit_code" in fields:
        fields["credit_code"] = identifiers.plain(fields["credit_code"])
        regulations.credit_code_is_good.check(fields["credit_code"])
    changed = sorted(name for name, value in fields.items() if getattr(unit, name) != value)
    for name in changed:
        setattr(unit, name, fields[name])
    try:
        with transaction.atomic():
            unit.save(update_fields=changed)
    except IntegrityError:
        regulations.is_free.check(True)
    trail.record(unit, "amend_unit", by=by, at=at, changed=changed)
    return unit
