"""Who may act on polls, and on whatever a place organises."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core.permissions import Answer, Rule
from evidence.enums import PollPurpose


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
    """As `organise`, and class managers where it is about trainees; nobody in the own matter."""
    if poll.pk and poll.subjects.filter(cadre__user=user).exists():
        return _("被测评人不得组织本次测评。")
    if poll.purpose == PollPurpose.TRAINEES:
        return _organise_of_trainees(user, poll)
    return organise.judge(user, poll)


def _organise_of_trainees(user: Any, poll: Any) -> Answer:
    """A voter may be the unit's clerk, but no trainee counts the ballots of the own class."""
    is_of_unit = poll.unit_id is not None
    if not is_of_unit and poll.pk and poll.voters.filter(cadre__user=user).exists():
        return _("您是本班学员，不得组织本班的测评。")
    if user.holds(Role.CLASS_MANAGER, county_id=poll.county_id):
        return None
    return organise.judge(user, poll)


@Rule
def void_poll(user: Any, poll: Any) -> Answer:
    """The department or a class manager; a unit does not undo what was asked of it."""
    if poll.purpose != PollPurpose.TRAINEES:
        return _("只有用于学员综合考核的测评可以作废；其他测评不产生线索即可。")
    held = (Role.COUNTY_ADMIN, Role.CLASS_MANAGER)
    if not any(user.holds(role, county_id=poll.county_id) for role in held):
        return _("由本县管理员或班主任作废。")
    return organise_poll.judge(user, poll)
