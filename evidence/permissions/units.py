"""Who keeps the practices of a unit."""

from typing import Any

from accounts.enums import Role


def keeps(user: Any, place: Any) -> bool:
    """Answer whether the user is clerk or head of a unit, or administers its county.

    :param place: a unit, or a row with `unit_id` and `county_id`
    """
    unit_id = getattr(place, "unit_id", place.pk)
    own = (Role.UNIT_CLERK, Role.UNIT_HEAD)
    return any(user.holds(role, unit_id=unit_id) for role in own) or user.holds(
        Role.COUNTY_ADMIN, county_id=place.county_id
    )
