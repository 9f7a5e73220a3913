"""What the pages of the three administrators show."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import passwords, permissions
from accounts.enums import RequestState, Role
from accounts.forms import ReasonForm
from accounts.models import GrantRequest, User
from accounts.queries import factors, organisation, sessions, users
from accounts.queries import requests as asked
from core.jobs.models import Job, JobState
from core.ui import lists
from units.models import Jurisdiction


def home(user: User, *, at: datetime) -> dict[str, Any]:
    """Answer title, figures and doors of an administrator's first page."""
    waiting = asked.listed(user, state=RequestState.PENDING)
    mine = [row for row in waiting[:100] if permissions.confirm_grant.allows(user, row)]
    stats = [{"n": len(mine), "label": _("待我确认")}]
    if user.duty == Role.SYSTEM_ADMIN:
        stats.append(
            {"n": Job.objects.exclude(state=JobState.DONE).count(), "label": _("后台任务")}
        )
    else:
        stats.append({"n": sessions.failures().count(), "label": _("登录失败")})
    if user.duty == Role.SECURITY_ADMIN:
        stats.append({"n": sessions.live(at=at).count(), "label": _("在线登录")})
        stats.append({"n": users.idle(at=at).count(), "label": _("闲置账号")})
    return {"title": title(user), "stats": stats, "waiting": mine, "doors": doors(user)}


def title(user: User) -> str:
    return {
        Role.SYSTEM_ADMIN.value: _("系统管理"),
        Role.SECURITY_ADMIN.value: _("安全管理"),
        Role.AUDITOR.value: _("安全审计"),
    }[user.duty]


Door = tuple[str, Any, Any, set[Any] | None]
_ABOVE: list[Door] = []


def offer(name: str, label: Any, text: Any, duties: set[Any]) -> None:
    """Add a page of an upper floor to the consoles of some duties. Call it in `AppConfig.ready`."""
    _ABOVE.append((name, label, text, duties))


def doors(user: User) -> list[dict[str, str]]:
    """Answer the pages of an administrator's console: label, url, what is done there."""
    return [
        {"url": reverse(name), "label": label, "text": text}
        for name, label, text, wanted in _own() + _ABOVE
        if wanted is None or user.duty in wanted
    ]


def _own() -> list[Door]:
    return [
        ("console:accounts", _("账号"), _("全部账号及其授权。"), None),
        ("console:requests", _("授权申请"), _("一方申请，另一方确认。"), None),
        ("console:keys", _("接口密钥"), _("哪些系统可以读取什么。"), None),
        (
            "console:hooks",
            _("通知地址"),
            _("哪些系统得到推送，送到没有。"),
            {Role.SYSTEM_ADMIN, Role.AUDITOR},
        ),
        ("console:units", _("组织机构"), _("各地现有单位，只读。"), {Role.SYSTEM_ADMIN}),
        ("console:idle", _("闲置账号"), _("长期无人登录的账号。"), None),
        ("console:sessions", _("在线登录"), _("结束可疑的登录。"), {Role.SECURITY_ADMIN}),
        (
            "console:failures",
            _("登录失败"),
            _("谁在试，试到锁定没有。"),
            {Role.SECURITY_ADMIN, Role.AUDITOR},
        ),
        (
            "console:policy",
            _("安全策略"),
            _("密码、二次验证、会话的现行设置。"),
            {Role.SECURITY_ADMIN, Role.AUDITOR},
        ),
    ]


def units(page: Page, params: Any, counties: list[Jurisdiction]) -> dict[str, Any]:
    """Answer the organisation as a list: a division's units hang under one another."""
    found = organisation.units(list(page))
    page.object_list = [
        {"unit": found[branch.unit_id], "indent": "　" * branch.depth} for branch in page
    ]
    offered = [(str(row.pk), row.name, None) for row in counties]
    tabs = lists.tabs(params, offered) if offered else []
    return {"title": _("组织机构"), "page": page, "tabs": tabs}


def idle(page: Page) -> dict[str, Any]:
    """Answer the accounts nobody uses, and what becomes of them."""
    told = {"days": settings.IDLE_ACCOUNT_DAYS}
    if settings.IDLE_ACCOUNTS_CLOSE:
        note = _("%(days)d 日未登录即自动停用；三员账号只列出。") % told
    else:
        note = _("%(days)d 日未登录的账号，由系统管理员核实后停用。") % told
    return {"title": _("闲置账号"), "page": page, "note": note}


def accounts(user: User, page: Page, *, words: str) -> dict[str, Any]:
    return {
        "title": _("账号"),
        "page": page,
        "chips": [{"label": f"“{words}”", "url": "?forget=1"}] if words else [],
        "words": words,
        "can_open": permissions.keep_accounts.allows(user, None),
    }


_ACTS = (
    ("close", permissions.close_account, lambda row: row.is_active),
    ("reopen", permissions.reopen_account, lambda row: not row.is_active),
    ("renew", permissions.renew_account, lambda row: row.is_active),
    ("factors", permissions.remove_factors, lambda row: bool(row.shown_factors)),
    ("sessions", permissions.end_sessions, lambda row: True),
)


