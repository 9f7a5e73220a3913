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


def matter(clock: Clock, pages: dict[str, str]) -> str:
    """Answer the address of what the term belongs to.

    :param pages: those of upper floors, by the kind of row, or of term on a case's own way
    """
    if clock.row_id is not None:
        return reverse(pages[clock.row_kind], args=[clock.row_id])
    if clock.nomination_id is not None:
        return reverse("recall:nomination", args=[clock.nomination_id])
    return reverse(pages.get(clock.kind, "recall:case"), args=[clock.case_id])


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
    return [{"row": row, "mark": mark(row, on)} for row in page]


def detail(clock: Clock, *, user: Any, on: date, pages: dict[str, str]) -> dict[str, Any]:
    """Answer one term: how its last day comes about, its pauses, and what may be done now."""
    pauses = list(clock.pauses.select_related("paused_by", "resumed_by").order_by("from_on", "pk"))
    refusal = permissions.keep_clock.refusal(user, clock)
    is_running = clock.ended_at is None and not clock.is_statutory
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
        "matter": matter(clock, pages),
        "is_estimated": clock.due_on is not None and dates.is_estimated(clock.due_on),
        "offers": [] if refusal else [name for name, is_due in acts.items() if is_due],
        "on": on,
    }


def _facts(clock: Clock) -> list[dict[str, Any]]:
    extra_days = _days(clock.extra_days, is_working=clock.is_working)
    extra = _("%(days)s：%(why)s") % {"days": extra_days, "why": clock.extra_reason}
    days = _days(clock.days, is_working=clock.is_working)
    whose = _("法定，不能暂停") if clock.is_statutory else _("可以按规定暂停和延长")
    return [
        {"label": _("环节"), "value": clock.get_kind_display()},
        {"label": _("起算日"), "value": dates.spoken(clock.from_on)},
        {"label": _("期限"), "value": _("%(days)s（次日起算）") % {"days": days}},
        {"label": _("性质"), "value": whose},
        {"label": _("延长"), "value": extra if clock.extra_days else _("没有")},
        {
            "label": _("末日"),
            "value": dates.spoken(clock.due_on) if clock.due_on else _("暂停中，恢复后重新计算"),
        },
    ]


def _days(number: int, *, is_working: bool) -> str:
    return (_("%(n)s 个工作日") if is_working else _("%(n)s 日")) % {"n": number}
