"""Weekly lists, made by the acts themselves."""

from datetime import date, datetime, timedelta
from typing import Any

from accounts.enums import Role
from core.dates import ZONE
from evidence.models import WeekPlan, WeekTask
from evidence.services import weekly
from tests.factories.accounts import holder
from tests.factories.cadres import PostFactory
from tests.factories.recall import GroundFactory
from tests.factories.units import UnitFactory
from tests.moments import NOW

MONDAY = date(2018, 5, 7)
FRIDAY = date(2018, 5, 11)
SUNDAY = date(2018, 5, 13)
MONDAY_MORNING = datetime(2018, 5, 7, 8, 0, tzinfo=ZONE)
AFTER = datetime(2018, 5, 15, 9, 0, tzinfo=ZONE)


def listed(unit: Any = None, *, by: Any = None, **given: Any) -> WeekPlan:
    """Begin a unit's lists of 2018 under a rule of two overdue tasks in one week."""
    unit = unit or UnitFactory()
    told = {
        "year": 2018,
        "title": "两河镇2018年周清单",
        "basis": "两发〔2018〕3号",
        "ground": GroundFactory(),
        "overdue_limit": 2,
        "weeks": 1,
    } | given
    return weekly.draw_up(unit, by=by or holder(Role.UNIT_CLERK, unit), at=NOW, **told)


def person(plan: WeekPlan, **given: Any) -> Any:
    return PostFactory(cadre__unit=plan.unit, **given).cadre


def task(plan: WeekPlan, cadre: Any = None, **given: Any) -> WeekTask:
    """Set a task on Monday morning, due on Friday."""
    told = {"text": "入户走访十户", "due_on": FRIDAY, "at": MONDAY_MORNING} | given
    told.setdefault("by", plan.drawn_up_by)
    told["line_leader"] = told.get("line_leader") or person(plan)
    return weekly.set_task(plan, cadre=cadre or person(plan), **told)


def closed(row: WeekTask, days: int = 0, *, by: Any = None) -> WeekTask:
    """Close a task so many days after it was due."""
    day = row.due_on + timedelta(days=days)
    return weekly.close(row, closed_on=day, by=by or row.plan.drawn_up_by, at=AFTER)


def overdue(plan: WeekPlan, *days: int, cadre: Any = None) -> Any:
    """Let a person finish tasks so many days late each; answer the person."""
    cadre = cadre or person(plan)
    for late in days:
        closed(task(plan, cadre, text=f"迟 {late} 天"), late)
    return cadre


def lifted(row: WeekTask) -> WeekTask:
    """Lift a task that was set by mistake."""
    return weekly.lift(row, reason="重复布置", by=row.plan.drawn_up_by, at=AFTER)
