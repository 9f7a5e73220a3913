"""Who lends a helper the view of a case, and who reads who looked. None = may act."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core.permissions import Answer, Rule
from recall.permissions import _interested


@Rule
def ask_for_helper(user: Any, case: Any) -> Answer:
    """Administrator, verifier or decider of the county without an interest in it."""
    roles = (Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER)
    if not user.counties(*roles) & {case.county_id}:
        return _("只有本县管理员、核实人或决定人可以申请协办查阅。")
    return _interested(user, case.nomination)


@Rule
def approve_helper(user: Any, access: Any) -> Answer:
    """Another administrator or decider of the county without an interest; not the helper."""
    if not user.counties(Role.COUNTY_ADMIN, Role.DECIDER) & {access.case.county_id}:
        return _("只有本县管理员或决定人可以审批协办查阅。")
    if user.pk in (access.asked_by_id, access.helper_id):
        return _("申请人和协办人不得审批同一项协办查阅。")
    return _interested(user, access.case.nomination)


@Rule
def end_helper(user: Any, access: Any) -> Answer:
    """Who asked, who approved, or an administrator of the county."""
    hands = (access.asked_by_id, access.approved_by_id)
    is_admin = user.holds(Role.COUNTY_ADMIN, county_id=access.case.county_id)
    if user.pk == access.case.subject_id or (user.pk not in hands and not is_admin):
        return _("只有申请人、审批人或本县管理员可以提前收回。")
    return None


@Rule
def see_readers(user: Any, case: Any) -> Answer:
    """The administrator of the county, not on their own case."""
    if user.pk == case.subject_id or not user.holds(Role.COUNTY_ADMIN, county_id=case.county_id):
        return _("只有本县管理员可以查看案件的查阅记录。")
    return None
