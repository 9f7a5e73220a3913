"""A world, a header and one good line for each import that writes by the acts of the pages."""

from dataclasses import dataclass
from typing import Any

from accounts.enums import Role
from tests.core.imports.files import workbook
from tests.factories import checklists, honour_lists, inspections, presentations, reminders, weekly
from tests.factories.accounts import holder
from tests.factories.cadres import CadreFactory, PostFactory
from tests.factories.imports import checked
from tests.factories.recall import GroundFactory
from tests.factories.units import UnitFactory
from tests.moments import TODAY, TOMORROW, YESTERDAY

KINDS = ("findings", "problems", "tasks", "reminders", "honours", "numbers", "work")
ACTS = {
    "findings": "enter_finding",
    "problems": "report_problem",
    "tasks": "set_week_task",
    "reminders": "issue_reminder",
    "honours": "propose_for_list",
    "numbers": "enter_round_number",
    "work": "enter_work_month",
}
UNIT, NAME = "县发改局", "王小明"
_WHO = {"姓名": NAME, "出生日期": "1980-01-01"}


@dataclass
class Case:
    """One kind in its world; `place` is the row that the lines are brought into."""

    kind: str
    unit: Any
    person: Any
    admin: Any
    place: Any
    told: dict[str, Any]

    def line(self, **changes: Any) -> dict[str, Any]:
        return self.told | changes

    def run(self, *lines: dict[str, Any], touch: Any = None, by: Any = None) -> Any:
        """Check a workbook of lines; the first says which columns there are."""
        lines = lines or (self.told,)
        content = workbook(
            [list(one.values()) for one in lines], header=list(lines[0]), touch=touch
        )
        return checked(self.unit.county, content, kind=self.kind, by=by or self.admin)


def case(kind: str) -> Case:
    unit = UnitFactory(name=UNIT)
    person = PostFactory(cadre=CadreFactory(unit=unit, name=NAME, user=None)).cadre
    admin = holder(Role.COUNTY_ADMIN, unit.county)
    place, told = globals()[f"_{kind}"](unit, person)
    return Case(kind, unit, person, admin, place, told)


def person_of(unit: Any, name: str, **given: Any) -> Any:
    """Let somebody of a name be of a unit, without an account."""
    return PostFactory(cadre=CadreFactory(unit=unit, name=name, user=None, **given)).cadre


def _findings(unit: Any, person: Any) -> Any:
    ground = GroundFactory(code="T-1")
    told = {
        "督查安排": "作风建设明察暗访",
        "单位": UNIT,
        "来源": "暗访",
        "发现日期": YESTERDAY.isoformat(),
        "地点": "政务大厅",
        "召回情形": ground.code,
        "发现情况": inspections.SEEN,
        "涉及人员": NAME,
    }
    return inspections.inspected(unit.county), told


def _problems(unit: Any, person: Any) -> Any:
    told = {
        **_WHO,
        "单位": UNIT,
        "年度": 2018,
        "清单": "第一批突出问题清单",
        "问题": "走读",
        "起始日期": YESTERDAY.isoformat(),
        "截止日期": "",
        "发现的情况": "晚八点查岗不在驻地",
        "发现人或来源": "县委督查室",
        "佐证材料": "查岗记录2号",
    }
    return checklists.settled(unit.county), told


def _tasks(unit: Any, person: Any) -> Any:
    person_of(unit, "李红")
    told = {
        "责任人": NAME,
        "出生日期": "1980-01-01",
        "单位": UNIT,
        "任务": "入户走访十户",
        "分管领导": "李红",
        "完成时间": TOMORROW.isoformat(),
    }
    return weekly.listed(unit), told


def _reminders(unit: Any, person: Any) -> Any:
    ground = GroundFactory(code="T-1")
    told = {
        **_WHO,
        "单位": UNIT,
        "召回情形": ground.code,
        "事实": "本月三次迟到",
        "需要改正的": "按时到岗",
        "改正期（天）": 30,
    }
    return ground, told


def _honours(unit: Any, person: Any) -> Any:
    told = {
        **_WHO,
        "设榜单位": UNIT,
        "红黄榜": "双星创建红黄榜",
        "榜别": "黄榜",
        "事实日期": YESTERDAY.isoformat(),
        "上榜事由": honour_lists.REASON,
    }
    return honour_lists.drawn(unit), told


def _numbers(unit: Any, person: Any) -> Any:
    row = presentations.settled(presentations.manned(presentations.drawn(unit), person))
    told = {
        **_WHO,
        "组织单位": UNIT,
        "晒比述评": "第二季度晒比述评",
        "指标": "走访农户",
        "数值": "36.5",
    }
    return row, told


def _work(unit: Any, person: Any) -> Any:
    told = {
        **_WHO,
        "单位": UNIT,
        "月份": "2018-04",
        "应出勤（天）": 21,
        "旷工、脱岗（天）": 1,
        "迟到早退（次）": 2,
        "请假（天）": 3,
        "来源": "办公室4月考勤表",
    }
    return unit, told


__all__ = ["ACTS", "KINDS", "TODAY", "Case", "case", "person_of", "reminders"]
