"""Weekly lists: tasks set, looked at, closed; overdue ones counted; a count may name people."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from cadres.models import Cadre
from core import dates, editing
from core.audit import trail
from core.workflow.engine import lock
from evidence import permissions, regulations
from evidence.enums import Practice, SupervisionLine, WeekOutcome
from evidence.models import Signal, WeekCheck, WeekPlan, WeekTally, WeekTask
from evidence.queries import weekly
from evidence.services import signals


@transaction.atomic
def draw_up(unit: Any, *, year: int, by: Any, at: datetime, **given: Any) -> WeekPlan:
    """Begin a unit's weekly lists of a year: title, basis, ground, overdue_limit, weeks.

    :raises RegulationBroken: WK-01, the unit has them
    """
    permissions.keep_weekly.check(by, unit)
    regulations.one_week_plan_a_year.check(WeekPlan.objects.filter(unit=unit, year=year))
    plan = WeekPlan.objects.create(
        unit=unit, county_id=unit.county_id, year=year, drawn_up_by=by, drawn_up_at=at, **given
    )
    trail.record(plan, "draw_up_weekly", by=by, at=at)
    return plan


@transaction.atomic
def set_rule(
    plan: WeekPlan,
    *,
    basis: str,
    ground: Any,
    overdue_limit: int,
    weeks: int,
    by: Any,
    at: datetime,
    read: editing.Read | None = None,
) -> WeekPlan:
    """Correct the rule while nothing was counted by it.

    :raises EditedMeanwhile: a colleague corrected it since `read`
    :raises RegulationBroken: WK-11, it was used
    """
    plan = lock(plan)
    permissions.keep_weekly.check(by, plan)
    regulations.rule_was_not_used.check(plan.tallies)
    given = {"basis": basis, "ground": ground, "overdue_limit": overdue_limit, "weeks": weeks}
    now = {name: getattr(plan, name) for name in given}
    merged = editing.settle(read, now=now, given=given)
    for name, value in given.items():
        setattr(plan, name, value)
    plan.save(update_fields=list(given))
    trail.record(plan, "set_weekly_rule", by=by, at=at, limit=overdue_limit, weeks=weeks, **merged)
    return plan


@transaction.atomic
def set_task(
    plan: WeekPlan, *, text: str, cadre: Any, line_leader: Any, due_on: date, by: Any, at: datetime
) -> WeekTask:
    """Fix task, owner and due day; the task stands in the list of its due day's week.

    :raises NotAllowed: one's own task
    :raises RegulationBroken: WK-02 to WK-05
    """
    plan = lock(plan)
    row = WeekTask(plan=plan, text=text, cadre=cadre, line_leader=line_leader, due_on=due_on)
    permissions.set_task.check(by, row)
    regulations.due_in_the_year.check(due_on, plan.year)
    regulations.due_after_it_is_set.check(due_on, dates.legal_day(at))
    regulations.both_are_of_the_unit.check(cadre, line_leader, plan.unit_id)
    regulations.led_by_another.check(cadre, line_leader)
    row.week_on, row.set_by, row.set_at = weekly.monday(due_on), by, at
    row.save()
    trail.record(row, "set_week_task", by=by, at=at)
    return row


@transaction.atomic
def check(task: WeekTask, *, line: str, found: str, by: Any, at: datetime) -> WeekCheck:
    """Write down what somebody found who looked at a task.

    :raises NotAllowed: one's own task
    :raises RegulationBroken: WK-12, the user does not stand on that line
    """
    task = lock(task)
    permissions.check_task.check(by, task)
    regulations.line_is_held.check(line, weekly.lines_held(by, task))
    row = WeekCheck.objects.create(
        task=task, line=SupervisionLine(line), found=found, checked_by=by, checked_at=at
    )
    trail.record(row, "check_week_task", by=by, at=at, task=task.pk, line=line)
    return row


@transaction.atomic
def close(task: WeekTask, *, closed_on: date, by: Any, at: datetime) -> WeekTask:
    """Say on which day a task was finished.

    :raises NotAllowed: one's own task
    :raises RegulationBroken: WK-06, WK-07
    """
    task = lock(task)
    permissions.check_task.check(by, task)
    regulations.task_is_open.check(task)
    today = dates.legal_day(at)
    regulations.closed_in_time_order.check(closed_on, dates.legal_day(task.set_at), today)

    def end() -> None:
        task.outcome, task.closed_on = WeekOutcome.DONE, closed_on
        task.closed_by, task.closed_at = by, at

    return _change(task, end, "close_week_task", "补记：任务已按期办结", by=by, at=at)


@transaction.atomic
def lift(task: WeekTask, *, reason: str, by: Any, at: datetime) -> WeekTask:
    """Take an open task off the list with a reason; it is never overdue.

    :raises NotAllowed: one's own task
    :raises RegulationBroken: WK-07, WK-08
    """
    task = lock(task)
    permissions.set_task.check(by, task)
    regulations.task_is_open.check(task)
    regulations.change_is_explained.check(reason)

    def end() -> None:
        task.outcome, task.closed_on = WeekOutcome.LIFTED, dates.legal_day(at)
        task.closed_by, task.closed_at, task.note = by, at, reason.strip()

    return _change(task, end, "lift_week_task", f"任务已取消：{reason.strip()}", by=by, at=at)


@transaction.atomic
def reopen(task: WeekTask, *, reason: str, by: Any, at: datetime) -> WeekTask:
    """Take back how a task was closed, because it was written down wrongly.

    :raises NotAllowed: one's own task
    :raises RegulationBroken: WK-08, WK-13
    """
    task = lock(task)
    permissions.set_task.check(by, task)
    regulations.task_is_closed.check(task)
    regulations.change_is_explained.check(reason)

    def back() -> None:
        task.outcome, task.closed_on = "", None
        task.closed_by, task.closed_at, task.note = None, None, reason.strip()

    return _change(task, back, "reopen_week_task", f"办结已撤回：{reason.strip()}", by=by, at=at)


def _change(
    task: WeekTask, change: Callable[[], None], act: str, why: str, *, by: Any, at: datetime
) -> WeekTask:
    """Save a change; a signal that rested on the task's being overdue is withdrawn."""
    today = dates.legal_day(at)
    before = weekly.was_overdue(task, on=today)
    change()
    task.save(update_fields=["outcome", "closed_on", "closed_by", "closed_at", "note"])
    trail.record(task, act, by=by, at=at)
    if before and not weekly.was_overdue(task, on=today):
        over = WeekTally.objects.filter(
            plan=task.plan_id, from_on__lte=task.week_on, until_on__gte=task.week_on
        )
        standing = Signal.objects.standing().filter(
            practice=Practice.WEEKLY_LIST, cadre=task.cadre_id, source_pk__in=over.values("pk")
        )
        for signal in standing:
            signals.withdraw(signal, reason=why[:200], by=by, at=at)
    return task


