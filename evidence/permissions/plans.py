"""Who may act on a unit's targets and weekly lists."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.permissions import Answer, Rule
from evidence.permissions.units import keeps


@Rule
def keep_targets(user: Any, place: Any) -> Answer:
    """The unit's clerk and head, the county's administrator. Row: a unit, or a plan of one."""
    if keeps(user, place):
        return None
    return _("只有本单位经办人、主要负责人或县级管理员可以办理目标考核。")


@Rule
def score_target(user: Any, cadre: Any) -> Answer:
    """Nobody scores themselves."""
    if cadre.user_id is not None and cadre.user_id == user.pk:
        return _("不得记录或更正本人的分数，请由他人办理。")
    return None


@Rule
def keep_weekly(user: Any, place: Any) -> Answer:
    """The unit's clerk and head, the county's administrator. Row: a unit, or a plan of one."""
    if keeps(user, place):
        return None
    return _("只有本单位经办人、主要负责人或县级管理员可以办理周清单。")


@Rule
def set_task(user: Any, task: Any) -> Answer:
    """As `keep_weekly`; nobody sets, lifts or opens again their own task."""
    if task.cadre.user_id is not None and task.cadre.user_id == user.pk:
        return _("不得办理本人的任务，请由他人办理。")
    return keep_weekly.judge(user, task.plan)


@Rule
def check_task(user: Any, task: Any) -> Answer:
    """As `set_task`, and the line leader of the task: looking at it, closing it."""
    leader = task.line_leader.user_id
    if leader is not None and leader == user.pk and task.cadre.user_id != user.pk:
        return None
    if sentence := set_task.judge(user, task):
        own = task.cadre.user_id == user.pk
        return (
            sentence if own else _("只有分管领导、本单位经办人、主要负责人或县级管理员可以督导。")
        )
    return None
