"""Attendance at work by workbook: one line for one person's month."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy, pgettext_lazy

from cadres.imports import who
from core.imports import cells
from core.imports.definitions import Column, Lookups, Values
from evidence.imports.base import MEASURES, PERSON, PERSON_SAID, Store, words
from evidence.imports.entered import Entered, Span
from evidence.models import WorkMonth
from evidence.queries.work import FIGURES, last_of
from evidence.regulations import work as rules
from evidence.services import bulk_work as bulk

_day = cells.day(or_month=True)


def _month(cell: Any) -> str:
    return date.fromisoformat(_day(cell)).replace(day=1).isoformat()


def _number(
    name: str, label: Any, most: int, *synonyms: str, note: Any = "", required: bool = True
) -> Column:
    return Column(
        name,
        label,
        lambda _l: cells.whole(0, most),
        required=required,
        synonyms=synonyms,
        note=note,
    )


class Work(Entered):
    code = "work"
    title = pgettext_lazy("many", "出勤月报")
    subject = MEASURES
    brief = gettext_lazy("每人每月应出勤、旷工脱岗、迟到早退和请假")
    hint = gettext_lazy(
        "一人一月一行，月份结束后导入。请假不计缺勤；当月处于保护期的，"
        "旷工、脱岗和迟到早退填 0，天数记请假。"
    )
    stays = gettext_lazy("登记后不能删除；有误的逐条更正，原数保留")
    identity = (*PERSON_SAID, "unit", "month")
    told = ("unit", "month")
    fixed = ("month", gettext_lazy("此人这个月的出勤已经登记，数字不同；请在系统里更正"))
    store = Store(
        model=WorkMonth,
        current=bulk.current,
        enter=bulk.enter,
        remove=lambda _ids, **_hand: bulk.refuse_removal(),
        used=lambda _ids: set(),
    )
    columns = (
        *PERSON,
        who.unit_column(gettext_lazy("本人所在单位全称")),
        Column(
            "month",
            gettext_lazy("月份"),
            lambda _l: _month,
            required=True,
            synonyms=("年月", "考勤月份"),
            note=gettext_lazy("写成 2018-04 或 2018年4月"),
            show=lambda value, _l: str(value)[:7],
        ),
        _number("due_days", gettext_lazy("应出勤（天）"), 31, "应出勤", "应出勤天数"),
        _number(
            "absent_days",
            gettext_lazy("旷工、脱岗（天）"),
            31,
            "旷工",
            "旷工脱岗",
            "旷工天数",
            note=gettext_lazy("整天，未经批准不在岗的；不足一天的不填"),
        ),
        _number(
            "absent_running",
            gettext_lazy("其中连续最长（天）"),
            31,
            "连续旷工",
            "连续旷工天数",
            note=gettext_lazy("当月内最长一次连续旷工的工作日数；没有掌握的不填"),
            required=False,
        ),
        _number("late_times", gettext_lazy("迟到早退（次）"), 62, "迟到早退", "迟到早退次数"),
        _number(
            "leave_days",
            gettext_lazy("请假（天）"),
            31,
            "请假",
            "请假天数",
            note=gettext_lazy("经批准的各类假，不计缺勤"),
        ),
        words("source", gettext_lazy("来源"), 100, "数据来源", "依据"),
    )
    example = {
        "name": "王小明",
        "born_on": "1980-01-05",
        "unit": "城关镇",
        "month": "2018-04",
        "due_days": "21",
        "absent_days": "0",
        "absent_running": "",
        "late_times": "1",
        "leave_days": "2",
        "source": "镇党政办4月考勤表",
    }

    def check(self, values: Values, lookups: Lookups) -> Iterable[tuple[str, Any]]:
        yield from super().check(values, lookups)
        last_on = last_of(date.fromisoformat(values["month"]))
        figures = {name: values.get(name, 0) for name in FIGURES}
        if not rules.month_is_over.judge(last_on, lookups.on):
            yield "month", str(rules.month_is_over.sentence)
        if not rules.days_fit_the_month.judge(figures, last_on):
            yield "due_days", str(rules.days_fit_the_month.sentence)
        elif not rules.running_days_are_among_the_absent.judge(figures):
            yield "absent_running", str(rules.running_days_are_among_the_absent.sentence)
        elif not rules.late_on_days_at_work.judge(figures):
            yield "late_times", str(rules.late_on_days_at_work.sentence)

    def spans(self, row: Values, lookups: Lookups) -> Sequence[Span]:
        if not row["absent_days"] and not row["late_times"]:
            return ()
        month = date.fromisoformat(row["month"])
        return ((month, last_of(month)),)

    def known(self, rows: Sequence[Values]) -> dict[Any, int]:
        return bulk.known({row["cadre"] for row in rows}, {row["month"] for row in rows})

    def known_as(self, row: Values) -> Any:
        return row["cadre"], row["month"]


ATTENDANCE = Work()
