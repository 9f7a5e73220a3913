"""What is demanded of a trainee's individual plan."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation

_QXN = "黔西南州2015年做法：区分不同情形，分类施策，跟踪考察"
_OWN = "产品默认规则（可由部门核定）"


@regulation("PL-01", _("召回已经有处理结果或已终结，不再拟定个人提高计划。"), source=_OWN)
def plan_is_of_the_training(goes_on: bool) -> bool:
    return goes_on


@regulation("PL-02", _("修订计划须写明理由；第一版不用写。"), source=_OWN)
def change_is_explained(number: int, reason: str) -> bool:
    return (number > 1) == bool(reason.strip())


@regulation("PL-03", _("计划至少要有一条，每条的期限不得早于批准之日。"), source=_QXN)
def plan_can_be_kept(due: list[date], today: date) -> bool:
    return bool(due) and min(due) >= today


@regulation("PL-04", _("遇到困难的，请写明什么困难。"), source=_OWN)
def trouble_is_explained(is_stuck: bool, note: str) -> bool:
    return not is_stuck or bool(note.strip())


@regulation(
    "PL-05", _("计划只写谈话、学习、帮带和实践；转岗、免职等处理由会议研究决定。"), source=_QXN
)
def measure_helps(measure: str, helping: set[str]) -> bool:
    return measure in helping
