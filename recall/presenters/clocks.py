"""What the pages of clocks show."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core import dates
from recall import permissions
from recall.models import Clock
from recall.queries import clocks


def crumbs(*more: str) -> list[tuple[str, str | None]]:
    page = reverse("recall:clock-list")
    return [(_("期限"), page if more else None), *((label, None) for label in more)]


def matter(clock: Clock) -> str:
    """Answer the address of what the term belongs to."""
    if clock.nomination_id is not None:
        return reverse("recall:nomination", args=[clock.nomination_id])
    return reverse("recall:case", args=[clock.case_id])


def mark(clock: Clock, on: date) -> tuple[str, str, str] | None:
    """Answer words, tone and icon of a term that ended, is paused or has gone up, else None."""
    if clock.ended_at is not None:
        return _("已结束"), "grey", "circle-check"
    if clock.due_on is None:
        return _("已暂停"), "blue", "circle-pause"
    reached = clocks.level(clock, on)
    if reached == 0:
        return None
    words = _("已报决定人") if reached == 2 else _("已报县级管理员")
    return words, "red", "clock-alert"


def lines(page: Any, on: date) -> list[dict[str, Any]]:
    return [{"row": row, "matter": matter(row), "mark": mark(row, on)} for row in page]


def detail(clock: Clock, *, user: Any, on: date) -> dict[str, Any]:
    """Answer one term: how its last day comes about, its pauses, and what may be done now."""
    pauses = list(clock.pauses.select_related("paused_by", "resumed_by").order_by("from_on", "pk"))
    refusal = permissions.keep_clock.refusal(user, clock)
    is_running = clock.ended_at is None
    acts = {
        "pause": is_running and clock.due_on is not None,
        "resume": is_running and clock.due_on is None,
        "extend": is_running and not clock.extra_days and clock.due_on is not None,
    }
    return {
        "clock": clock,
        "crumbs": crumbs(clock.cadre.name),
        "facts": _facts(clock),
        "pauses": pauses,
        "mark": mark(clock, on),
        "matter": matter(clock),
        "is_estimated": clock.due_on is not None and dates.is_estimated(clock.due_on),
        "offers": [] if refusal else [name for name, is_due in acts.items() if is_due],
        "on": on,
    }


def _facts(clock: Clock) -> list[dict[str, Any]]:
    extra = _("%(n)s 个工作日：%(why)s") % {"n": clock.extra_days, "why": clock.extra_reason}
    return [
        {"label": _("环节"), "value": clock.get_kind_display()},
        {"label": _("起算日"), "value": dates.spoken(clock.from_on)},
        {"label": _("期限"), "value": _("%(n)s 个工作日（次日起算）") % {"n": clock.days}},
        {"label": _("延长"), "value": extra if clock.extra_days else _("没有")},
        {
            "label": _("末日"),
            "value": dates.spoken(clock.due_on) if clock.due_on else _("暂停中，恢复后重新计算"),
        },
    ]
