"""Acts on the library of rooms, and the choice of a room for a lesson."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from training import permissions
from training.models import Room, Session
from training.queries import rooms as queries
from training.regulations import rooms as regulations


@transaction.atomic
def enter(
    county: Any, *, place: str, name: str, seats: int, by: Any, at: datetime, features: str = ""
) -> Room:
    """Enter a room. Lessons that wrote its name by hand at this place are in it from now on.

    :raises RegulationBroken: TR-43, the place has a room of that name
    """
    county = lock(county)
    row = Room(county=county, place=place, name=name, seats=seats, features=features)
    row.entered_by, row.entered_at = by, at
    permissions.plan_class.check(by, row)
    regulations.room_is_new.check(queries.named(county.pk, place, name) is not None)
    row.save(force_insert=True)
    by_hand = Session.objects.filter(county=county, venue=place, room=name, hall=None)
    trail.record(row, "enter_room", by=by, at=at, lessons=by_hand.update(hall=row))
    return row


@transaction.atomic
def refit(room: Room, *, seats: int, features: str, by: Any, at: datetime) -> Room:
    """Say anew how many seats a room has and what stands in it."""
    room = _locked(room, by=by)
    before, room.seats, room.features = room.seats, seats, features
    room.save(update_fields=["seats", "features"])
    trail.record(room, "refit_room", by=by, at=at, before=before, after=seats)
    return room


@transaction.atomic
def close(room: Room, *, by: Any, at: datetime) -> Room:
    """Offer a room no more; lessons that are planned in it keep it.

    :raises StateConflict: closed before
    """
    room = _locked(room, by=by)
    if room.closed_at:
        raise StateConflict(_("该教室已经停用。"))
    room.closed_by, room.closed_at = by, at
    room.save(update_fields=["closed_by", "closed_at"])
    trail.record(room, "close_room", by=by, at=at)
    return room


@transaction.atomic
def reopen(room: Room, *, by: Any, at: datetime) -> Room:
    """Offer a room again.

    :raises StateConflict: it is in use
    """
    room = _locked(room, by=by)
    if not room.closed_at:
        raise StateConflict(_("该教室正在使用。"))
    room.closed_by, room.closed_at = None, None
    room.save(update_fields=["closed_by", "closed_at"])
    trail.record(room, "reopen_room", by=by, at=at)
    return room


def seat(
    session: Session, *, hall: Room | None, room: str, group: int | None, may_be_tight: bool
) -> dict[str, Any]:
    """Answer hall, room and venue of a lesson for the room chosen, or for the name by hand.

    A name that the library knows at the class's venue is that room.

    :param session: as it is, or not written yet
    :param group: whom the lesson shall be for; who keeps room and group is not asked about seats
    :raises RegulationBroken: TR-41 too few seats, TR-42 not the county's or closed
    """
    venue = session.training_class.venue
    hall = hall or (queries.named(session.county_id, venue, room) if room else None)
    if hall is None:
        return {"hall": None, "room": room, "venue": venue}
    is_kept = bool(session.pk) and hall.pk == session.hall_id
    is_own = hall.county_id == session.county_id
    regulations.room_is_usable.check(is_kept or not hall.closed_at, is_own)
    if not may_be_tight and not (is_kept and group == session.group):
        people = queries.Sizes({session.training_class_id}).of(session.training_class_id, group)
        regulations.seats_suffice.check(hall.seats, people)
    return {"hall": hall, "room": hall.label_at(venue), "venue": hall.place}


def _locked(room: Room, *, by: Any) -> Room:
    room = lock(room)
    permissions.plan_class.check(by, room)
    return room
