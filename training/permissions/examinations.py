"""Who keeps the bank, plans, sits, marks."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core.permissions import Answer, Rule


@Rule
def keep_questions(user: Any, row: Any) -> Answer:
    """Row: anything with a county. A trainee of an open class keeps no questions."""
    if row.county_id not in user.counties(Role.COUNTY_ADMIN, Role.CLASS_MANAGER):
        return _("只有本县管理员或班主任可以管理题库和考试。")
    return None


@Rule
def run_examination(user: Any, training_class: Any) -> Answer:
    if refusal := keep_questions.judge(user, training_class):
        return refusal
    if training_class.enrolments.filter(case__subject=user, withdrawn_at=None).exists():
        return _("您是本班学员，不得经办本班的考试。")
    return None


@Rule
def sit(user: Any, enrolment: Any) -> Answer:
    if enrolment is None or user.pk != enrolment.case.subject_id:
        return _("只有本班学员可以答卷。")
    return None
