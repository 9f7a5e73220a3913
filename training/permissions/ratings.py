"""Who opens and closes the rating of a course, who rates, who reads the result."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core.permissions import Answer, Rule


@Rule
def run_rating(user: Any, training_class: Any) -> Answer:
    """Those who run the county's classes, except of a class in which they sit themselves."""
    if training_class.county_id not in user.counties(Role.COUNTY_ADMIN, Role.CLASS_MANAGER):
        return _("只有本县管理员或班主任可以办理课程评价。")
    if training_class.enrolments.filter(case__subject=user, withdrawn_at=None).exists():
        return _("您是本班学员，不得经办本班的课程评价。")
    return None


@Rule
def read_result(user: Any, rating: Any) -> Answer:
    """Who runs the class, and the teacher of the session."""
    if user.pk == rating.teacher_id:
        return None
    if run_rating.judge(user, rating.session.training_class):
        return _("只有班主任、本县管理员和授课教师可以看评价结果。")
    return None
