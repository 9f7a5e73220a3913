"""Tasks of weekly lists by workbook: one line for one task with its owner and its due day."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cadres.imports import who
from core.imports import cells
from core.imports.definitions import Column, Lookups, Match, Values
from evidence.imports import entered
from evidence.imports.base import MEASURES, PERSON_SAID, Store, words
from evidence.models import WeekTask
from evidence.regulations import weekly as rules
from evidence.services import bulk_weekly as bulk


class Tasks(entered.Entered):
    code = "tasks"
    title = pgettext_lazy("many", "周清单任务")
    subject = MEASURES
    brief = gettext_lazy("每项任务的责任人、分管领导和完成时间")
    hint = gettext_lazy(
        "一项任务一行：任务、责任人、完成时间；周清单先在系统里建好，不能事后补记任务。"
        "撤销导入时逐项取消任务，留有记录。"
    )
    identity = (*PERSON_SAID, "unit", "text", "due_on", "plan_id", "leader_id")
    told = ("unit", "text", "due_on")
    fixed = ("leader", gettext_lazy("这项任务已经布置，分管领导不同；请先取消再重新布置"))
    store = Store(
        model=WeekTask,
        current=bulk.current,
        enter=bulk.enter,
        remove=bulk.lift,
        used=bulk.used,
    )
    columns = (
        replace(who.NAME, label=gettext_lazy("责任人"), synonyms=("姓名", *who.NAME.synonyms)),
        who.ID_NUMBER,
        who.BORN_ON,
        who.unit_column(gettext_lazy("周清单所属单位全称")),
        words("text", gettext_lazy("任务"), 200, "任务内容", "工作任务"),
        Column(
            "leader",
            gettext_lazy("分管领导"),
            lambda _l: entered.named(1),
            required=True,
            synonyms=("督导人", "驻村队长"),
            note=gettext_lazy("本单位人员，不能是责任人本人；同名的写成：王小明（1980-05）"),
            show=entered.written,
        ),
        Column(
            "due_on",
            gettext_lazy("完成时间"),
            lambda _l: cells.day(),
            required=True,
            synonyms=("完成日期", "完成时限", "时限"),
            note=gettext_lazy("不早于导入当天"),
        ),
    )
    example = {
        "name": "王小明",
        "born_on": "1980-01-05",
        "unit": "两河镇",
        "text": "入户走访十户",
        "leader": "李红",
        "due_on": "2018-05-11",
    }

    def tables(self, county: Any) -> dict[str, Any]:
        return {"plans": bulk.plans_of(county), "leaders": {}}

    def check(self, values: Values, lookups: Lookups) -> Iterable[tuple[str, str]]:
        yield from super().check(values, lookups)
        if _plan(values, lookups) is None:
            yield "unit", _("这个单位这一年度没有周清单，请先建立")

    def check_new(self, values: Values, lookups: Lookups) -> Iterable[tuple[str, str]]:
        if not rules.due_after_it_is_set.judge(date.fromisoformat(values["due_on"]), lookups.on):
            yield "due_on", str(rules.due_after_it_is_set.sentence)

    def match(self, rows: Sequence[Values], lookups: Lookups) -> list[Match]:
        lookups.tables["leaders"] = entered.look_up(rows, "leader")
        return super().match(rows, lookups)

    def place(self, row: Values, lookups: Lookups) -> tuple[str, str] | None:
        plan = _plan(row, lookups)
        if plan is None:
            return "unit", _("没有周清单")
        leaders = lookups.tables["leaders"]
        ids, full, fault = entered.resolved(row["leader"], row["unit"], leaders)
        if fault:
            return "leader", fault
        if ids[0] == row["cadre"]:
            return "leader", str(rules.led_by_another.sentence)
        row["plan_id"], row["leader_id"], row["leader"] = plan, ids[0], full
        return None

    def spans(self, row: Values, lookups: Lookups) -> Sequence[entered.Span]:
        due_on = date.fromisoformat(row["due_on"])
        return ((due_on, due_on),)

    def known(self, rows: Sequence[Values]) -> dict[Any, int]:
        return bulk.known([row["cadre"] for row in rows])

    def known_as(self, row: Values) -> Any:
        return row["plan_id"], row["cadre"], row["text"], row["due_on"]


def _plan(values: Values, lookups: Lookups) -> int | None:
    year = date.fromisoformat(values["due_on"]).year
    found: int | None = lookups.tables["plans"].get((values["unit"], year))
    return found


TASKS = Tasks()
