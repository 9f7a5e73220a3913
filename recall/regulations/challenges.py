"""What asking a unit again demands."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation
from recall.enums import ChallengeAnswer, ChallengeOutcome, MeasureKind

_LOOP = _("产品规则：零报告质询（石泉县2018年“零报告”问责做法）")
SHORTEST = 10


@regulation("CG-01", _("只能质询本轮零报告或者逾期未报的单位。"), source=_LOOP)
def unit_nominated_nobody(report: Any) -> bool:
    return report is not None and report.nominations == 0 and (report.is_zero or report.is_late)


@regulation("CG-02", _("这个单位本轮已有未结束的质询。"), source=_LOOP)
def no_open_challenge(others: Any) -> bool:
    return not others.exists()


@regulation("CG-03", _("请写明内容，不少于 10 个字。"), source=_LOOP)
def challenge_is_told(text: str) -> bool:
    return len(text.strip()) >= SHORTEST


@regulation("CG-04", _("抽查数须为 1 至可抽单位数。"), source=_LOOP)
def sample_fits(size: int, pool: Collection[int]) -> bool:
    return 1 <= size <= len(pool)


@regulation("CG-05", _("本轮已经抽查，不能重抽。"), source=_LOOP)
def sample_is_drawn_once(others: Any) -> bool:
    return not others.exists()


@regulation("CG-06", _("质询已经答复或者结束。"), source=_LOOP)
def takes_an_answer(challenge: Any) -> bool:
    return not challenge.answer and challenge.closed_at is None


@regulation("CG-07", _("请先报送提名，再答复“已补报提名”。"), source=_LOOP)
def answer_rests_on_a_nomination(answer: str, has_nominated: bool) -> bool:
    return answer != ChallengeAnswer.NOMINATES or has_nominated


@regulation("CG-08", _("单位还没有答复，答复期限也没有到。"), source=_LOOP)
def may_be_closed(challenge: Any, today: date) -> bool:
    return bool(challenge.answer) or challenge.due_on < today


@regulation("CG-09", _("结论与单位的答复不符。"), source=_LOOP)
def outcome_fits_the_answer(challenge: Any, outcome: str) -> bool:
    fitting = {
        ChallengeAnswer.NOMINATES: {ChallengeOutcome.NOMINATED, ChallengeOutcome.NOT_ACCEPTED},
        ChallengeAnswer.MAINTAINS: {ChallengeOutcome.ACCEPTED, ChallengeOutcome.NOT_ACCEPTED},
        "": {ChallengeOutcome.UNANSWERED},
    }
    return outcome in fitting[challenge.answer]


@regulation(
    "CG-10",
    _("本批次的办法没有规定对主要负责人的召回，不能提请。"),
    source=_("领域参考2.11、4：主要负责人规则须写入办法"),
)
def head_rule_is_in_the_scheme(kind: str, parameters: dict[str, Any]) -> bool:
    told = str(parameters.get("head_rule", "")).strip() or parameters.get("head_count", 0)
    return kind != MeasureKind.HEAD or bool(told)


@regulation("CG-11", _("这项措施已经销号或者撤回。"), source=_LOOP)
def measure_is_open(measure: Any) -> bool:
    return measure.closed_at is None and measure.withdrawn_at is None


@regulation("CG-12", _("质询已经结束。"), source=_LOOP)
def challenge_is_open(challenge: Any) -> bool:
    return challenge.closed_at is None
