"""What the frame of every page needs: navigation by role, the place, the phone's tabs."""

from typing import Any

from django.http import HttpRequest  # noqa: TID251  (a context processor is handed the request)
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.enums import Role
from accounts.models import Grant
from portal.queries import matters

_OFFICE = {Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER, Role.CLASS_MANAGER}
_UNIT = {Role.UNIT_CLERK, Role.UNIT_HEAD}
_DESK = _OFFICE | _UNIT | {Role.READER}

# group → (roles, label, icon, address) of each line; a group without a line is not shown
_NAV = [
    (
        "",
        [
            (_DESK, gettext_lazy("工作台"), "layout-dashboard", "portal:home"),
            (_DESK, gettext_lazy("检索"), "search", "portal:search"),
        ],
    ),
    (
        gettext_lazy("业务办理"),
        [
            (_DESK, pgettext_lazy("many", "批次"), "flag", "recall:campaign-list"),
            (_UNIT, gettext_lazy("应报批次"), "clipboard-pen", "recall:rounds"),
            (
                _OFFICE - {Role.CLASS_MANAGER} | _UNIT,
                gettext_lazy("提名"),
                "clipboard-check",
                "recall:nomination-list",
            ),
            (_OFFICE | _UNIT, gettext_lazy("案件"), "folder-open", "portal:case-list"),
            (_OFFICE | _UNIT, gettext_lazy("培训班"), "graduation-cap", "training:class-list"),
            (_OFFICE | _UNIT, gettext_lazy("实践锻炼"), "sprout", "training:posting-list"),
            (_OFFICE, gettext_lazy("综合考核"), "clipboard-list", "assessment:assessment-list"),
        ],
    ),
    (
        gettext_lazy("人员与机构"),
        [
            (
                _OFFICE - {Role.CLASS_MANAGER} | _UNIT,
                gettext_lazy("干部档案"),
                "users",
                "cadres:person-list",
            ),
            (_OFFICE | _UNIT, gettext_lazy("单位"), "building-2", "cadres:unit-list"),
        ],
    ),
    (
        gettext_lazy("统计与归档"),
        [
            (
                {Role.COUNTY_ADMIN, Role.READER},
                gettext_lazy("全县汇总"),
                "chart-column",
                "reports:summary-list",
            )
        ],
    ),
    (
        gettext_lazy("系统"),
        [({Role.COUNTY_ADMIN}, gettext_lazy("文件生成"), "file-cog", "portal:job-list")],
    ),
]


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Answer nav, place and tabs for a signed-in user; nothing for anybody else."""
    user = request.user
    if not user.is_authenticated:
        return {}
    roles = set(user.scopes)
    groups = _groups(roles, request.path)
    return {
        "nav": groups,
        "place": SimpleLazyObject(lambda: _place(user)),  # a fragment shows none
        "find_url": reverse("portal:search") if roles & _DESK else "",
        "tabs": _tabs(user, roles, request.path),
    }


def _item(label: Any, icon: str, name: str, path: str, *pk: int) -> dict[str, Any]:
    url = reverse(name, args=pk)
    on = path == url if name == "portal:home" else path.startswith(url)
    return {"label": label, "icon": icon, "url": url, "n": 0, "on": on}


def _groups(roles: set[str], path: str) -> list[dict[str, Any]]:
    """Answer the sidebar's groups; a person without a desk role gets none."""
    groups = [
        {
            "title": title,
            "items": [_item(*line, path) for wanted, *line in lines if roles & wanted],
        }
        for title, lines in _NAV
    ]
    return [group for group in groups if group["items"]]


def _place(user: Any) -> str:
    """Answer the name of the first county or unit on which the user holds a grant."""
    grant = (
        Grant.objects.filter(user=user, until_on=None)
        .select_related("county", "unit")
        .order_by("pk")
        .first()
    )
    return str(grant.county or grant.unit) if grant else ""


def _tabs(user: Any, roles: set[str], path: str) -> list[dict[str, Any]]:
    """Answer the tabs of a person without a desk role; a tab that would be empty is left out."""
    if roles & (_OFFICE | _UNIT | {Role.READER}):
        return []
    posting = matters.posting(user)
    tabs = [_item(_("今日"), "calendar-days", "training:today", path)]
    if posting:
        tabs.append(_item(_("日志"), "notebook-pen", "training:journal-write", path, posting.pk))
    tabs.append(_item(_("我的事项"), "circle-user-round", "portal:me", path))
    if Role.HOST in roles or matters.guides(user):
        tabs.append(_item(_("带教"), "users-round", "training:my-trainees", path))
    return tabs
