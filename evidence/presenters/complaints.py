"""What the pages of complaint shares show."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.ui.templatetags.ui import cn_date
from evidence import permissions
from evidence.models import Complaint, ComplaintPlan
from evidence.queries import complaints

Crumbs = list[tuple[str, str | None]]


def crumbs(plan: ComplaintPlan | None = None, *more: str) -> Crumbs:
    found: Crumbs = [
        (_("依据与线索"), reverse("evidence:home")),
        (_("投诉占比"), reverse("evidence:complaint-list")),
    ]
    if plan is not None:
        page = reverse("evidence:complaint-plan", args=[plan.pk])
        found.append((plan.title, page if more else None))
    return found + [(label, None) for label in more]


def state(plan: ComplaintPlan) -> tuple[str, str, str]:
    """Answer words, tone and icon of where a plan stands."""
    if plan.closed_at:
        return _("已结束"), "green", "circle-check"
    if plan.settled_at:
        return _("统计中"), "blue", "pencil-line"
    return _("制定规则"), "grey", "pencil-line"


def finding(row: Complaint) -> tuple[str, str, str]:
    """Answer words, tone and icon of what a complaint's looking into gave."""
    if not row.finding:
        return _("待核查"), "blue", "clock"
    tone = "grey" if row.finding == "UNTRUE" else "amber"
    return row.get_finding_display(), tone, "circle-check"


def facts(plan: ComplaintPlan) -> list[dict[str, Any]]:
    days = _("%(first)s至%(last)s") % {
        "first": cn_date(plan.from_on),
        "last": cn_date(plan.until_on),
    }
    return [
        {"label": _("单位"), "value": plan.unit.name},
        {"label": _("依据文件"), "value": plan.basis},
        {"label": _("统计期"), "value": days},
        {"label": _("计入范围"), "value": plan.get_counts_display()},
        {"label": _("最少办事人数"), "value": plan.smallest},
    ]


def plan_page(plan: ComplaintPlan, *, user: Any) -> dict[str, Any]:
    """Answer a plan with its lines, everybody's share, and what waits to be looked into."""
    waiting = plan.complaints.filter(judged_at=None).select_related("cadre").order_by("on", "pk")
    keeps = permissions.keep_complaints.allows(user, plan)
    return {
        "plan": plan,
        "crumbs": crumbs(plan),
        "state": state(plan),
        "facts": facts(plan),
        "lines": list(plan.lines.select_related("ground", "ground__set").order_by("pk")),
        "rows": complaints.standings(plan) if plan.settled_at else [],
        "waiting": list(waiting[:SHOWN]),
        "is_running": bool(plan.settled_at and not plan.closed_at),
        "keeps": keeps,
    }


SHOWN = 100


def person_page(plan: ComplaintPlan, cadre: Any, *, own: bool) -> dict[str, Any]:
    """Answer one person's share and what it adds up; the person reads months, not days.

    A day and a channel may tell the person who complained.
    """
    one = next(iter(complaints.standings(plan, cadre)), None)
    counted = {row.pk for row in complaints.counted(plan, one.rows)} if one else set()
    way: Crumbs = [(_("我的记录"), reverse("evidence:own-records")), (plan.title, None)]
    return {
        "plan": plan,
        "cadre": cadre,
        "one": one,
        "own": own,
        "state": state(plan),
        "rows": [
            {"row": row, "state": finding(row), "counts": row.pk in counted}
            for row in (one.rows if one else [])
        ],
        "crumbs": way if own else crumbs(plan, cadre.name),
    }


def complaint_facts(row: Complaint) -> list[dict[str, Any]]:
    """Answer one complaint for who looks into it."""
    told = [
        {"label": _("人员"), "value": row.cadre.name},
        {"label": _("投诉内容"), "value": row.get_kind_display()},
        {"label": _("渠道"), "value": row.get_channel_display()},
        {"label": _("投诉日期"), "value": cn_date(row.on)},
        {"label": _("录入人"), "value": row.entered_by.name},
    ]
    if row.finding:
        told += [
            {"label": _("核查结论"), "value": row.get_finding_display()},
            {"label": _("核查依据"), "value": row.judged_reason, "wide": True},
        ]
    return told


def preview(plan: ComplaintPlan, *, user: Any, on: date) -> dict[str, Any]:
    """Answer whom the lines name and whom they leave out, before anything is written."""
    named = complaints.candidates(plan, on=on)
    return {
        "plan": plan,
        "crumbs": crumbs(plan, _("产生线索")),
        "candidates": [one for one in named if not one.left_out],
        "left_out": [one for one in named if one.left_out],
        "refusal": permissions.keep_complaints.refusal(user, plan),
    }
