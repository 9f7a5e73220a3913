"""What review and appeal demand."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessment.enums import WEIGHT, OutcomeKind, OutsideStep
from core.regulations import regulation

_LAW = _("公务员法第九十五条；事业单位工作人员申诉规定")
_FAIR = _("公务员申诉规定：公正委员会")
SHORTEST = 10
EXTENSION = 30


@regulation("AP-01", _("按这名同志的救济途径，现在不能提出这一步。"), source=_LAW)
def step_is_open(step: Any) -> bool:
    return step is not None


@regulation("AP-02", _("已过提出期限；因不可抗力等正当理由逾期的，请写明理由。"), source=_LAW)
def filed_in_time(filed_on: date, last_on: date, late_reason: str) -> bool:
    return filed_on <= last_on or len(late_reason.strip()) >= SHORTEST


@regulation("AP-03", _("前一份还在办理，办结后才能再提出。"), source=_LAW)
def none_is_open(others: Any) -> bool:
    return not others.exists()


@regulation("AP-04", _("请写明内容，不少于 10 个字。"), source=_LAW)
def plea_is_told(text: str) -> bool:
    return len(text.strip()) >= SHORTEST


@regulation("AP-05", _("提出日期不得早于送达之日，也不得晚于今天。"), source=_LAW)
def filed_in_time_order(filed_on: date, served_on: date, today: date) -> bool:
    return served_on <= filed_on <= today


@regulation("AP-06", _("申诉、再申诉由三人以上单数组成的公正委员会审议。"), source=_FAIR)
def panel_is_odd(is_asked: bool, members: int) -> bool:
    return not is_asked or (members >= 3 and members % 2 == 1)


@regulation("AP-07", _("公正委员会成员不得参与过提名、核实、决定或者前一步处理。"), source=_FAIR)
def panel_had_no_hand(members: Collection[int], hands: Collection[int]) -> bool:
    return not set(members) & set(hands)


@regulation(
    "AP-20",
    _("公正委员会成员与参与过此件的人同名。确属另一人的，请在姓名后注明所在单位。"),
    source=_FAIR,
)
def typed_names_had_no_hand(names: Collection[str], hands: Collection[str]) -> bool:
    return not _plain(names) & _plain(hands)


def _plain(names: Collection[str]) -> set[str]:
    """Answer the names without the blanks that people type between their characters."""
    return {"".join(name.split()) for name in names}


@regulation("AP-08", _("不得因申诉加重处理：变更后的结果须轻于原结果。"), source=_LAW)
def result_is_lighter(old: str, new: str) -> bool:
    if not old or not new:
        return False
    return WEIGHT.index(OutcomeKind(new)) < WEIGHT.index(OutcomeKind(old))


@regulation("AP-09", _("只有申诉、再申诉可以延长一次，不超过 30 日。"), source=_LAW)
def extension_is_lawful(is_asked: bool, held: int, days: int) -> bool:
    return is_asked and held == 0 and 1 <= days <= EXTENSION


@regulation("AP-10", _("这一项已经办结。"), source=_LAW)
def line_is_open(line: Any) -> bool:
    return line.done_at is None


@regulation("AP-11", _("还有没有办结的复核、申诉，不能办结案件。"), source=_LAW)
def no_appeal_waits(waiting: Any) -> bool:
    return not waiting.exists()


@regulation("AP-12", _("申诉成立后的恢复措施还没有逐项办结，不能办结案件。"), source=_LAW)
def everything_is_put_back(waiting: Any) -> bool:
    return not waiting.exists()


@regulation("AP-14", _("答复送达日期不得早于处理决定之日，也不得晚于今天。"), source=_LAW)
def told_in_time_order(told_on: date, decided_on: date, today: date) -> bool:
    return decided_on <= told_on <= today


@regulation("AP-13", _("还没有作出处理决定，不能登记答复送达。"), source=_LAW)
def answer_is_there(decided_at: Any) -> bool:
    return decided_at is not None


@regulation("AP-15", _("这个日期已经登记过。"), source=_LAW)
def outside_is_told_once(told: Any) -> bool:
    return told is None


@regulation("AP-16", _("日期不得早于起算日或者申请日，也不得晚于今天。"), source=_LAW)
def outside_in_time_order(on: date, first: date, today: date) -> bool:
    return first <= on <= today


@regulation("AP-17", _("本人还没有申请仲裁，不能登记收到裁决书。"), source=_LAW)
def outside_was_filed(filed_on: Any, step: str) -> bool:
    return filed_on is not None and step == OutsideStep.ARBITRATION


@regulation(
    "AP-18", _("这笔扣分还没有在台账中冲正；与所撤决定无关的，请选择保留并写明理由。"), source=_LAW
)
def points_are_given_back(is_standing: bool, keeps: bool) -> bool:
    return keeps or not is_standing


@regulation("AP-19", _("黄榜还没有撤下；与所撤决定无关的，请选择保留并写明理由。"), source=_LAW)
def name_is_taken_down(is_standing: bool, keeps: bool) -> bool:
    return keeps or not is_standing


@regulation("AP-21", _("姓名曾经公示，还没有登记在原公示范围内的更正，不能登记办结。"), source=_LAW)
def name_is_corrected(corrected_at: Any) -> bool:
    return corrected_at is not None
