"""What an effect on pay demands, and the month's table for the finance bureau."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation

_LAW = _("公务员法第八十条、第八十四条；领域参考4，R19")
_FINANCE = _("财政部门按月核发；领域参考2.2第10步")
_TWO = _("制表和复核分开")
SHORTEST = 10
MOST = 10_000_000  # fen a month: 100,000 yuan


@regulation("PY-01", _("没有写明依据和批准机关的，不得影响待遇。"), source=_LAW)
def has_basis_and_approver(basis: str, approver: str) -> bool:
    return bool(basis.strip() and approver.strip())


@regulation("PY-02", _("本批次办法没有规定这一项待遇影响。"), source=_LAW)
def scheme_allows(is_on: bool) -> bool:
    return is_on


@regulation(
    "PY-03",
    _("处理结果没有送达、还在暂缓执行、不再执行或者已被撤销、变更的，不能据以影响待遇。"),
    source=_LAW,
)
def outcome_stands(is_served: bool, is_set_aside: bool, is_in_force: bool) -> bool:
    return is_served and not is_set_aside and is_in_force


@regulation(
    "PY-04",
    _("每月金额须大于零；据办法少发的，同一个月各项合计不得超过办法写明的金额。"),
    source=_LAW,
)
def amount_fits(fen: int, most: int, others: int) -> bool:
    return fen > 0 and fen + others <= (most or MOST)


@regulation(
    "PY-05",
    _("起始月份不得早于依据的文书送达（暂缓的，决定执行）的月份，截止月份不得早于起始月份。"),
    source=_LAW,
)
def months_fit(first: date, last: date | None, since: date | None) -> bool:
    return since is not None and since <= first and (last is None or first <= last)


@regulation("PY-06", _("该月的变动表已经签发，请从下一个月起登记。"), source=_FINANCE)
def month_is_open(month: date, signed: Collection[date]) -> bool:
    return not any(month <= one for one in signed)


@regulation("PY-07", _("同一人同一项待遇在这些月份已有登记，不能重复少发。"), source=_LAW)
def nothing_overlaps(others: Collection[Any]) -> bool:
    return not others


@regulation("PY-08", _("请写明理由，不少于10个字。"), source=_LAW)
def change_is_explained(reason: str) -> bool:
    return len(reason.strip()) >= SHORTEST


@regulation("PY-09", _("这一变动与已登记的停止、恢复或者撤销不衔接。"), source=_FINANCE)
def change_follows(follows: bool) -> bool:
    return follows


@regulation("PY-10", _("只能编制本月、下月或者以前月份的变动表。"), source=_FINANCE)
def month_is_near(month: date, next_month: date) -> bool:
    return month <= next_month


@regulation(
    "PY-11",
    _("变动表从第一个有待遇影响的月份起逐月编制，请先签发前一个月。"),
    source=_FINANCE,
)
def months_are_in_turn(month: date, due: date | None) -> bool:
    return due is not None and month == due


@regulation("PY-12", _("请先由另一人复核签发，再下载报送。"), source=_TWO)
def run_is_signed(checked_at: Any) -> bool:
    return checked_at is not None


@regulation("PY-13", _("补发还没有列入已签发的变动表，不能登记办结。"), source=_LAW)
def repayment_is_signed(is_signed: bool) -> bool:
    return is_signed


@regulation("PY-14", _("召回已被撤销，不能再据以影响待遇。"), source=_LAW)
def recall_stands(has_fallen: bool) -> bool:
    return not has_fallen


@regulation("PY-15", _("本人承担的培训费用一件只登记一次，只在一个月份。"), source=_LAW)
def fee_is_once(first: date, last: date | None, earlier: Collection[Any]) -> bool:
    return last == first and not earlier
