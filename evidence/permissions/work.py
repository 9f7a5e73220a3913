"""Who may act on the attendance at work."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.permissions import Answer, Rule
from evidence.permissions.units import keeps


@Rule
def keep_attendance(user: Any, row: Any) -> Answer:
    """The unit's clerk and head, the county's administrator; nobody enters or corrects their own.

    Row: a month of a person.
    """
    if row.cadre.user_id is not None and row.cadre.user_id == user.pk:
        return _("不得登记或更正本人的出勤，请由他人办理。")
    if keeps(user, row):
        return None
    return _("只有本单位经办人、主要负责人或县级管理员可以登记出勤。")
