"""Who may act on shares of complaints."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core.permissions import Answer, Rule
from evidence.permissions.units import keeps


@Rule
def keep_complaints(user: Any, place: Any) -> Answer:
    """The unit's clerk and head, the county's administrator. Row: a unit, or a plan of one."""
    if keeps(user, place):
        return None
    return _("只有本单位经办人、主要负责人或县级管理员可以办理投诉占比。")


@Rule
def enter_complaint(user: Any, cadre: Any) -> Answer:
    """Nobody about themselves."""
    if cadre.user_id is not None and cadre.user_id == user.pk:
        return _("不得报告或处理涉及本人的记录，请由他人办理。")
    return None


@Rule
def judge_complaint(user: Any, complaint: Any) -> Answer:
    """Head of the unit or the department, but neither who entered it nor who is concerned."""
    if refusal := enter_complaint.refusal(user, complaint.cadre):
        return refusal
    if complaint.entered_by_id == user.pk:
        return _("录入人不得核查自己录入的投诉，请由他人办理。")
    plan = complaint.plan
    if user.holds(Role.UNIT_HEAD, unit_id=plan.unit_id):
        return None
    if user.holds(Role.COUNTY_ADMIN, county_id=plan.county_id):
        return None
    if user.holds(Role.VERIFIER, county_id=plan.county_id):
        return None
    return _("只有本单位主要负责人、县级管理员或核实人可以核查。")
