"""Who holds a talk with a trainee, who signs it, who notes what the person wrote."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.permissions import Answer, Rule
from training.enums import RUNNING
from training.permissions.practice import guides


@Rule
def hold_talk(user: Any, row: Any) -> Answer:
    """Row: an enrolment or a posting. Who runs the class, and of a posting who guides there."""
    if user.pk == row.case.subject_id:
        return _("不得经办涉及本人的事项。")
    if row.case.county_id in user.counties(*RUNNING):
        return None
    if hasattr(row, "host_unit_id") and not row.finished_on and guides(user, row):
        return None
    return _("只有本县管理员、班主任、接收单位联系人或带教人可以登记谈心谈话。")


@Rule
def acknowledge_talk(user: Any, talk: Any) -> Answer:
    return None if user.pk == talk.case.subject_id else _("只有本人可以确认谈话记录。")


@Rule
def note_talk(user: Any, talk: Any) -> Answer:
    return None if user.pk == talk.held_by_id else _("只有谈话人可以阅知本人意见。")
