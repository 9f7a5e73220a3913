"""What weekly lists demand."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation

_LISTS = _("产品规则：周清单、日三定（石泉县两河镇做法）")
_FAIR = _("产品规则：事先布置、按时督导，逾期才算数")


@regulation("WK-01", _("本单位这一年度已有周清单。"), source=_LISTS)
def one_week_plan_a_year(others: Any) -> bool:
    return not others.exists()


@regulation("WK-02", _("完成时间须在周清单所属年度内。"), source=_LISTS)
def due_in_the_year(due_on: date, year: int) -> bool:
    return due_on.year == year


@regulation("WK-03", _("完成时间不得早于布置当天，不能事后补记任务。"), source=_FAIR)
def due_after_it_is_set(due_on: date, today: date) -> bool:
    return due_on >= today


@regulation("WK-04", _("责任人和分管领导须是本单位人员。"), source=_LISTS)
def both_are_of_the_unit(cadre: Any, line_leader: Any, unit_id: int) -> bool:
    return cadre.unit_id == unit_id and line_leader.unit_id == unit_id


@regulation("WK-05", _("分管领导不能督导本人的任务，请另选一人。"), source=_FAIR)
def led_by_another(cadre: Any, line_leader: Any) -> bool:
    return cadre.pk != line_leader.pk


@regulation("WK-06", _("办结日期不得早于布置之日，也不得晚于今天。"), source=_LISTS)
def closed_in_time_order(closed_on: date, set_on: date, today: date) -> bool:
    return set_on <= closed_on <= today


@regulation("WK-07", _("这项任务已办结或已取消。"), source=_LISTS)
def task_is_open(task: Any) -> bool:
    return task.outcome == ""


@regulation("WK-08", _("取消任务或撤回办结须写明原因。"), source=_FAIR)
def change_is_explained(reason: str) -> bool:
    return bool(reason.strip())


@regulation("WK-09", _("只能清点已经过完的周，截止日须为周日。"), source=_FAIR)
def weeks_are_over(until_on: date, today: date) -> bool:
    return until_on.isoweekday() == 7 and until_on < today


@regulation("WK-10", _("这段时间里有的周已经清点过，同一逾期不重复算。"), source=_FAIR)
def no_week_twice(others: Any) -> bool:
    return not others.exists()


@regulation("WK-11", _("已按现行规则清点过，本年度不再改规则。"), source=_FAIR)
def rule_was_not_used(tallies: Any) -> bool:
    return not tallies.exists()


@regulation("WK-12", _("所选督导线与您的身份不符。"), source=_LISTS)
def line_is_held(line: str, lines: Any) -> bool:
    return line in lines


@regulation("WK-13", _("这项任务还没有办结或取消，不必撤回。"), source=_LISTS)
def task_is_closed(task: Any) -> bool:
    return task.outcome != ""
