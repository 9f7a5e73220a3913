"""What the pages of addresses that are told what happened show."""

from typing import Any

from django.core.paginator import Page
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import permissions
from accounts.enums import HookKind
from accounts.models import Hook, HookWord, User
from accounts.queries import hooks as queries
from core.jobs.models import Job


def state(hook: Hook) -> str:
    if not hook.is_open:
        return _("已停用")
    return _("已暂停") if hook.paused_at else _("推送中")


def kinds(hook: Hook) -> str:
    return _("、").join(str(HookKind(kind).label) for kind in hook.kinds)


def listed(user: User, page: Page) -> dict[str, Any]:
    """Answer the list: system, county, what it wants to hear, how it stands."""
    page.object_list = [{"row": row, "kinds": kinds(row), "state": state(row)} for row in page]
    can_make = permissions.keep_hooks.allows(user, None)
    return {"title": _("通知地址"), "page": page, "can_make": can_make}


def detail(user: User, hook: Hook, page: Page, *, form: Any) -> dict[str, Any]:
    """Answer one address with its words: sent, waiting or given up, and after how many tries."""
    words = list(page)
    jobs = queries.jobs(words)
    page.object_list = [_word(word, jobs.get(word.job_key)) for word in words]
    can_keep = permissions.keep_hooks.allows(user, hook) and hook.is_open
    return {
        "row": hook,
        "title": hook.title,
        "state": state(hook),
        "facts": [
            {"label": _("通知地址"), "value": hook.url, "wide": True},
            {"label": _("行政区划"), "value": str(hook.county)},
            {"label": _("事件"), "value": kinds(hook)},
            {"label": _("登记"), "value": f"{hook.made_by.name}　{_moment(hook.made_at)}"},
            {"label": _("旧密钥用至"), "value": _moment(hook.former_ends_at)},
        ],
        "page": page,
        "form": form,
        "can_keep": can_keep,
        "can_resend": can_keep and hook.paused_at is None,
    }


def _word(word: HookWord, job: Job | None) -> dict[str, Any]:
    is_over = word.answered_at is not None or word.dead_at is not None
    said = _("已送达") if word.answered_at else _("已放弃") if word.dead_at else _("待推送")
    return {
        "row": word,
        "state": said,
        "status": word.status or "—",
        "attempts": job.attempts if job else 0,
        "error": "" if word.answered_at or job is None else job.last_error,
        "is_over": is_over,
    }


def _moment(at: Any) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at else "—"
