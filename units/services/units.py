"""Acts on divisions and units."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from core.audit import trail
from units.models import Jurisdiction, Unit


@transaction.atomic
def found_county(
    *, code: str, name: str, parent: Jurisdiction | None, by: Any, at: datetime, mark: str = "组召"
) -> Jurisdiction:
    """Enter a county under its GB/T 2260 code; `mark` is its document mark (发文机关代字)."""
    county, created = Jurisdiction.objects.get_or_create(
        code=code,
        defaults={"name": name, "level": "COUNTY", "parent": parent, "document_mark": mark},
    )
    if created:
        trail.record(county, "found_county", by=by, at=at, scope=code)
    return county


@transaction.atomic
def found_unit(
    county: Jurisdiction, *, name: str, kind: str, from_on: date, by: Any, at: datetime
) -> Unit:
    """Enter a unit of a county from a day on."""
    unit = Unit.objects.create(county=county, name=name, kind=kind, from_on=from_on)
    trail.record(unit, "found_unit", by=by, at=at, scope=county.code)
    return unit
