"""What the books of points demand."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation

_POINTS = _("产品规则：积分、记分与负面清单台账（公务员平时考核办法；石泉县委办积分管理）")


@regulation("PT-01", _("自设积分办法须登记为单位的平时考核，请写明依据和文号。"), source=_POINTS)
def book_is_registered(basis: str, document_number: str) -> bool:
    return bool(basis.strip()) and bool(document_number.strip())


@regulation("PT-02", _("本单位这一年度已有同一做法的台账。"), source=_POINTS)
def one_book_a_year(others: Any) -> bool:
    return not others.exists()


@regulation("PT-03", _("分组须是台账设定的分组之一。"), source=_POINTS)
def group_is_of_the_book(group: str, groups: list[str]) -> bool:
    return group in groups if groups else not group


@regulation("PT-04", _("新版规则只能从尚未结账的期间起施行，已结账的不重算。"), source=_POINTS)
def rule_is_for_the_future(from_on: Any, open_from: Any) -> bool:
    return open_from is not None and from_on >= open_from


@regulation("PT-05", _("只有本单位及下级单位的人员可以列入台账，且一人只列一次。"), source=_POINTS)
def member_is_of_the_unit(cadre: Any, unit_ids: set[int], others: Any) -> bool:
    return cadre.unit_id in unit_ids and not others.exists()


@regulation("PT-06", _("发生日期须在本台账期间内，且不晚于今天。"), source=_POINTS)
def entry_is_of_the_year(on: Any, first: Any, last: Any) -> bool:
    return first <= on <= last


@regulation("PT-07", _("计分项目须是本台账正在使用的项目。"), source=_POINTS)
def item_is_in_use(item: Any, book_id: int) -> bool:
    return item.book_id == book_id and item.retired_on is None


@regulation("PT-08", _("这一笔已经冲正，或本身就是冲正，不能再冲正。"), source=_POINTS)
def entry_stands(entry: Any, reversals: Any) -> bool:
    return entry.reverses_id is None and not reversals.exists()


@regulation("PT-09", _("冲正须写明原因。"), source=_POINTS)
def reversal_is_explained(reason: str) -> bool:
    return bool(reason.strip())


@regulation("PT-10", _("本期还没有结束，不能结账。"), source=_POINTS)
def period_is_over(until_on: Any, on: Any) -> bool:
    return on >= until_on


@regulation("PT-11", _("异议期还没有届满，不能定案。"), source=_POINTS)
def objections_had_their_time(until_on: Any, on: Any) -> bool:
    return on > until_on


@regulation("PT-12", _("还有异议没有答复，不能定案。"), source=_POINTS)
def objections_are_answered(open_ones: Any) -> bool:
    return not open_ones.exists()


@regulation("PT-13", _("异议期已过，或这一笔已提过异议。"), source=_POINTS)
def objection_is_in_time(period: Any, on: Any, others: Any) -> bool:
    in_time = period.objection_until_on is None or on <= period.objection_until_on
    return in_time and period.final_at is None and not others.exists()


@regulation("PT-14", _("本年度还有期间没有定案，不能分配奖励。"), source=_POINTS)
def year_is_final(open_ones: Any) -> bool:
    return not open_ones.exists()


@regulation("PT-15", _("没有人的全年积分大于零，无法按积分分配。"), source=_POINTS)
def somebody_has_points(totals: Any) -> bool:
    return any(points > 0 for points in totals)


@regulation("PT-16", _("只有定案的期间可以产生线索。"), source=_POINTS)
def period_is_final(period: Any) -> bool:
    return period.final_at is not None


@regulation("PT-17", _("计分规则没有指定召回情形，不能产生线索。"), source=_POINTS)
def rule_names_a_ground(rule: Any) -> bool:
    return rule is not None and rule.ground_id is not None


@regulation("PT-18", _("本期已经结账，请记入下一期；定案前的错误用冲正更正。"), source=_POINTS)
def period_takes_entries(period: Any) -> bool:
    return period is not None and period.closed_at is None


@regulation("PT-19", _("这一天已有一版规则，请另定施行日期。"), source=_POINTS)
def rule_begins_on_a_day_of_its_own(others: Any) -> bool:
    return not others.exists()


@regulation("PT-20", _("终止日期不能早于起始日期。"), source=_POINTS)
def term_ends_after_it_begins(from_on: Any, until_on: Any) -> bool:
    return until_on is None or until_on >= from_on