def account(user: User, row: User, *, link: str, form: Any = None) -> dict[str, Any]:
    """Answer one account: its grants, factors, requests, and what the viewer may do to it."""
    row.shown_factors = factors.of(row)  # type: ignore[attr-defined]
    labels = {
        "close": _("停用账号"),
        "reopen": _("恢复账号"),
        "renew": _("收回密码并发一次性链接"),
        "factors": _("解除二次验证"),
        "sessions": _("结束全部登录"),
    }
    acts = [
        {"name": name, "label": labels[name]}
        for name, rule, fits in _ACTS
        if fits(row) and rule.allows(user, row)
    ]
    return {
        "row": row,
        "link": link,
        "acts": acts,
        "form": form,
        "grants": users.grants(user).filter(user=row),
        "can_ask": permissions.ask_for_grant.allows(user, row),
        "reason_form": ReasonForm(),
        "requests": asked.listed(user).filter(user=row)[:20],
        "facts": _facts(row),
    }


def _facts(row: Any) -> list[dict[str, str]]:
    has, none = _("已设置"), _("未设置")
    named = _("、").join(f["name"] for f in row.shown_factors)
    return [
        {"label": _("账号"), "value": row.username},
        {"label": _("状态"), "value": _("启用") if row.is_active else _("已停用")},
        {
            "label": _("二次验证"),
            "value": named or none,
        },
        {"label": _("密码"), "value": has if row.has_usable_password() else none},
    ]


def requests(user: User, page: Page, params: Any) -> dict[str, Any]:
    counts = asked.counts(user)
    offered = [(state.value, state.label, counts.get(state.value, 0)) for state in RequestState]
    return {"title": _("授权申请"), "page": page, "tabs": lists.tabs(params, offered)}


def request(user: User, row: GrantRequest, *, form: Any) -> dict[str, Any]:
    """Answer one request: what is asked, by whom, and why the viewer may or may not answer."""
    pending = row.state == RequestState.PENDING
    return {
        "row": row,
        "form": form,
        "facts": [
            {"label": _("事项"), "value": row.get_kind_display()},
            {"label": _("人员"), "value": f"{row.user.name}（{row.user.username}）"},
            {"label": _("角色"), "value": row.get_role_display()},
            {"label": _("范围"), "value": place(row)},
            {"label": _("起始"), "value": _begins(row)},
            {"label": _("终止"), "value": row.until_on.isoformat() if row.until_on else _("长期")},
            {"label": _("申请人"), "value": f"{row.asked_by.name}（{row.get_asked_as_display()}）"},
            {"label": _("理由"), "value": row.reason, "wide": True},
        ],
        "is_pending": pending,
        "refusal": permissions.confirm_grant.refusal(user, row) if pending else "",
        "can_refuse": pending and permissions.refuse_grant.allows(user, row),
        "can_withdraw": pending and permissions.withdraw_grant.allows(user, row),
    }


def _begins(row: GrantRequest) -> str:
    """Answer the day that was asked for and, if it began later, the day it did."""
    told = row.from_on.isoformat()
    if row.state != RequestState.CONFIRMED or row.grant is None or row.grant.from_on <= row.from_on:
        return told
    return _("%(on)s（申请为 %(asked)s，自确认之日起生效）") % {
        "on": row.grant.from_on,
        "asked": told,
    }


def place(row: Any) -> str:
    """Answer where a grant or a request counts."""
    if row.unit:
        return f"{row.unit}{_('（含下级单位）') if row.with_below else ''}"
    return str(row.county or _("全系统"))


def _idled() -> str:
    closes = settings.IDLE_ACCOUNTS_CLOSE
    told = _("%(n)d 日未登录自动停用") if closes else _("%(n)d 日未登录列出，人工停用")
    return told % {"n": settings.IDLE_ACCOUNT_DAYS}


def _demanded() -> str:
    return _("除下列人员外均须") if settings.MFA_DEMANDED else _("未启用（演示）")


def policy() -> list[dict[str, str]]:
    """Answer the settings in force, in words."""
    wanted = passwords.profile()
    days = _("%(n)d 日内须更换") % {"n": wanted.days} if wanted.days else _("不强制更换")
    excepted = [str(Role(name).label) for name in settings.MFA_NOT_DEMANDED_OF]
    networks = _("、").join(map(str, settings.ADMIN_NETWORKS))
    hours = [told.strftime("%H:%M") for told in settings.ADMIN_HOURS]
    return [
        {"label": _("密码口径"), "value": settings.PASSWORD_PROFILE},
        {"label": _("密码长度"), "value": _("至少 %(n)d 个字符") % {"n": wanted.length}},
        {"label": _("字符种类"), "value": str(wanted.classes or _("不要求"))},
        {"label": _("有效期"), "value": days},
        {"label": _("历史密码"), "value": str(wanted.history or _("不限制"))},
        {"label": _("登录锁定"), "value": _("同一账号 5 次失败锁定 30 分钟")},
        {"label": _("二次验证"), "value": _demanded()},
        {"label": _("三员来源地址"), "value": networks or _("不限")},
        {"label": _("三员登录时段"), "value": "-".join(hours) or _("不限")},
        {"label": _("闲置账号"), "value": _idled()},
        {
            "label": _("不要求二次验证"),
            "value": _("无角色的本人；只任一个单位（不含下级）的%(roles)s")
            % {"roles": _("、").join(excepted)},
        },
        {
            "label": _("会话"),
            "value": _("闲置 %(idle)d 分钟、最长 %(age)d 小时")
            % {
                "idle": settings.SESSION_IDLE_SECONDS // 60,
                "age": settings.SESSION_COOKIE_AGE // 3600,
            },
        },
    ]
