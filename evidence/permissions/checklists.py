"""Who may act on checklists and what is reported on them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core.permissions import Answer, Rule


@Rule
def keep_checklist(user: Any, place: Any) -> Answer:
    """The county's administrator. Row: a county, or a checklist of one."""
    if user.holds(Role.COUNTY_ADMIN, county_id=getattr(place, "county_id", place.pk)):
        return None
    return _("只有县级管理员可以制定清单和产生线索。")


@Rule
def report_on(user: Any, checklist: Any) -> Answer:
    """As `report_problem`, before the person is chosen; who sees no settled list reports none."""
    office = user.holds(Role.COUNTY_ADMIN, county_id=checklist.county_id)
    if office or user.units(Role.UNIT_CLERK, Role.UNIT_HEAD):
        return None
    return _("只有单位经办人、主要负责人或县级管理员可以报告。")


@Rule
def report_problem(user: Any, cadre: Any) -> Answer:
    """Clerk and head for their unit's people, the administrator for the county's; not oneself."""
    if cadre.user_id is not None and cadre.user_id == user.pk:
        return _("不得报告或处理涉及本人的记录，请由他人办理。")
    office = user.holds(Role.COUNTY_ADMIN, county_id=cadre.unit.county_id)
    if office or return_zero.allows(user, cadre.unit):
        return None
    return _("只有单位经办人、主要负责人或县级管理员可以报告。")


@Rule
def return_zero(user: Any, unit: Any) -> Answer:
    """The unit's clerk and head."""
    if user.holds(Role.UNIT_CLERK, unit_id=unit.pk) or user.holds(Role.UNIT_HEAD, unit_id=unit.pk):
        return None
    return _("只有本单位经办人或主要负责人可以作零报告。")


@Rule
def decide_problem(user: Any, problem: Any) -> Answer:
    """The department, but neither who reported it nor who is concerned."""
    if problem.cadre.user_id is not None and problem.cadre.user_id == user.pk:
        return _("不得报告或处理涉及本人的记录，请由他人办理。")
    if problem.reported_by_id == user.pk:
        return _("报告人不得处理自己报告的记录，请由他人办理。")
    roles = (Role.COUNTY_ADMIN, Role.VERIFIER)
    if any(user.holds(role, county_id=problem.county_id) for role in roles):
        return None
    return _("只有县级管理员或核实人可以确认或剔除。")
