"""Who may act on polls, and on whatever a place organises."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core.permissions import Answer, Rule


@Rule
def organise(user: Any, place: Any) -> Answer:
    """Row: anything with a county and perhaps a unit, that is a poll or a review."""
    if user.is_system:
        return None
    if place.unit_id is not None and (
        user.holds(Role.UNIT_CLERK, unit_id=place.unit_id)
        or user.holds(Role.UNIT_HEAD, unit_id=place.unit_id)
    ):
        return None
    if user.holds(Role.COUNTY_ADMIN, county_id=place.county_id):
        return None
    return _("只有本单位经办人、主要负责人或县级管理员可以组织。")


@Rule
def organise_poll(user: Any, poll: Any) -> Answer:
    """As `organise`; nobody organises a poll about themselves."""
    if poll.pk and poll.subjects.filter(cadre__user=user).exists():
        return _("被测评人不得组织本次测评。")
    return organise.judge(user, poll)
