"""What the pages of weekly lists show."""

from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.dates import legal_day, spoken
from core.ui import lists
from evidence import permissions
from evidence.enums import SupervisionLine, WeekOutcome
from evidence.models import WeekPlan, WeekTask
from evidence.queries import weekly

Mark = tuple[str, str, str]  # words, tone, icon of a badge


def crumbs(plan: WeekPlan | None = None, *more: str) -> list[tuple[str, str | None]]:
    found: list[tuple[str, str | None]] = [
        (_("依据与线索"), reverse("evidence:home")),
        (_("周清单三定"), reverse("evidence:week-list")),
    ]
    if plan is not None:
        page = reverse("evidence:week-plan", args=[plan.pk])
        found.append((plan.title, page if more else None))
    return found + [(label, None) for label in more]


def mark(task: WeekTask, on: date) -> Mark:
    """Answer how a task stands on a day."""
    if task.outcome == WeekOutcome.LIFTED:
        return _("已取消"), "line", "ban"
    if task.closed_on is not None:
        if task.closed_on <= task.due_on:
            return _("按期办结"), "green", "circle-check"
        return _("逾期办结"), "amber", "clock-alert"
    if task.due_on < on:
        return _("逾期未办结"), "red", "clock-alert"
    return _("办理中"), "blue", "pencil-line"


def notes(task: WeekTask) -> list[str]:
    """Answer what else must be known of a task: set late, not counted, why lifted."""
    found = []
    if legal_day(task.set_at) > task.week_on:
        found.append(_("周中增加"))
    if getattr(task, "is_kept", False):
        found.append(_("处于保护期，不计逾期"))
    if task.note and task.outcome == WeekOutcome.LIFTED:
        found.append(_("取消原因：%(why)s") % {"why": task.note})
    elif task.note:
        found.append(_("曾撤回办结：%(why)s") % {"why": task.note})
    return found


def rows(tasks: Any, on: date) -> list[dict[str, Any]]:
    """Answer the lines of a table of tasks."""
    return [{"task": task, "mark": mark(task, on), "notes": notes(task)} for task in tasks]


def counted(tasks: QuerySet[WeekTask]) -> QuerySet[WeekTask]:
    """Add how often each line looked at a task."""
    return tasks.annotate(
        **{
            line.value.lower(): Count("checks", filter=Q(checks__line=line))
            for line in SupervisionLine
        }
    )


def rule_said(plan: WeekPlan) -> str:
    return _("%(weeks)s 周内逾期 %(limit)s 项") % {
        "weeks": plan.weeks,
        "limit": plan.overdue_limit,
    }


def plan_page(plan: WeekPlan, *, user: Any, params: Any, on: date, week_on: date) -> dict[str, Any]:
    """Answer one week of a plan: its tasks, and what the three lines of supervision did."""
    tasks = weekly.within(plan, weekly.Window(week_on, week_on))
    tasks = counted(tasks.select_related("cadre", "line_leader"))
    page = lists.page_of(tasks.order_by("outcome", "due_on", "pk"), params)
    page.object_list = rows(page.object_list, on)
    return {
        "plan": plan,
        "title": plan.title,
        "crumbs": crumbs(plan),
        "page": page,
        "tabs": week_tabs(plan, week_on),
        "week": week_said(week_on),
        "watches": weekly.supervision(plan, week_on, on=on),
        "rule": rule_said(plan),
        "keeps": permissions.keep_weekly.allows(user, plan),
        "can_set_rule": not plan.tallies.exists(),
    }


def week_said(week_on: date) -> str:
    """Answer a week as its first and last day."""
    return _("%(first)s至%(last)s") % {
        "first": spoken(week_on),
        "last": date_format(week_on + weekly.WEEK * 6 / 7, _("n月j日")),
    }


def week_tabs(plan: WeekPlan, week_on: date) -> list[dict[str, Any]]:
    """Answer the way to the week before and after."""
    days = [week_on - weekly.WEEK, week_on, week_on + weekly.WEEK]
    labels = [_("上一周"), week_said(week_on), _("下一周")]
    return [
        {"label": label, "n": None, "on": day == week_on, "url": f"?week={day.isoformat()}"}
        for label, day in zip(labels, days, strict=True)
        if weekly.week_of(plan, day.isoformat(), on=day) == day
    ]


def task_page(task: WeekTask, *, user: Any, on: date) -> dict[str, Any]:
    """Answer a task with what the three lines found, and what the user may do to it."""
    plan = task.plan
    own = task.cadre.user_id == user.pk
    keeps = permissions.keep_weekly.allows(user, plan) and not own
    way = crumbs(plan, task.text)
    if not permissions.keep_weekly.allows(user, plan):
        way = [(_("我的周清单"), reverse("evidence:week-own")), (task.text, None)]
    return {
        "task": task,
        "crumbs": way,
        "mark": mark(task, on),
        "notes": notes(task),
        "facts": _facts(task),
        "events": checks(task),
        "is_own": own,
        "may_check": permissions.check_task.allows(user, task),
        "may_keep": keeps,
    }


def _facts(task: WeekTask) -> list[dict[str, Any]]:
    closed = spoken(task.closed_on) if task.closed_on else _("尚未办结")
    set_ = {"who": task.set_by.name, "day": spoken(legal_day(task.set_at))}
    return [
        {"label": _("责任人"), "value": task.cadre.name},
        {"label": _("分管领导"), "value": task.line_leader.name},
        {"label": _("完成时间"), "value": spoken(task.due_on)},
        {"label": _("办结日期"), "value": closed},
        {"label": _("布置"), "value": _("%(who)s　%(day)s") % set_},
    ]


def checks(task: WeekTask) -> list[dict[str, Any]]:
    """Answer the log of a task, newest first."""
    return [
        {
            "label": row.get_line_display(),
            "who": row.checked_by.name,
            "at": row.checked_at,
            "opinion": row.found,
        }
        for row in task.checks.select_related("checked_by").order_by("-checked_at", "-pk")
    ]


def own_page(user: Any, *, params: Any, on: date) -> dict[str, Any]:
    """Answer the person's own tasks week by week, and the open ones that they lead."""
    tasks = WeekTask.objects.filter(cadre__user=user).select_related("line_leader", "plan")
    tasks = counted(weekly.with_protection(tasks))
    page = lists.page_of(tasks.order_by("-week_on", "due_on", "pk"), params)
    lead = WeekTask.objects.filter(line_leader__user=user, outcome="").select_related("cadre")
    return {
        "page": page,
        "weeks": [
            {"label": week_said(week_on), "rows": rows(some, on)}
            for week_on, some in groupby(page.object_list, key=lambda task: task.week_on)
        ],
        "leads": rows(counted(lead).order_by("due_on", "pk")[:50], on),
        "overdue": weekly.with_protection(tasks).overdue(on).filter(is_kept=False).count(),
    }
