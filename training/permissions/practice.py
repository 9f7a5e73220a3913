"""Who may act on places, postings under way and what is written there."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core.permissions import Answer, Rule

RUNNING = (Role.COUNTY_ADMIN, Role.CLASS_MANAGER)


@Rule
def keep_places(user: Any, row: Any) -> Answer:
    """Row: anything with a county."""
    if row.county_id not in user.counties(*RUNNING):
        return _("只有本县管理员或班主任可以维护锻炼点。")
    return None


@Rule
def change_posting(user: Any, posting: Any) -> Answer:
    """Pause, resume, extend, transfer: the department, never the person themself."""
    if user.pk == posting.case.subject_id:
        return _("不得经办涉及本人的事项。")
    if posting.case.county_id not in user.counties(*RUNNING):
        return _("只有本县管理员或班主任可以变更实践锻炼。")
    return None


@Rule
def print_journal(user: Any, posting: Any) -> Answer:
    """Who runs the posting, its mentor, its host's contact, the person themself."""
    runs = posting.case.county_id in user.counties(*RUNNING)
    if runs or user.pk == posting.case.subject_id or guides(user, posting):
        return None
    return _("只有本人、带教人、接收单位联系人和本县管理员、班主任可以打印日志页。")


def guides(user: Any, posting: Any) -> bool:
    """Answer whether the user is the posting's mentor or its host's contact."""
    if user.pk == posting.mentor_id or user.holds(Role.HOST, unit_id=posting.host_unit_id):
        return True
    if not user.is_guest:
        return False
    return bool(posting.guests.filter(user=user, unit=posting.host_unit_id, role="HOST").exists())