@transaction.atomic
def raise_for(plan: WeekPlan, *, until_on: date, by: Any, at: datetime) -> list[Signal]:
    """Count the weeks that end on a Sunday and raise a signal for each whom the rule names.

    The count is kept, so that no overdue task counts twice; the same weeks again are once.

    :raises RegulationBroken: WK-09 the weeks are not over, WK-10 one was counted before
    """
    plan = lock(plan)
    permissions.keep_weekly.check(by, plan)
    today = dates.legal_day(at)
    regulations.weeks_are_over.check(until_on, today)
    span = weekly.window(plan, until_on)
    same = plan.tallies.filter(until_on=until_on).first()
    others = plan.tallies.filter(from_on__lte=span.until_on, until_on__gte=span.from_on)
    regulations.no_week_twice.check(others.exclude(until_on=until_on))
    named = [one for one in weekly.candidates(plan, span, on=today, by=by) if not one.left_out]
    if not named:
        return []
    tally = same or _count(plan, span, by=by, at=at)
    people = Cadre.objects.select_related("unit").in_bulk([one.cadre_id for one in named])
    return [
        _raise(tally, one, cadre=people[one.cadre_id], span=span, by=by, at=at) for one in named
    ]


def _count(plan: WeekPlan, span: weekly.Window, *, by: Any, at: datetime) -> WeekTally:
    tally = WeekTally.objects.create(
        plan=plan, from_on=span.from_on, until_on=span.until_on, taken_by=by, taken_at=at
    )
    trail.record(tally, "tally_weeks", by=by, at=at)
    return tally


def _raise(
    tally: WeekTally,
    one: weekly.Standing,
    *,
    cadre: Cadre,
    span: weekly.Window,
    by: Any,
    at: datetime,
) -> Signal:
    plan = tally.plan
    return signals.raise_(
        cadre,
        practice=Practice.WEEKLY_LIST,
        source_pk=tally.pk,
        ground=plan.ground,
        value=one.value,
        said=one.said[:200],
        rule=f"{plan.weeks} 周内逾期 {plan.overdue_limit} 项（{plan.basis}）"[:120],
        rows=weekly.lines(plan, span, cadre.pk, on=dates.legal_day(at)),
        from_on=span.from_on,
        until_on=span.until_on,
        by=by,
        at=at,
    )
