"""What is demanded of the ledger of problems and of a resident's word."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation

_OWN = "产品默认规则（可由部门核定）"
_SHIQUAN = "石泉2019年做法：一项项问题逐个解决，到基层一线检验成效"
WORDS = 5


@regulation("PB-01", _("发现日期须在锻炼期内，且不晚于今天。"), source=_OWN)
def found_within(on: date, from_on: date, until_on: date, today: date) -> bool:
    return from_on <= on <= min(until_on, today)


@regulation("PB-02", _("日期不能早于发现问题和上一步的日期，也不能晚于今天。"), source=_OWN)
def step_in_order(on: date, last_on: date, today: date) -> bool:
    return last_on <= on <= today


@regulation("PB-03", _("请先登记采取的办法，再登记结果。"), source=_SHIQUAN)
def something_was_done(action_count: int) -> bool:
    return action_count > 0


@regulation("PB-04", _("登记结果以后，才能请群众评价。"), source=_SHIQUAN)
def result_stands(is_closed: bool) -> bool:
    return is_closed


@regulation(
    "PB-05",
    _("没有征得同意，不能记录群众的话。"),
    source="个人信息保护法第十三条、第二十九条",
)
def resident_consents(consent: bool) -> bool:
    return consent


@regulation("PB-06", _("链接无效、已经用过或已过期，请向给您链接的人重新要一个。"), source=_OWN)
def invite_is_good(is_good: bool) -> bool:
    return is_good


@regulation("PB-07", _("同一个问题最多记录 5 位群众的话。"), source=_OWN)
def words_are_few(count: int) -> bool:
    return count < WORDS


@regulation("PB-08", _("该提交标识已用于另一项实践锻炼，请重新打开页面再填。"), source=_OWN)
def token_is_own(used_elsewhere: bool) -> bool:
    return not used_elsewhere
