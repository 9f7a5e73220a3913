"""Who invites somebody without an account."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core.permissions import Answer, Rule
from training.permissions.practice import change_posting


@Rule
def invite(user: Any, row: Any) -> Answer:
    """Row: a posting, a class or an invitation. Those who run it; nobody for a row about oneself.

    Of a class in which one sits oneself no teacher is invited either: teachers take its roll.
    """
    posting = getattr(row, "posting", None) or (row if hasattr(row, "host_unit_id") else None)
    if posting is not None:
        return change_posting.judge(user, posting)
    training_class = getattr(row, "training_class", row)
    if training_class.county_id not in user.counties(Role.COUNTY_ADMIN, Role.CLASS_MANAGER):
        return _("只有本县管理员或班主任可以发邀请。")
    if training_class.enrolments.filter(case__subject=user, withdrawn_at=None).exists():
        return _("您是本班学员，不得经办本班考勤。")
    return None
