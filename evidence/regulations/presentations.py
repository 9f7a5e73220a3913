"""What a show-and-compare round demands."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation
from evidence.enums import Statement

_ROUND = _("产品规则：晒比述评（兴义市做法）")
_RECUSAL = _("公务员法第七十四条、第七十六条")
SHORTEST = 10


@regulation("PR-01", _("同一范围内已有同名的晒比述评。"), source=_ROUND)
def round_is_new(others: Any) -> bool:
    return not others.exists()


@regulation("PR-02", _("日期须依次为：起始、截止、述职。"), source=_ROUND)
def round_has_days(from_on: date, until_on: date, session_on: date) -> bool:
    return from_on <= until_on <= session_on


@regulation(
    "PR-03",
    _("线索线与召回情形须一起填写，或者都不填；线索线大于 0，不超过满分。"),
    source=_ROUND,
)
def line_names_a_ground(line: Decimal | None, ground: Any, highest: Decimal) -> bool:
    if line is None or ground is None:
        return line is None and ground is None
    return 0 < line <= highest


@regulation("PR-04", _("规则已定案，参加人、评议人和指标不再改动。"), source=_ROUND)
def round_is_draft(row: Any) -> bool:
    return row.settled_at is None


@regulation("PR-05", _("此人不在这轮晒比述评的范围内。"), source=_ROUND)
def member_is_within(cadre: Any, row: Any) -> bool:
    if row.unit_id is not None:
        return cadre.unit_id == row.unit_id
    return cadre.unit.county_id == row.county_id


@regulation("PR-06", _("已经列入。"), source=_ROUND)
def is_not_listed(others: Any) -> bool:
    return not others.exists()


@regulation("PR-07", _("同一人不能既是参加人又是评议人。"), source=_RECUSAL)
def not_on_both_sides(others: Any) -> bool:
    return not others.exists()


@regulation(
    "PR-08",
    _("定案前须有指标、两名以上参加人，评议人不少于最少评议人数。"),
    source=_ROUND,
)
def round_is_whole(indicators: int, members: int, seats: int, least: int) -> bool:
    return indicators >= 1 and members >= 2 and seats >= least


@regulation("PR-09", _("只能在定案后、晒出前填报。"), source=_ROUND)
def takes_reports(row: Any) -> bool:
    return row.settled_at is not None and row.shown_at is None


@regulation("PR-10", _("请写明情况，每项不少于 10 个字。"), source=_ROUND)
def words_are_enough(*words: str) -> bool:
    return all(len(word.strip()) >= SHORTEST for word in words)


@regulation("PR-11", _("每项指标须填一个数。"), source=_ROUND)
def every_indicator_has_a_number(given: Collection[int], wanted: Collection[int]) -> bool:
    return set(given) == set(wanted)


@regulation("PR-12", _("还有参加人没有填报（处于保护期的除外），不能晒出。"), source=_ROUND)
def everybody_reported(missing: int) -> bool:
    return missing == 0


@regulation("PR-13", _("只能在晒出后、开始评议前登记述职。"), source=_ROUND)
def takes_statements(row: Any) -> bool:
    return row.shown_at is not None and row.stated_at is None


@regulation("PR-14", _("还没有到述职日期。"), source=_ROUND)
def session_has_come(row: Any, today: date) -> bool:
    return row.session_on <= today


@regulation("PR-15", _("未到会的须写明原因；已述职的不写。"), source=_ROUND)
def absence_has_a_reason(statement: str, absence: str) -> bool:
    return (statement == Statement.ABSENT) == bool(absence.strip())


@regulation("PR-16", _("还有参加人没有登记是否述职，不能开始评议。"), source=_ROUND)
def everybody_is_recorded(missing: int) -> bool:
    return missing == 0


@regulation("PR-17", _("只能在评议进行时评分和结束。"), source=_ROUND)
def takes_comments(row: Any) -> bool:
    return row.stated_at is not None and row.closed_at is None


@regulation("PR-18", _("未到会述职的不评分，不因缺席得低分。"), source=_ROUND)
def has_stated(member: Any) -> bool:
    return member.statement == Statement.STATED


@regulation("PR-19", _("评分须在 0 至满分之间。"), source=_ROUND)
def score_is_in_range(score: Decimal, highest: Decimal) -> bool:
    return 0 <= score <= highest


@regulation("PR-20", _("已经回避或应当回避，不得评议此人。"), source=_RECUSAL)
def commentator_is_free_of_ties(sentence: str) -> bool:
    return not sentence


@regulation("PR-21", _("每人只评一次，评后不再改动，也不再回避。"), source=_ROUND)
def has_not_commented(others: Any) -> bool:
    return not others.exists()


@regulation("PR-22", _("只能在定案后、评议结束前登记回避。"), source=_RECUSAL)
def takes_recusals(row: Any) -> bool:
    return row.settled_at is not None and row.closed_at is None


@regulation("PR-23", _("评议结束后才能产生线索。"), source=_ROUND)
def round_is_closed(row: Any) -> bool:
    return row.closed_at is not None


@regulation("PR-24", _("这轮晒比述评没有规定线索线。"), source=_ROUND)
def makes_signals(row: Any) -> bool:
    return row.line is not None
