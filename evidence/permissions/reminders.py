"""Who may act on reminders."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.permissions import Answer, Rule
from evidence.permissions.units import keeps


@Rule
def remind(user: Any, reminder: Any) -> Answer:
    """The unit's clerk and head, the county's administrator; nobody handles their own."""
    if reminder.cadre.user_id is not None and reminder.cadre.user_id == user.pk:
        return _("不得办理对本人的提醒，请由他人办理。")
    if keeps(user, reminder):
        return None
    return _("只有本单位经办人、主要负责人或县级管理员可以办理提醒。")


@Rule
def say_on_reminder(user: Any, reminder: Any) -> Answer:
    """The person concerned alone, once it was served."""
    if reminder.cadre.user_id != user.pk or reminder.served_on is None:
        return _("只有本人可以对提醒作说明。")
    return None
