"""What groups, monitor and postponement demand. Each sentence is shown as it stands here."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from core import dates
from core.regulations import regulation

_OWN = "产品默认规则（可由部门核定）"
LONGEST_MONTHS = 24


@regulation("TR-35", _("班长须从本班在册学员中产生。"), source="石泉县2019年做法：班长由学员担任")
def monitor_is_a_trainee(is_standing: bool, is_of_class: bool) -> bool:
    return is_standing and is_of_class


@regulation("TR-36", _("小组数须在 1 至学员人数之间。"), source=_OWN)
def groups_fit(count: int, trainees: int) -> bool:
    return 1 <= count <= trainees


@regulation("TR-37", _("延期的终止日期不得早于起始日期，且最长两年。"), source=_OWN)
def postponed_within_two_years(from_on: date, until_on: date) -> bool:
    return from_on <= until_on < dates.add_months(from_on, LONGEST_MONTHS)


@regulation("TR-38", _("延期参训须写明证明材料，例如诊断证明。"), source=_OWN)
def has_a_paper(paper: str) -> bool:
    return bool(paper.strip())


@regulation(
    "TR-39", _("没有可以打印的内容：请先排课、编班；门牌和签到表还须选有课的日期。"), source=_OWN
)
def has_something_to_print(is_filled: bool) -> bool:
    return is_filled
