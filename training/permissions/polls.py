"""Who opens a poll about trainees."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core.permissions import Answer, Rule


@Rule
def open_poll(user: Any, training_class: Any) -> Answer:
    """Those who run the county's classes, except of a class in which they sit themselves."""
    if training_class.county_id not in user.counties(Role.COUNTY_ADMIN, Role.CLASS_MANAGER):
        return _("只有本县管理员或班主任可以组织学员测评。")
    if training_class.enrolments.filter(case__subject=user, withdrawn_at=None).exists():
        return _("您是本班学员，不得组织本班的测评。")
    return None
