"""What is demanded of a heart-to-heart talk between class manager or mentor and trainee."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation

_QXN = "黔西南州2015年做法：通过交心谈心，帮助解开思想疙瘩、放下思想包袱"
_OWN = "产品默认规则（可由部门核定）"


@regulation("TK-01", _("谈话日期不得早于决定召回之日，也不得晚于今天。"), source=_QXN)
def talk_is_of_this_time(on: date, opened_on: date, today: date) -> bool:
    return opened_on <= on <= today


@regulation("TK-02", _("后续跟进和跟进日期要一起填写，跟进日期须在谈话日期之后。"), source=_OWN)
def follow_up_has_its_day(follow_up: str, follow_up_on: date | None, on: date) -> bool:
    if follow_up_on is None:
        return not follow_up
    return bool(follow_up) and follow_up_on > on


@regulation("TK-03", _("召回已经有处理结果或已终结，不再登记培训期间的谈心谈话。"), source=_OWN)
def case_is_under_training(goes_on: bool) -> bool:
    return goes_on
