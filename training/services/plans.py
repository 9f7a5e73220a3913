"""Acts on individual plans: drawn up from the grounds, worked over, approved, told of."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import dates
from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from recall.models import Case
from schemes.enums import Measure
from training.enums import LineState
from training.models import Enrolment, LineProgress, Plan, PlanLine
from training.permissions import plans as permissions
from training.queries import plans, talks
from training.regulations import plans as regulations
from training.services import messages


@transaction.atomic
def draw_up(enrolment: Enrolment, *, reason: str = "", by: Any, at: datetime) -> Plan:
    """Draw up a plan: the first from the grounds of the case, a later one from what stands.

    :raises RegulationBroken: PL-01 settled, PL-02 a change without, or a first one with, a reason
    :raises StateConflict: a draft waits already
    """
    case = lock(enrolment.case)
    permissions.keep_plan.check(by, enrolment)
    regulations.plan_is_of_the_training.check(talks.goes_on(case))
    if plans.draft_of(case):
        raise StateConflict(_("已有一版计划待批准。"))
    former = plans.standing_of(case)
    number = former.number + 1 if former else 1
    regulations.change_is_explained.check(number, reason)
    plan = Plan.objects.create(case=case, number=number, reason=reason, drawn_by=by, drawn_at=at)
    lines = _copied(former) if former else _suggested(case, dates.legal_day(at))
    PlanLine.objects.bulk_create(PlanLine(plan=plan, **line) for line in lines)
    trail.record(plan, "draw_up_plan", by=by, at=at, number=number)
    return plan


_FIELDS = ("ground", "measure", "goal", "action", "helper", "due_on")


def _copied(plan: Plan) -> list[dict[str, Any]]:
    return [{name: getattr(line, name) for name in _FIELDS} for line in plans.lines_of(plan)]


def _suggested(case: Case, on: date) -> list[dict[str, Any]]:
    return [
        {
            "ground": one.ground,
            "measure": one.measure,
            "goal": _("改正：%(title)s") % {"title": one.title},
            "action": _ACTIONS[one.measure](),
            "helper": one.mentor if one.mentor and one.measure in _BY_MENTOR else _("班主任"),
            "due_on": one.due_on,
        }
        for one in plans.suggested(case, on=on)
    ]


_BY_MENTOR = {Measure.MENTORING, Measure.PRACTICE}
_ACTIONS: dict[str, Any] = {
    Measure.TALK: lambda: _("每两周谈心一次，说清想法和困难"),
    Measure.EDUCATION: lambda: _("参加相关课程，写一篇心得，联系实际说怎么改"),
    Measure.MENTORING: lambda: _("跟着带教人办事，每周小结一次"),
    Measure.PRACTICE: lambda: _("在锻炼岗位办成一件群众看得见的事"),
}


@transaction.atomic
def add_line(plan: Plan, *, by: Any, at: datetime, **told: Any) -> PlanLine:
    """Add a line to a draft.

    :param told: measure, goal, action, helper, due_on
    :raises RegulationBroken: PL-05 not a measure that helps
    :raises StateConflict: approved meanwhile
    """
    plan = _draft(plan, by=by)
    regulations.measure_helps.check(told["measure"], set(plans.HELPING))
    row = PlanLine.objects.create(plan=plan, **told)
    trail.record(row, "add_plan_line", by=by, at=at)
    return row


@transaction.atomic
def change_line(line: PlanLine, *, by: Any, at: datetime, **told: Any) -> PlanLine:
    """Change a line of a draft; see `add_line`."""
    _draft(line.plan, by=by)
    regulations.measure_helps.check(told["measure"], set(plans.HELPING))
    line = lock(line)
    for name, value in told.items():
        setattr(line, name, value)
    line.save(update_fields=list(told))
    trail.record(line, "change_plan_line", by=by, at=at)
    return line


@transaction.atomic
def drop_line(line: PlanLine, *, by: Any, at: datetime) -> PlanLine:
    """Take a line out of a draft.

    :raises StateConflict: approved meanwhile
    """
    _draft(line.plan, by=by)
    trail.record(line, "drop_plan_line", by=by, at=at)
    line.delete()
    return line


def _draft(plan: Plan, *, by: Any) -> Plan:
    plan = lock(plan)
    permissions.keep_plan.check(by, plan)
    if plan.approved_at:
        raise StateConflict(_("这一版已经批准，修改请拟新的一版。"))
    return plan


@transaction.atomic
def approve(plan: Plan, *, by: Any, at: datetime) -> Plan:
    """Approve a draft: it stands from now on, the person is told and it changes no more.

    :raises RegulationBroken: PL-03 no line, or one that is due already
    :raises StateConflict: approved before
    """
    plan = _draft(plan, by=by)
    due = list(plan.lines.values_list("due_on", flat=True))
    regulations.plan_can_be_kept.check(due, dates.legal_day(at))
    plan.approved_by, plan.approved_at = by, at
    plan.save(update_fields=["approved_by", "approved_at"])
    trail.record(plan, "approve_plan", by=by, at=at)
    messages.tell_planned(plan, by=by, at=at)
    return plan


@transaction.atomic
def tell_progress(
    line: PlanLine, *, state: str, note: str = "", by: Any, at: datetime
) -> LineProgress:
    """Say how a line of the standing plan goes.

    :raises RegulationBroken: PL-04 in trouble and not said which
    :raises StateConflict: the line's version does not stand
    """
    case = lock(line.plan.case)
    permissions.tell_progress.check(by, line)
    standing = plans.standing_of(case)
    if standing is None or standing.pk != line.plan_id:
        raise StateConflict(_("计划已有新的一版，请在新版上填写进展。"))
    regulations.trouble_is_explained.check(state == LineState.STUCK, note)
    row = LineProgress.objects.create(line=line, state=state, note=note, told_by=by, told_at=at)
    trail.record(row, "tell_progress", by=by, at=at, state=state)
    return row
