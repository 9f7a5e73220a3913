"""Periods of complaint shares, made by the acts themselves."""

from decimal import Decimal
from typing import Any

from accounts.enums import Role
from evidence.models import Complaint, ComplaintPlan
from evidence.services import complaints
from tests.factories.accounts import holder
from tests.factories.cadres import PostFactory
from tests.factories.recall import GroundFactory
from tests.factories.units import UnitFactory
from tests.moments import EARLIER, NOW, YESTERDAY


def drawn(unit: Any = None, *, by: Any = None, **given: Any) -> ComplaintPlan:
    """Draw a plan up with Xingren's lines; its period ended yesterday."""
    unit = unit or UnitFactory()
    by = by or holder(Role.UNIT_CLERK, unit)
    told = {"title": "政务大厅投诉占比", "basis": "兴组发〔2014〕8号", "from_on": EARLIER}
    told |= {"until_on": YESTERDAY, "counts": "SUBSTANTIATED", "smallest": 10} | given
    plan = complaints.draw_up(unit, by=by, at=NOW, **told)
    for kind, percent, measure, code in (
        ("FAVOUR", 30, "REMIND", "C-1"),
        ("SILENCE", 50, "PROPOSE", "C-2"),
    ):
        ground = GroundFactory(code=code)
        line = {"kind": kind, "percent": Decimal(percent), "measure": measure}
        complaints.add_line(plan, ground=ground, by=by, at=NOW, **line)
    return plan


def running(unit: Any = None, **given: Any) -> ComplaintPlan:
    plan = drawn(unit, **given)
    return complaints.settle(plan, by=plan.drawn_up_by, at=NOW)


def served(plan: ComplaintPlan, applicants: int, cadre: Any = None) -> Any:
    """Enter how many applicants a person served; answer the person."""
    cadre = cadre or PostFactory(cadre__unit=plan.unit).cadre
    told = {"applicants": applicants, "source": "办件系统导出"}
    complaints.count(plan, cadre=cadre, by=plan.drawn_up_by, at=NOW, **told)
    return cadre


def complained(plan: ComplaintPlan, cadre: Any, finding: str = "TRUE", **given: Any) -> Complaint:
    """Enter a complaint and let the head judge it; an empty finding leaves it waiting."""
    told = {"kind": "FAVOUR", "channel": "HOTLINE", "on": YESTERDAY, "number": ""} | given
    row = complaints.enter(plan, cadre=cadre, by=plan.drawn_up_by, at=NOW, **told)
    if finding:
        by = holder(Role.UNIT_HEAD, plan.unit)
        row = complaints.judge(row, finding=finding, reason="回访核对", by=by, at=NOW)
    return row


def closed(plan: ComplaintPlan) -> ComplaintPlan:
    return complaints.close(plan, by=plan.drawn_up_by, at=NOW)
