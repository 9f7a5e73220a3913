"""Who writes, mends and strikes notes on a case. None = may act, else the sentence."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import OFFICE_ROLES, Role
from core.permissions import Answer, Rule


def is_of_office(user: Any, case: Any) -> bool:
    """Answer whether the user works on the case for the department."""
    return bool(user.counties(*OFFICE_ROLES) & {case.county_id})


@Rule
def write_note(user: Any, case: Any) -> Answer:
    """The department's hands in the county, clerk and head of the case's unit; never the person."""
    if user.pk == case.subject_id:
        return _("不得经办涉及本人的事项。")
    units = user.units(Role.UNIT_CLERK, Role.UNIT_HEAD)
    if is_of_office(user, case) or case.unit_id in units:
        return None
    return _("只有本县召回办人员和案件所在单位的经办人、主要负责人可以写备注。")


@Rule
def edit_note(user: Any, note: Any) -> Answer:
    """Whoever wrote it, while they may write."""
    if user.pk != note.written_by_id:
        return _("只有写下备注的人可以修改。")
    return write_note.judge(user, note.case)


@Rule
def strike_note(user: Any, note: Any) -> Answer:
    """Whoever wrote it, or an administrator of the county; never the person."""
    is_admin = user.holds(Role.COUNTY_ADMIN, county_id=note.case.county_id)
    if user.pk != note.written_by_id and not is_admin:
        return _("只有写下备注的人或本县管理员可以划去。")
    return write_note.judge(user, note.case)
