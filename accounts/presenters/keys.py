"""What the pages of interface keys show."""

from datetime import datetime
from typing import Any

from django.core.paginator import Page
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import permissions
from accounts.enums import KeyScope, KeyState
from accounts.forms.keys import RenewForm
from accounts.models import InterfaceKey, User


def scopes(row: InterfaceKey) -> str:
    return _("、").join(str(KeyScope(scope).label) for scope in row.scopes)


def listed(user: User, page: Page, *, at: datetime) -> dict[str, Any]:
    """Answer the list: system, county, scopes, where each stands."""
    page.object_list = [
        {"row": row, "scopes": scopes(row), "state": row.state(at).label} for row in page
    ]
    can_make = permissions.make_key.allows(user, None)
    return {"title": _("接口密钥"), "page": page, "can_make": can_make}


def detail(user: User, row: InterfaceKey, *, at: datetime, form: Any) -> dict[str, Any]:
    """Answer one key: what it opens, who made and confirmed it, and what the viewer may do."""
    state = row.state(at)
    return {
        "row": row,
        "state": state,
        "facts": _facts(row),
        "form": form,
        "renew_form": form if isinstance(form, RenewForm) else RenewForm(),
        "is_waiting": state == KeyState.WAITING,
        "refusal": permissions.confirm_key.refusal(user, row),
        "can_renew": state in (KeyState.LIVE, KeyState.OVER)
        and permissions.make_key.allows(user, row),
        "can_withdraw": not row.withdrawn_at and permissions.withdraw_key.allows(user, row),
    }


def _facts(row: InterfaceKey) -> list[dict[str, Any]]:
    told = [
        (_("前缀"), row.prefix),
        (_("行政区划"), str(row.county)),
        (_("范围"), scopes(row)),
        (_("共享依据"), row.basis),
        (_("来源网段"), _("、").join(row.networks) or _("不限")),
        (_("到期时间"), _moment(row.expires_at)),
        (_("生成"), _hand(row.made_by, row.made_at)),
        (_("确认"), _hand(row.confirmed_by, row.confirmed_at)),
        (_("收回"), _hand(row.withdrawn_by, row.withdrawn_at)),
        (_("替换的密钥"), row.replaces.prefix if row.replaces else "—"),
        (_("最近使用"), _moment(row.window_at)),
    ]
    return [{"label": label, "value": value} for label, value in told]


def _moment(at: datetime | None) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at else "—"


def _hand(by: User | None, at: datetime | None) -> str:
    return f"{by.name}　{_moment(at)}" if by else "—"
