"""Figures of weekly lists: who is overdue with what, and whom the rule would name."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.enums import Role
from cadres.models import Protection
from core import dates
from evidence.enums import SupervisionLine, WeekOutcome
from evidence.models import WeekCheck, WeekPlan, WeekTask
from evidence.models.weekly import is_overdue

WEEK, YEAR = timedelta(days=7), timedelta(days=366)


@dataclass(frozen=True)
class Window:
    """Whole weeks, from a Monday to a Sunday, both in."""

    from_on: date
    until_on: date

    def __str__(self) -> str:
        return f"{dates.cn(self.from_on)}至{dates.cn(self.until_on)}"


@dataclass
class Standing:
    """One person's tasks of a window, in numbers; `kept` were overdue while protected."""

    cadre_id: int
    name: str
    user_id: int | None
    tasks: int
    in_time: int
    overdue: int
    kept: int
    lifted: int
    said: str = ""
    left_out: str = ""

    @property
    def value(self) -> Decimal:
        return Decimal(self.overdue)


def monday(day: date) -> date:
    """Answer the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def week_of(plan: WeekPlan, asked: str, *, on: date) -> date:
    """Answer the Monday that is asked for, else this week's; kept within the plan's year."""
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        day = on
    return monday(min(max(day, date(plan.year, 1, 1)), date(plan.year, 12, 31)))


def window(plan: WeekPlan, until_on: date) -> Window:
    """Answer the weeks of the plan's rule that end on a Sunday."""
    return Window(until_on - WEEK * plan.weeks + timedelta(days=1), until_on)


def window_of(plan: WeekPlan, asked: str, *, on: date) -> Window:
    """Answer the window that ends with the week of the asked day, else with the last one over."""
    last = monday(on) - timedelta(days=1)
    latest = monday(date(plan.year, 12, 31)) + timedelta(days=6)
    try:
        until = monday(date.fromisoformat(asked)) + timedelta(days=6)
    except (ValueError, OverflowError):
        until = last
    earliest = monday(date(plan.year, 1, 1)) + timedelta(days=6)
    return window(plan, min(max(until, earliest), max(latest, earliest)))


def with_protection(rows: QuerySet[WeekTask]) -> QuerySet[WeekTask]:
    """Add `is_kept`: whether the owner is protected on one of the task's days.

    Which protection it is, the list does not say: line leaders read it too.
    """
    touching = Protection.objects.filter(
        cadre=OuterRef("cadre"), from_on__lte=OuterRef("due_on")
    ).exclude(until_on__lt=OuterRef("week_on"))
    return rows.annotate(is_kept=Exists(touching))


def within(plan: WeekPlan, span: Window) -> QuerySet[WeekTask]:
    """Answer the plan's tasks of these weeks, each with its protection."""
    rows = WeekTask.objects.filter(plan=plan, week_on__range=(span.from_on, span.until_on))
    return with_protection(rows)


def of_person(plans: QuerySet[WeekPlan], span: Window, cadre_id: int) -> QuerySet[WeekTask]:
    """Answer a person's tasks of these weeks in some plans, each with its protection."""
    rows = WeekTask.objects.filter(plan__in=plans, cadre=cadre_id)
    return with_protection(rows.filter(week_on__range=(span.from_on, span.until_on)))


