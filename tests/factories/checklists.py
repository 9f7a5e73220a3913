"""Checklists of problems, made by the acts themselves."""

from typing import Any

from accounts.enums import Role
from evidence.models import Checklist, Problem
from evidence.services import checklists
from tests.factories.accounts import holder
from tests.factories.cadres import PostFactory
from tests.factories.recall import GroundFactory
from tests.factories.units import UnitFactory
from tests.moments import NOW, TODAY, TOMORROW


def drawn(county: Any = None, *, by: Any = None, **given: Any) -> Checklist:
    """Draw a list up with two problems; the second needs two reports for a signal."""
    county = county or UnitFactory().county
    by = by or holder(Role.COUNTY_ADMIN, county)
    told = {"year": 2018, "title": "第一批突出问题清单", "basis": "普组通〔2018〕3号"}
    told |= {"report_until_on": TOMORROW} | given
    row = checklists.draw_up(county, by=by, at=NOW, **told)
    for code, title, line in (("T-1", "走读", 1), ("T-2", "吃空饷", 2)):
        checklists.add_item(
            row,
            title=title,
            ground=GroundFactory(code=code),
            text="工作日不在驻地",
            wanted="值班签到表",
            line=line,
            by=by,
            at=NOW,
        )
    return row


def settled(county: Any = None, **given: Any) -> Checklist:
    row = drawn(county, **given)
    return checklists.settle(row, by=row.drawn_up_by, at=NOW)


def reported(
    checklist: Checklist,
    cadre: Any = None,
    *,
    by: Any = None,
    title: str = "走读",
    at: Any = NOW,
    **given: Any,
) -> Problem:
    """Report one problem, by a clerk of the person's unit unless somebody is named."""
    cadre = cadre or PostFactory(cadre__unit__county=checklist.county).cadre
    told = {"from_on": TODAY, "until_on": None, "seen": "晚八点查岗不在驻地"}
    told |= {"finder": "县委督查室", "material": "查岗记录2号"} | given
    return checklists.report(
        checklist,
        item=checklist.items.get(title=title),
        cadre=cadre,
        by=by or holder(Role.UNIT_CLERK, cadre.unit),
        at=at,
        **told,
    )


def confirmed(problem: Problem, *, by: Any = None, at: Any = NOW) -> Problem:
    by = by or holder(Role.VERIFIER, problem.county)
    return checklists.confirm(problem, by=by, at=at)
