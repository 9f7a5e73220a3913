"""Who may act on inspections and what they found."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core.permissions import Answer, Rule


@Rule
def plan_inspection(user: Any, county: Any) -> Answer:
    """The county's administrator. Row: a county."""
    if user.holds(Role.COUNTY_ADMIN, county_id=county.pk):
        return None
    return _("只有县级管理员可以建立督查安排。")


@Rule
def enter_finding(user: Any, inspection: Any) -> Answer:
    """The county's administrator and verifiers."""
    roles = (Role.COUNTY_ADMIN, Role.VERIFIER)
    if any(user.holds(role, county_id=inspection.county_id) for role in roles):
        return None
    return _("只有县级管理员或核实人可以登记和认定。")


@Rule
def edit_finding(user: Any, finding: Any) -> Answer:
    """Who found it, while they may enter findings."""
    if finding.found_by_id != user.pk:
        return _("只有登记人可以补充、修改和告知。")
    return enter_finding.judge(user, finding.inspection)


def _named(user: Any, finding: Any) -> Answer:
    if finding.people.filter(cadre__user=user).exists():
        return _("不得经办涉及本人的事项。")
    return None


@Rule
def answer_finding(user: Any, finding: Any) -> Answer:
    """Clerk or head of the unit, unless the finding names them."""
    unit = finding.unit_id
    if user.holds(Role.UNIT_CLERK, unit_id=unit) or user.holds(Role.UNIT_HEAD, unit_id=unit):
        return _named(user, finding)
    return _("只有本单位经办人或主要负责人可以答复。")


@Rule
def close_finding(user: Any, finding: Any) -> Answer:
    """Administrator or verifier of the county, unless the finding names them."""
    return enter_finding.judge(user, finding.inspection) or _named(user, finding)
