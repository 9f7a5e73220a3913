"""Who may write the archive. None = may act, else the sentence the user reads."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.enums import Role
from core.permissions import Rule


@Rule
def keep_archive(user: Any, place: Any) -> str | None:
    """The county's administrator keeps its people and units; the system plays stories.

    :param place: a unit, or anything with a `unit`
    """
    unit = getattr(place, "unit", place)
    if user.is_system or user.holds(Role.COUNTY_ADMIN, county_id=unit.county_id):
        return None
    return _("只有本县管理员可以维护档案。")


@Rule
def keep_person(user: Any, cadre: Any) -> str | None:
    """As `keep_archive`; nobody writes the own file."""
    if cadre.user_id is not None and cadre.user_id == user.pk:
        return _("不能维护自己的档案，请由其他管理员办理。")
    return keep_archive.judge(user, cadre)


@Rule
def reveal_number(user: Any, cadre: Any) -> str | None:
    """The county's administrator, for a reason; never clerks, never deciders, never one's own."""
    if cadre.user_id is not None and cadre.user_id == user.pk:
        return _("不能以职务查看涉及本人的完整号码。")
    if user.holds(Role.COUNTY_ADMIN, county_id=cadre.unit.county_id):
        return None
    return _("只有本县管理员可以查看完整号码。")


@Rule
def export_form(user: Any, cadre: Any) -> str | None:
    """The county's administrator (组织部门 staff); a purpose is asked and entered."""
    if cadre.user_id is not None and cadre.user_id == user.pk:
        return _("不能导出自己的任免审批表，请由其他管理员办理。")
    if user.holds(Role.COUNTY_ADMIN, county_id=cadre.unit.county_id):
        return None
    return _("只有本县管理员可以导出任免审批表。")
