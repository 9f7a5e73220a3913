"""Who sets a reflection, who writes it, who reviews it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core.permissions import Answer, Rule


@Rule
def set_reflection(user: Any, training_class: Any) -> Answer:
    """Those who run the county's classes, except of a class in which they sit themselves."""
    if training_class.county_id not in user.counties(Role.COUNTY_ADMIN, Role.CLASS_MANAGER):
        return _("只有本县管理员或班主任可以布置心得。")
    if training_class.enrolments.filter(case__subject=user, withdrawn_at=None).exists():
        return _("您是本班学员，不得经办本班的心得。")
    return None


@Rule
def write_reflection(user: Any, enrolment: Any) -> Answer:
    if enrolment is None or user.pk != enrolment.case.subject_id:
        return _("只有本班学员本人可以写心得。")
    return None


@Rule
def review_reflection(user: Any, reflection: Any) -> Answer:
    """Who runs the class, or the mentor of the trainee's practice; never the person themself."""
    case = reflection.enrolment.case
    if user.pk == case.subject_id:
        return _("不得评阅本人的心得。")
    if case.postings.filter(mentor=user, finished_on=None).exists():
        return None
    if set_reflection.judge(user, reflection.task.training_class):
        return _("只有班主任、本县管理员或带教人可以评阅。")
    return None
