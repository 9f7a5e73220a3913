"""What bans, questions about them and follow-up demand."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation

_SHIQUAN = _("石泉县2019年做法：年内不评先评优、不提拔；领域参考3.9")
_PRIVACY = _("个人信息保护法第六条：最小范围")
_AFTER = _("领域参考2.2第12步：跟踪考察")
SHORTEST = 10
PURPOSE = 5


@regulation("BN-01", _("限制须有期满日期和依据，不能没有尽头。"), source=_SHIQUAN)
def ban_ends_with_basis(from_on: date, until_on: date | None, basis: str) -> bool:
    return until_on is not None and until_on >= from_on and bool(basis.strip())


@regulation(
    "BN-02",
    _("没有查到这一个人：请写全姓名，同名的再填出生日期；只能查询您工作范围内的人。"),
    source=_PRIVACY,
)
def one_person_is_found(count: int) -> bool:
    return count == 1


@regulation("BN-03", _("请写明查询事由，不少于5个字；每次查询都会留痕。"), source=_PRIVACY)
def purpose_is_told(purpose: str) -> bool:
    return len(purpose.strip()) >= PURPOSE


@regulation("BN-04", _("解除限制须写明理由，不少于10个字，并且还在限制期内。"), source=_SHIQUAN)
def lifting_is_explained(reason: str, holds: bool) -> bool:
    return holds and len(reason.strip()) >= SHORTEST


@regulation("FU-01", _("回访日期不得早于结果决定之日，也不得晚于今天。"), source=_AFTER)
def visited_in_time_order(on: date, decided_on: date, today: date) -> bool:
    return decided_on <= on <= today


@regulation("FU-02", _("请写明了解到的情况，不少于10个字。"), source=_AFTER)
def findings_are_told(text: str) -> bool:
    return len(text.strip()) >= SHORTEST


@regulation("FU-03", _("请记下本人的话；本人没有意见的，也请写明。"), source=_AFTER)
def own_words_are_heard(text: str) -> bool:
    return bool(text.strip())


@regulation("FU-04", _("这次回访已经登记或者取消。"), source=_AFTER)
def visit_is_open(done_at: Any, dropped_at: Any) -> bool:
    return done_at is None and dropped_at is None


@regulation("FU-05", _("标记还没有期满，或者还有没有登记的回访，不能开具期满说明。"), source=_AFTER)
def label_is_over(is_over: bool, waiting: int) -> bool:
    return is_over and waiting == 0