def asked_span(first: str, last: str) -> Window | None:
    """Answer the days of a longer look back, a year at most; None if they are no such days."""
    try:
        span = Window(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        return None
    return span if timedelta(0) <= span.until_on - span.from_on <= YEAR else None


def overdue_counts(people: set[int], span: Window) -> dict[int, tuple[int, int]]:
    """Answer person → (overdue tasks that count, the latest plan), from their own unit's plans.

    Overdue as of the span's last day. Who had no task, or only lifted ones, is not in it.
    """
    rows = WeekTask.objects.filter(
        cadre__in=people,
        plan__unit=F("cadre__unit"),
        week_on__range=(span.from_on, span.until_on),
    ).exclude(outcome=WeekOutcome.LIFTED)
    counted = is_overdue(span.until_on) & Q(is_kept=False)
    told = with_protection(rows).order_by().values("cadre")
    found = told.annotate(n=Count("pk", filter=counted), last=Max("plan"))
    return {row["cadre"]: (row["n"], row["last"]) for row in found}


def standings(plan: WeekPlan, span: Window, *, on: date) -> list[Standing]:
    """Answer everybody who has a task in these weeks, the most overdue first."""
    return standings_of(within(plan, span), on=on)


def standings_of(tasks: QuerySet[WeekTask], *, on: date) -> list[Standing]:
    """Answer everybody who owns one of the tasks, the most overdue first."""
    late, counted = is_overdue(on), Q(is_kept=False)
    done = Q(outcome=WeekOutcome.DONE)
    rows = (
        tasks.order_by()
        .values("cadre", "cadre__name", "cadre__user")
        .annotate(
            n=Count("pk"),
            in_time=Count("pk", filter=done & ~late),
            overdue=Count("pk", filter=late & counted),
            kept=Count("pk", filter=late & ~counted),
            lifted=Count("pk", filter=Q(outcome=WeekOutcome.LIFTED)),
        )
        .order_by("-overdue", "cadre__name", "cadre")
    )
    names = ("cadre", "cadre__name", "cadre__user", "n", "in_time", "overdue", "kept", "lifted")
    return [Standing(*row) for row in rows.values_list(*names)]


def candidates(plan: WeekPlan, span: Window, *, on: date, by: Any) -> list[Standing]:
    """Answer whom the rule names, each with the sentence why, and why not if left out."""
    limit = plan.overdue_limit
    found = [one for one in standings(plan, span, on=on) if one.overdue + one.kept >= limit]
    for one in found:
        one.said = f"{plan.title}：{span}逾期 {one.overdue} 项，达到 {limit} 项"
        if one.overdue < limit:
            one.said = f"{plan.title}：{span}逾期 {one.overdue + one.kept} 项"
            one.left_out = _("其中 %(n)s 项处于保护期，不计；其余不到 %(limit)s 项") % {
                "n": one.kept,
                "limit": limit,
            }
        elif one.user_id is not None and one.user_id == by.pk:
            one.left_out = _("您本人的任务，请由他人清点")
    return found


def overdue_of(plan: WeekPlan, span: Window, cadre_id: int, *, on: date) -> QuerySet[WeekTask]:
    """Answer a person's overdue tasks that count."""
    rows: Any = within(plan, span).filter(cadre=cadre_id)
    rows = rows.filter(is_overdue(on), is_kept=False)
    return rows.select_related("line_leader").order_by("due_on", "pk")  # type: ignore[no-any-return]


def lines(plan: WeekPlan, span: Window, cadre_id: int, *, on: date) -> list[dict[str, str]]:
    """Answer the overdue tasks behind a number, as a signal keeps them."""
    return [
        {
            "label": f"{task.text}（分管领导 {task.line_leader.name}）",
            "value": _late_by(task),
            "on": task.due_on.isoformat(),
        }
        for task in overdue_of(plan, span, cadre_id, on=on)
    ]


def _late_by(task: WeekTask) -> str:
    if task.closed_on is None:
        return "逾期未办结"
    return f"逾期 {(task.closed_on - task.due_on).days} 天办结"


def was_overdue(task: WeekTask, *, on: date) -> bool:
    """Answer whether a task as it stands is overdue on a day."""
    return WeekTask.objects.filter(is_overdue(on), pk=task.pk).exists()


def plans_of(cadre: Any) -> QuerySet[WeekPlan]:
    """Answer the plans in which a person has a task."""
    return WeekPlan.objects.filter(tasks__cadre=cadre).distinct()


def lines_held(user: Any, task: WeekTask) -> list[SupervisionLine]:
    """Answer the lines of supervision on which the user stands towards a task."""
    plan, found = task.plan, []
    if user.holds(Role.UNIT_HEAD, unit_id=plan.unit_id):
        found.append(SupervisionLine.LEADERS)
    if task.line_leader.user_id == user.pk:
        found.append(SupervisionLine.LINE)
    if user.holds(Role.UNIT_CLERK, unit_id=plan.unit_id) or user.holds(
        Role.COUNTY_ADMIN, county_id=plan.county_id
    ):
        found.append(SupervisionLine.PATROL)
    return found


@dataclass(frozen=True)
class Watch:
    """What one line of supervision did in a week: `seen` of `due`, and how often in all."""

    line: SupervisionLine
    seen: int
    due: int
    times: int


def supervision(plan: WeekPlan, week_on: date, *, on: date) -> list[Watch]:
    """Answer the three lines of a week: tasks looked at; for the daily line, days of tasks.

    A day of a task is a working day from when it was set to when it was due or closed, today in.
    """
    tasks = list(WeekTask.objects.filter(plan=plan, week_on=week_on).exclude(outcome="LIFTED"))
    rows = WeekCheck.objects.filter(task__in=tasks).values_list("task", "line", "checked_at")
    looks = [(task, line, dates.legal_day(at)) for task, line, at in rows]
    owed = {(task.pk, day) for task in tasks for day in _days(task, on)}

    def seen(line: str) -> int:
        return len({task for task, where, _day in looks if where == line})

    daily = {(task, day) for task, line, day in looks if line == SupervisionLine.LINE}
    return [
        Watch(
            line,
            len(daily & owed) if line == SupervisionLine.LINE else seen(line),
            len(owed) if line == SupervisionLine.LINE else len(tasks),
            sum(1 for look in looks if look[1] == line),
        )
        for line in SupervisionLine
    ]


def _days(task: WeekTask, on: date) -> list[date]:
    first = max(task.week_on, dates.legal_day(task.set_at))
    last = min(task.due_on, on, task.closed_on or task.due_on)
    span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [day for day in span if dates.is_working_day(day)]
