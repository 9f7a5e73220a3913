"""What the frame of every page needs: navigation by role, the place, the phone's tabs."""

from functools import cache
from typing import Any

from django.http import HttpRequest  # noqa: TID251  (a context processor is handed the request)
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.enums import COUNTY_ROLES, DUTIES, READING_ROLES, Role
from evidence.models import Panel
from portal.presenters import exporting, guests, imports
from portal.queries import matters
from reports.queries import narrowing

_OFFICE = {Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER, Role.CLASS_MANAGER}
_UNIT = {Role.UNIT_CLERK, Role.UNIT_HEAD}
_DESK = set(COUNTY_ROLES) | _UNIT
CASES = _OFFICE | _UNIT
CASEWORK = CASES - {Role.CLASS_MANAGER}
_SCANS = {Role.COUNTY_ADMIN, Role.VERIFIER, Role.CLASS_MANAGER, Role.DECISION_SECRETARY}
_HEADS = {Role.COUNTY_ADMIN, Role.DECIDER}
_STATISTICS = {Role.COUNTY_ADMIN, *READING_ROLES}
_WATCH = {Role.SECURITY_ADMIN, Role.AUDITOR}
_SEATED = "seated"  # no role: who sits on a panel and has no line to the evidence

# group → (roles, label, icon, address) of each line; a group without a line is not shown
_NAV: list[tuple[Any, list[tuple[set[Any], Any, str, str]]]] = [
    (
        "",
        [
            (_DESK, gettext_lazy("工作台"), "layout-dashboard", "portal:home"),
            (_DESK, gettext_lazy("检索"), "search", "portal:search"),
            (_DESK, gettext_lazy("公示栏"), "megaphone", "assessment:disclosure-board"),
        ],
    ),
    (
        gettext_lazy("召回提名"),
        [
            (
                _OFFICE | _UNIT | {*READING_ROLES},
                pgettext_lazy("many", "批次"),
                "flag",
                "recall:campaign-list",
            ),
            (
                _OFFICE | _UNIT | {*READING_ROLES},
                gettext_lazy("办法"),
                "book-open-text",
                "schemes:scheme-list",
            ),
            (_UNIT, gettext_lazy("应报批次"), "clipboard-pen", "recall:rounds"),
            (CASEWORK, gettext_lazy("提名"), "clipboard-check", "recall:nomination-list"),
            (CASEWORK, gettext_lazy("依据与线索"), "radar", "evidence:home"),
            ({_SEATED}, gettext_lazy("我参加的研判小组"), "scale", "evidence:panel-list"),
        ],
    ),
    (
        gettext_lazy("核实和决定"),
        [
            (
                {Role.DECIDER, Role.COUNTY_ADMIN, Role.DECISION_SECRETARY},
                gettext_lazy("会议"),
                "users-round",
                "recall:meeting-list",
            ),
            (CASES, gettext_lazy("案件"), "folder-open", "portal:case-list"),
            (_OFFICE | {Role.APPEAL_HANDLER}, gettext_lazy("期限"), "clock", "recall:clock-list"),
            (
                _OFFICE - {Role.CLASS_MANAGER},
                gettext_lazy("澄清正名"),
                "shield-check",
                "recall:rehabilitation-list",
            ),
            (_HEADS, gettext_lazy("公文文本"), "file-text", "schemes:wording-list"),
            (_OFFICE, gettext_lazy("发文登记"), "file-text", "reports:number-list"),
            (_SCANS, gettext_lazy("扫描归位"), "scan-line", "evidence:scan-list"),
        ],
    ),
    (
        gettext_lazy("培训和考核"),
        [
            (_OFFICE | _UNIT, gettext_lazy("培训班"), "graduation-cap", "training:class-list"),
            ({Role.TEACHER}, gettext_lazy("课程评价"), "list-checks", "training:rating-list"),
            (_OFFICE | _UNIT, gettext_lazy("实践锻炼"), "sprout", "training:posting-list"),
            (_OFFICE, gettext_lazy("综合考核"), "clipboard-list", "assessment:assessment-list"),
            (_OFFICE, gettext_lazy("跟踪回访"), "clipboard-list", "assessment:follow-up-list"),
        ],
    ),
    (
        gettext_lazy("救济、待遇和公开"),
        [
            (
                {Role.APPEAL_HANDLER, Role.COUNTY_ADMIN, Role.DECIDER},
                gettext_lazy("复核申诉"),
                "scale",
                "assessment:appeal-list",
            ),
            (
                {Role.COUNTY_ADMIN, Role.DECIDER, Role.FINANCE_VIEWER},
                gettext_lazy("待遇变动"),
                "file-text",
                "assessment:pay-run-list",
            ),
            (
                {
                    Role.COUNTY_ADMIN,
                    Role.DECIDER,
                    Role.ORGANISATION_OFFICER,
                    Role.UNIT_CLERK,
                    Role.UNIT_HEAD,
                },
                gettext_lazy("能否推荐"),
                "search",
                "assessment:ban-ask",
            ),
            (
                {Role.DISCIPLINE_LIAISON},
                gettext_lazy("移送纪检监察"),
                "folder-open",
                "assessment:referral-list",
            ),
            (_HEADS, gettext_lazy("公示"), "megaphone", "assessment:disclosure-list"),
            (_HEADS, gettext_lazy("新闻稿件"), "megaphone", "reports:press-list"),
        ],
    ),
    (
        gettext_lazy("人员与机构"),
        [
            (CASEWORK, gettext_lazy("干部档案"), "users", "cadres:person-list"),
            (_OFFICE | _UNIT, gettext_lazy("单位"), "building-2", "cadres:unit-list"),
            (_HEADS, gettext_lazy("人才筛选"), "award", "recall:talent-list"),
            (
                {Role.COUNTY_ADMIN, Role.UNIT_CLERK},
                gettext_lazy("待补事项"),
                "list-checks",
                "cadres:gap-list",
            ),
            ({Role.COUNTY_ADMIN}, gettext_lazy("档案查重"), "copy", "cadres:pair-list"),
        ],
    ),
    (
        gettext_lazy("统计与归档"),
        [
            (_STATISTICS, gettext_lazy("全县汇总"), "chart-column", "reports:summary-list"),
            (
                {*_OFFICE, *READING_ROLES},
                gettext_lazy("分析看板"),
                "chart-column",
                "reports:board",
            ),
            (
                {*_OFFICE, *READING_ROLES},
                gettext_lazy("返岗以后"),
                "chart-column",
                "reports:relapses",
            ),
            (_STATISTICS, gettext_lazy("规则回放"), "rotate-ccw", "reports:replay-list"),
            (_HEADS, gettext_lazy("保管期限"), "clock", "keeping:home"),
            (_HEADS, gettext_lazy("到期清单"), "list-checks", "keeping:disposal-list"),
            (_HEADS, gettext_lazy("保全登记"), "lock", "keeping:hold-list"),
            (
                {Role.COUNTY_ADMIN, Role.AUDITOR},
                gettext_lazy("数据导出"),
                "download",
                "reports:export-list",
            ),
        ],
    ),
    (
        gettext_lazy("系统"),
        [
            (
                {Role.COUNTY_ADMIN},
                gettext_lazy("数据导入"),
                "file-spreadsheet",
                "portal:import-list",
            ),
            ({Role.COUNTY_ADMIN}, gettext_lazy("文件生成"), "file-cog", "portal:job-list"),
            ({Role.SYSTEM_ADMIN}, gettext_lazy("后台任务"), "file-cog", "portal:job-list"),
            ({Role.AUDITOR}, gettext_lazy("审计查询"), "scroll-text", "portal:trail"),
        ],
    ),
    (
        gettext_lazy("三员管理"),
        [
            (set(DUTIES), gettext_lazy("总览"), "layout-dashboard", "console:home"),
            (set(DUTIES), gettext_lazy("账号"), "users-round", "console:accounts"),
            (set(DUTIES), gettext_lazy("授权申请"), "clipboard-check", "console:requests"),
            ({Role.SYSTEM_ADMIN}, gettext_lazy("组织机构"), "building-2", "console:units"),
            ({Role.SECURITY_ADMIN}, gettext_lazy("在线登录"), "log-in", "console:sessions"),
            (_WATCH, gettext_lazy("登录失败"), "shield-alert", "console:failures"),
            (_WATCH, gettext_lazy("安全策略"), "shield-check", "console:policy"),
        ],
    ),
]


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Answer nav, place and tabs for a signed-in user; nothing for anybody else."""
    user = getattr(request, "user", None)  # a foreign host is refused before anybody is known
    if user is None or not user.is_authenticated:
        return {}
    roles = set(user.scopes)
    return {
        "nav": _groups(roles | _seated(user, roles, request.path), request.path),
        "place": user.place,
        "inbox": guests.inbox(user),
        "find_url": reverse("portal:search") if roles & _DESK else "",
        "tabs": _tabs(user, roles, request.path),
        "export_url": _export_url(request, roles),
        "import_ways": _import_ways(request, roles),
    }


def _seated(user: Any, roles: set[str], path: str) -> set[str]:
    """Answer the mark of a desk without casework whose holder sits on a panel.

    Asked on the workbench and on the panels alone, so that no other page pays for it. Who has no
    desk finds the panel among the own pages.
    """
    panels = reverse("evidence:panel-list")
    is_near = path == reverse("portal:home") or path.startswith(panels)
    is_asked = is_near and roles & _DESK and not roles & CASEWORK
    sits = is_asked and Panel.objects.visible_to(user).seating(user).exists()
    return {_SEATED} if sits else set()


def _export_url(request: HttpRequest, roles: set[str]) -> str:
    """Answer where the list on this page is exported, empty when it is not or not by this user."""
    match = request.resolver_match
    name = exporting.EXPORTS.get(match.view_name) if match else None
    if not name or not _may(roles):
        return ""
    wanted = narrowing.FILTERS.get(name, {})
    given = {key: request.GET.get(narrowing.ON_PAGE.get(key, key)) for key in wanted}
    kept = {key: value for key, value in given.items() if value}
    return reverse("reports:export-request", query={"source": name} | kept)


def _import_ways(request: HttpRequest, roles: set[str]) -> list[dict[str, Any]]:
    """Answer the imports that fill the list on this page, none for who may not import."""
    match = request.resolver_match
    ways = imports.IMPORTS.get(match.view_name, {}) if match and _may(roles) else {}
    return [
        {"label": label, "url": reverse("portal:import-upload", args=[kind])}
        for kind, label in ways.items()
    ]


def _may(roles: set[str]) -> bool:
    return Role.COUNTY_ADMIN in roles


_address = cache(reverse)  # of a page without a row: the same for everybody, twenty on each page


def _item(label: Any, icon: str, name: str, path: str, *pk: int) -> dict[str, Any]:
    url = reverse(name, args=pk) if pk else _address(name)
    on = path == url if name in ("portal:home", "console:home") else path.startswith(url)
    return {"label": label, "icon": icon, "url": url, "n": 0, "on": on}


def _only_longest(groups: list[dict[str, Any]]) -> None:
    """Leave the mark on the item that names the page best: /reports/exports/ over /reports/."""
    marked = [item for group in groups for item in group["items"] if item["on"]]
    for item in sorted(marked, key=lambda item: len(item["url"]))[:-1]:
        item["on"] = False


def _groups(roles: set[str], path: str) -> list[dict[str, Any]]:
    """Answer the sidebar's groups; a person without a desk role gets none."""
    groups = [
        {
            "title": title,
            "items": [_item(*line, path) for wanted, *line in lines if roles & wanted],
        }
        for title, lines in _NAV
    ]
    _only_longest(groups)
    return [group for group in groups if group["items"]]


def _tabs(user: Any, roles: set[str], path: str) -> list[dict[str, Any]]:
    """Answer the tabs of a person without a desk role; a tab that would be empty is left out."""
    if roles & (_DESK | set(DUTIES)):
        return []
    if user.is_guest:
        return [_item(*guests.tab(user), path)]
    posting = matters.posting(user)
    tabs = [_item(_("今日"), "calendar-days", "training:today", path)]
    if posting:
        tabs.append(_item(_("日志"), "notebook-pen", "training:journal-write", path, posting.pk))
    tabs.append(_item(_("我的事项"), "circle-user-round", "portal:me", path))
    if Role.HOST in roles or matters.guides(user):
        tabs.append(_item(_("带教"), "users-round", "training:my-trainees", path))
    return tabs
