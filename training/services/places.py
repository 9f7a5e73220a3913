"""Acts on the library of places."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import dates
from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from training.models import HostPlace
from training.permissions import practice as permissions
from training.queries import places
from training.regulations import practice as regulations
from units.models import Unit


@transaction.atomic
def enter(
    unit: Unit,
    *,
    name: str,
    kind: str,
    capacity: int,
    by: Any,
    at: datetime,
    seat_km: int | None = None,
    lodging: str = "",
) -> HostPlace:
    """Enter a place under the unit that runs it.

    :param seat_km: whole kilometres to the county's seat
    :raises RegulationBroken: PP-12 capacity, PP-13 name
    """
    unit = lock(unit)
    permissions.keep_places.check(by, unit)
    regulations.capacity_fits.check(capacity, 0)
    same = HostPlace.objects.filter(county=unit.county_id, name=name)
    regulations.place_is_new.check(same.count())
    row = HostPlace.objects.create(
        county_id=unit.county_id,
        unit=unit,
        name=name,
        kind=kind,
        capacity=capacity,
        seat_km=seat_km,
        lodging=lodging,
        entered_by=by,
        entered_at=at,
    )
    trail.record(row, "enter_place", by=by, at=at)
    return row


@transaction.atomic
def resize(place: HostPlace, *, capacity: int, lodging: str, by: Any, at: datetime) -> HostPlace:
    """Say anew how many a place takes, and how one lives there.

    :raises RegulationBroken: PP-12, fewer than are or will be there
    """
    place = _open(place, by=by)
    today = dates.legal_day(at)
    regulations.capacity_fits.check(capacity, places.taken(place, today, today.max))
    before, place.capacity, place.lodging = place.capacity, capacity, lodging
    place.save()
    trail.record(place, "resize_place", by=by, at=at, before=before, after=capacity)
    return place


@transaction.atomic
def close(place: HostPlace, *, by: Any, at: datetime) -> HostPlace:
    """Send nobody there any more; who is there stays to the end."""
    place = _open(place, by=by)
    place.closed_by, place.closed_at = by, at
    place.save()
    trail.record(place, "close_place", by=by, at=at)
    return place


def _open(place: HostPlace, *, by: Any) -> HostPlace:
    place = lock(place)
    permissions.keep_places.check(by, place)
    if place.closed_at:
        raise StateConflict(_("该锻炼点已经停用。"))
    return place
