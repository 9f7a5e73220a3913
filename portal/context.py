"""What the frame of every page needs: navigation by role, the place, the phone's tabs."""

from typing import Any

from django.http import HttpRequest  # noqa: TID251  (a context processor is handed the request)
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import Grant

_OFFICE = {Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER, Role.CLASS_MANAGER}
_UNIT = {Role.UNIT_CLERK, Role.UNIT_HEAD}


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Answer nav, place and tabs for a signed-in user; nothing for anybody else."""
    user = request.user
    if not user.is_authenticated:
        return {}
    roles = set(user.scopes)
    groups = _groups(roles, request.path)
    return {"nav": groups, "place": _place(user), "tabs": _tabs(roles, request.path)}


def _item(label: str, icon: str, name: str, path: str) -> dict[str, Any]:
    url = reverse(name)
    on = path == url if name == "portal:home" else path.startswith(url)
    return {"label": label, "icon": icon, "url": url, "n": 0, "on": on}


def _groups(roles: set[str], path: str) -> list[dict[str, Any]]:
    """Answer the sidebar's groups; a person without a desk role gets none."""
    if not roles & (_OFFICE | _UNIT | {Role.READER}):
        return []
    work = []
    if roles & (_OFFICE | _UNIT | {Role.READER}):
        work.append(_item(_("批次"), "flag", "recall:campaign-list", path))
    if roles & _UNIT:
        work.append(_item(_("应报批次"), "clipboard-pen", "recall:rounds", path))
    if roles & (_OFFICE | _UNIT) - {Role.CLASS_MANAGER}:
        work.append(_item(_("提名"), "clipboard-check", "recall:nomination-list", path))
    if roles & (_OFFICE | _UNIT):
        work.append(_item(_("案件"), "folder-open", "recall:case-list", path))
        work.append(_item(_("培训班"), "graduation-cap", "training:class-list", path))
        work.append(_item(_("实践锻炼"), "sprout", "training:posting-list", path))
    if roles & _OFFICE:
        work.append(_item(_("综合考核"), "clipboard-list", "assessment:assessment-list", path))
    groups = [
        {"title": "", "items": [_item(_("工作台"), "layout-dashboard", "portal:home", path)]},
        {"title": _("业务办理"), "items": work},
    ]
    if roles & {Role.COUNTY_ADMIN, Role.READER}:
        item = _item(_("全县汇总"), "chart-column", "reports:summary-list", path)
        groups.append({"title": _("统计与归档"), "items": [item]})
    return groups


def _place(user: Any) -> str:
    """Answer the name of the first county or unit on which the user holds a grant."""
    grant = (
        Grant.objects.filter(user=user, until_on=None)
        .select_related("county", "unit")
        .order_by("pk")
        .first()
    )
    return str(grant.county or grant.unit) if grant else ""


def _tabs(roles: set[str], path: str) -> list[dict[str, Any]]:
    if roles & (_OFFICE | _UNIT):
        return []
    tabs = [
        _item(_("今日"), "calendar-days", "training:today", path),
        _item(_("我的事项"), "circle-user-round", "portal:me", path),
    ]
    if Role.HOST in roles:
        tabs.append(_item(_("带教"), "users-round", "training:my-trainees", path))
    return tabs
