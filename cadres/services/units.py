"""Acts on units that have people: only the county's administrator, and nobody is left behind."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from cadres import permissions, regulations
from cadres.models import Cadre
from cadres.queries import cadres as people
from cadres.services import cadres
from units.models import Unit
from units.services import units


@transaction.atomic
def found(county: Any, *, by: Any, at: datetime, from_on: date, **fields: Any) -> Unit:
    """Found a unit of a county: name, kind, basis and what `units.found_unit` takes."""
    permissions.keep_archive.check(by, Unit(county=county))
    return units.found_unit(county, from_on=from_on, by=by, at=at, **fields)


@transaction.atomic
def rename(unit: Unit, *, by: Any, at: datetime, **fields: Any) -> Unit:
    permissions.keep_archive.check(by, unit)
    return units.rename(unit, by=by, at=at, **fields)


@transaction.atomic
def move(unit: Unit, *, by: Any, at: datetime, **fields: Any) -> Unit:
    permissions.keep_archive.check(by, unit)
    return units.move(unit, by=by, at=at, **fields)


@transaction.atomic
def amend(unit: Unit, *, by: Any, at: datetime, **fields: Any) -> Unit:
    permissions.keep_archive.check(by, unit)
    return units.amend(unit, by=by, at=at, **fields)


@transaction.atomic
def merge(unit: Unit, *, into: Unit, on: date, by: Any, at: datetime, basis: str = "") -> Unit:
    """End a unit in favour of another; its people hold the same titles there from that day.

    Nominations and cases stay with the unit that made them.

    :raises RegulationBroken: as units.merge; PE-05, somebody's post began later than that day
    """
    permissions.keep_archive.check(by, unit)
    for cadre in Cadre.objects.filter(unit=unit, left_on=None).order_by("pk"):
        title = people.post_title(cadre, on)
        cadres.move(cadre, unit=into, title=title, on=on, by=by, at=at, basis=basis)
    return units.merge(unit, into=into, on=on, by=by, at=at, basis=basis)


@transaction.atomic
def close(unit: Unit, *, on: date, by: Any, at: datetime, basis: str = "") -> Unit:
    """End a unit that has nobody any more.

    :raises RegulationBroken: PE-08, and as units.close
    """
    permissions.keep_archive.check(by, unit)
    regulations.unit_is_empty.check(Cadre.objects.filter(unit=unit, left_on=None).count())
    return units.close(unit, on=on, by=by, at=at, basis=basis)
