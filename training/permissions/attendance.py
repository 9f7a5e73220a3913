"""Who shows the code of a session, who signs by it, who marks the roll."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core.permissions import Answer, Rule


@Rule
def show_code(user: Any, session: Any) -> Answer:
    """Those who run the county's classes, except of a class in which they sit themselves."""
    if session.county_id not in user.counties(Role.COUNTY_ADMIN, Role.CLASS_MANAGER):
        return _("只有本县管理员或班主任可以出示签到码、登记考勤。")
    if session.training_class.enrolments.filter(case__subject=user, withdrawn_at=None).exists():
        return _("您是本班学员，不得经办本班考勤。")
    return None


@Rule
def take_roll(user: Any, session: Any) -> Answer:
    """Those who show the code, and the teacher invited for the class in a lesson of their own."""
    if user.is_guest:
        invited = session.training_class.guests.filter(user=user, teacher=session.lecturer_id)
        return None if session.lecturer_id and invited.exists() else _("只能给自己的课点名。")
    return show_code.judge(user, session)


@Rule
def sign(user: Any, case: Any) -> Answer:
    if case is None or user.pk != case.subject_id:
        return _("您没有参训安排，不用签到；如有疑问请找班主任。")
    return None
