"""What the pages show that count overdue tasks, and whom they would name."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.ui import lists
from evidence import permissions
from evidence.models import WeekPlan
from evidence.models.weekly import is_overdue
from evidence.presenters.weekly import counted, crumbs, rows, rule_said
from evidence.queries import weekly

KINDS = ("all", "overdue", "in_time", "kept", "lifted")


def counts_page(
    plan: WeekPlan, span: weekly.Window, *, user: Any, params: Any, on: date
) -> dict[str, Any]:
    """Answer everybody's numbers of some weeks; each number leads to its tasks."""
    return {
        "plan": plan,
        "span": span,
        "title": _("逾期统计"),
        "crumbs": crumbs(plan, _("逾期统计")),
        "page": lists.page_of(weekly.standings(plan, span, on=on), params),
        "tabs": _span_tabs(plan, span),
        "rule": rule_said(plan),
        "tallies": plan.tallies.select_related("taken_by").order_by("-until_on")[:20],
        "keeps": permissions.keep_weekly.allows(user, plan),
    }


def _span_tabs(plan: WeekPlan, span: weekly.Window) -> list[dict[str, Any]]:
    days = [span.until_on - weekly.WEEK, span.until_on, span.until_on + weekly.WEEK]
    labels = [_("往前一周"), said(span), _("往后一周")]
    return [
        {"label": label, "n": None, "on": day == span.until_on, "url": f"?until={day.isoformat()}"}
        for label, day in zip(labels, days, strict=True)
        if weekly.window_of(plan, day.isoformat(), on=day).until_on == day
    ]


def said(span: weekly.Window) -> str:
    """Answer the weeks in the language of the screen."""
    return _("%(first)s 至 %(last)s") % {
        "first": span.from_on.isoformat(),
        "last": span.until_on.isoformat(),
    }


def person_page(
    plan: WeekPlan, cadre: Any, tasks: Any, span: weekly.Window, *, params: Any, on: date, own: bool
) -> dict[str, Any]:
    """Answer one person's tasks of some weeks, narrowed to one of the numbers."""
    asked = params.get("show", "all")
    kind = asked if asked in KINDS else "all"
    standing = next(iter(weekly.standings_of(tasks, on=on)), None)
    shown = counted(_narrowed(tasks, kind, on)).select_related("line_leader")
    way = crumbs(plan, cadre.name)
    if own:
        way = [(_("我的周清单"), reverse("evidence:week-own")), (plan.title, None)]
    return {
        "plan": plan,
        "cadre": cadre,
        "span": said(span),
        "crumbs": way,
        "tabs": lists.tabs(params, _numbers(standing), name="show"),
        "rows": rows(shown.order_by("due_on", "pk")[:200], on),
    }


def _narrowed(tasks: Any, kind: str, on: date) -> Any:
    late = is_overdue(on)
    if kind == "overdue":
        return tasks.filter(late, is_kept=False)
    if kind == "kept":
        return tasks.filter(late, is_kept=True)
    if kind == "lifted":
        return tasks.filter(outcome="LIFTED")
    return tasks.filter(outcome="DONE").exclude(late) if kind == "in_time" else tasks


def _numbers(one: weekly.Standing | None) -> list[tuple[str, Any, int | None]]:
    told = (one.tasks, one.overdue, one.in_time, one.kept, one.lifted) if one else (0,) * 5
    labels = [_("全部任务"), _("逾期"), _("按期办结"), _("保护期不计"), _("已取消")]
    return [(kind, label, n) for kind, label, n in zip(KINDS, labels, told, strict=True)]


def preview(plan: WeekPlan, span: weekly.Window, *, user: Any, on: date) -> dict[str, Any]:
    """Answer whom the rule names and whom it leaves out, before anything is written."""
    named = weekly.candidates(plan, span, on=on, by=user)
    return {
        "plan": plan,
        "span": span,
        "span_said": said(span),
        "crumbs": crumbs(plan, _("产生线索")),
        "candidates": [one for one in named if not one.left_out],
        "left_out": [one for one in named if one.left_out],
        "ground": plan.ground,
        "rule": rule_said(plan),
        "keeps": permissions.keep_weekly.allows(user, plan),
    }
