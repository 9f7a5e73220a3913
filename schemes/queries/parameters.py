"""The parameters of a scheme version: what each is called, its default, who keeps it.

Source: domain reference 2.10 (parameters) and 2.11 (time limits).
"""

from dataclasses import dataclass
from typing import Any, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from schemes.enums import Exposure, Keeper, LegalProfile

Narrow = Literal["", "up", "down"]
CODE, TELLS = Keeper.CODE, Keeper.TELLS


@dataclass(frozen=True)
class Parameter:
    """One parameter. `narrow`: which way a lower scheme may move it; empty = freely."""

    key: str
    label: str | Promise
    group: str
    default: Any
    unit: str | Promise = ""
    most: int = 0  # numbers only
    least: int = 0
    kept: Keeper = TELLS
    narrow: Narrow = ""
    choices: Any = ()


GROUPS = {
    "shape": _("班次和实践锻炼"),
    "term": _("各环节时限"),
    "score": _("核实和综合考核"),
    "quota": _("名额"),
    "pay": _("经济待遇"),
    "cost": _("公家的成本"),
    "open": _("公开范围"),
    "after": _("后续规则"),
}
_DAYS, _WORK, _MONTHS = _("天"), _("个工作日"), _("个月")

# The parts of the comprehensive assessment (assessment.enums.Part), their names and usual shares.
WEIGHTS = (
    ("class", _("集中学习占比"), 40),
    ("attendance", _("出勤占比"), 0),
    ("exam", _("结业测试占比"), 0),
    ("practice", _("实践锻炼占比"), 40),
    ("host", _("接收单位鉴定占比"), 0),
    ("residents", _("群众满意度占比"), 0),
    ("unit", _("单位评价占比"), 20),
    ("peer", _("学员互评占比"), 0),
    ("self", _("个人总结占比"), 0),
)

PARAMETERS = (
    Parameter("cycles", _("循环轮数"), "shape", 1, _("轮"), 6, 1),
    Parameter("class_days_min", _("每轮集中学习最短"), "shape", 2, _DAYS, 90, 1, narrow="up"),
    Parameter("class_days_max", _("每轮集中学习最长"), "shape", 7, _DAYS, 90, 1, narrow="down"),
    Parameter("practice_min", _("实践锻炼最短"), "shape", 1, _MONTHS, 6, 1, kept=CODE, narrow="up"),
    Parameter(
        "practice_max", _("实践锻炼最长"), "shape", 6, _MONTHS, 6, 1, kept=CODE, narrow="down"
    ),
    Parameter("warn_absences", _("缺勤几节起提醒本人（0 为不提示）"), "shape", 2, _("节"), 99, 0),
    Parameter("remind_days", _("首次提名前的提醒期"), "term", 30, _DAYS, 180, 0, narrow="up"),
    Parameter("remind_first", _("首次提名须先提醒"), "term", False, kept=CODE, narrow="up"),
    Parameter("nominate_days", _("推荐窗口"), "term", 15, _WORK, 60, 1),
    Parameter("verify_days", _("核实"), "term", 15, _WORK, 60, 1, kept=CODE, narrow="down"),
    Parameter("reply_days", _("本人申辩"), "term", 5, _WORK, 60, 5, kept=CODE, narrow="up"),
    Parameter("decide_days", _("研究决定"), "term", 20, _WORK, 60, 1, kept=CODE, narrow="down"),
    Parameter("serve_days", _("送达"), "term", 3, _WORK, 30, 1, kept=CODE, narrow="down"),
    Parameter("objection_days", _("提出异议"), "term", 30, _DAYS, 90, 30, kept=CODE, narrow="up"),
    Parameter("start_days", _("送达到开班最短间隔"), "term", 3, _WORK, 30, 0, narrow="up"),
    Parameter("journal_days", _("实践日志最长间隔"), "term", 7, _DAYS, 31, 1),
    Parameter("assess_days", _("锻炼结束后综合考核"), "term", 10, _WORK, 60, 1, CODE),
    Parameter("outcome_days", _("作出结果决定"), "term", 30, _DAYS, 90, 1, CODE),
    Parameter("verifiers_needed", _("每件核实人数"), "score", 2, _("人"), 2, 1, CODE, "up"),
    Parameter("verifiers_reason", _("例外由一人核实的理由"), "score", "", kept=CODE),
    *(
        Parameter(f"weight_{part}", label, "score", share, "%", 100, 0, kept=CODE)
        for part, label, share in WEIGHTS
    ),
    Parameter("unit_by_poll", _("单位评价由民主测评产生，不登记"), "score", True, kept=CODE),
    Parameter("peer_by_poll", _("学员互评由投票产生，不登记"), "score", True, kept=CODE),
    Parameter("quota_on", _("设名额"), "quota", False, kept=CODE, narrow="down"),
    Parameter("quota_small_max", _("小单位：不超过（含）"), "quota", 35, _("人"), 9999, 1, CODE),
    Parameter("quota_small", _("小单位至少"), "quota", 1, _("名"), 99, 0, CODE, "down"),
    Parameter("quota_middle", _("中等单位至少"), "quota", 2, _("名"), 99, 0, CODE, "down"),
    Parameter("quota_large_min", _("大单位：不少于（含）"), "quota", 70, _("人"), 9999, 2, CODE),
    Parameter("quota_large", _("大单位至少"), "quota", 3, _("名"), 99, 0, CODE, "down"),
    Parameter("quota_basis", _("批准会议和文号"), "quota", "", kept=CODE),
    Parameter("pay_on", _("召回影响经济待遇"), "pay", False, kept=CODE, narrow="down"),
    Parameter("pay_what", _("影响的内容"), "pay", ""),
    Parameter("pay_monthly", _("每月少发"), "pay", 0, _("元"), 99_999, 0, kept=CODE, narrow="down"),
    Parameter("fee_on", _("培训费用由本人承担"), "pay", False, kept=CODE, narrow="down"),
    Parameter("fee", _("本人承担的费用"), "pay", 0, _("元"), 99_999, 0, kept=CODE, narrow="down"),
    Parameter("pay_basis", _("依据"), "pay", "", kept=CODE),
    Parameter("pay_approver", _("批准机关"), "pay", "", kept=CODE),
    Parameter("cost_class_day", _("集中学习每人每天"), "cost", 0, _("元"), 9_999, 0),
    Parameter("cost_practice_day", _("实践锻炼每人每天"), "cost", 0, _("元"), 9_999, 0),
    Parameter("cost_substitute_day", _("离岗期间顶岗每天"), "cost", 0, _("元"), 9_999, 0),
    Parameter("cost_basis", _("成本的依据"), "cost", "", kept=CODE),
    Parameter("exposure", _("公开范围"), "open", Exposure.UNIT, choices=Exposure),
    Parameter("exposure_what", _("公开的内容和方式"), "open", ""),
    Parameter("exposure_basis", _("超出本单位公开的依据"), "open", "", kept=CODE),
    Parameter("notice_days", _("内部通知张贴"), "open", 5, _WORK, 30, 0, narrow="down"),
    Parameter("repeat_rule", _("再次召回的规则"), "after", ""),
    Parameter("repeat_count", _("连续几次召回起提示（0 为不提示）"), "after", 0, _("次"), 9, 0),
    Parameter("repeat_failed", _("本次综合考核不合格的才提示"), "after", True),
    Parameter("head_rule", _("单位主要负责人的规则"), "after", "", kept=CODE),
    Parameter(
        "head_count",
        _("单位拒报、瞒报几次起提示提请召回主要负责人（0 为不提示）"),
        "after",
        0,
        _("次"),
        9,
        0,
    ),
    Parameter("track_months", _("回访"), "after", "1、3、6个月", kept=CODE),
    Parameter(
        "legal_profile",
        _("适用口径"),
        "after",
        LegalProfile.IN_FORCE,
        kept=CODE,
        choices=LegalProfile,
    ),
)
BY_KEY = {one.key: one for one in PARAMETERS}


def whole(given: dict[str, Any]) -> dict[str, Any]:
    """Answer every parameter: what is given, and the default for the rest."""
    return {one.key: given.get(one.key, one.default) for one in PARAMETERS}


def said(one: Parameter, value: Any) -> str:
    """Answer a value as people read it."""
    if isinstance(value, bool):
        return gettext("是") if value else gettext("否")
    if one.choices:
        return str(one.choices(value).label)
    if value == "":
        return gettext("未规定")
    return f"{value} {one.unit}".strip()


def matters(one: Parameter, given: dict[str, Any]) -> bool:
    """Answer whether a parameter says anything: the bands of a quota that is off do not."""
    return one.key == "quota_on" or one.group != "quota" or bool(given["quota_on"])


def widened(own: dict[str, Any], above: dict[str, Any]) -> list[Parameter]:
    """Answer the parameters that a lower scheme moved beyond what the higher one allows."""
    mine, theirs = whole(own), whole(above)  # a version of before knows not every parameter
    return [one for one in PARAMETERS if _is_wider(one, mine, theirs)]


def _is_wider(one: Parameter, own: dict[str, Any], above: dict[str, Any]) -> bool:
    mine, theirs = own[one.key], above[one.key]
    if one.choices:
        order = list(one.choices)
        return order.index(mine) > order.index(theirs)
    if one.narrow == "up":
        return bool(mine < theirs)
    return one.narrow == "down" and bool(mine > theirs)


def for_campaign(parameters: dict[str, Any]) -> dict[str, Any]:
    """Answer the fields of a campaign that a version's parameters fill."""
    names = (
        "verify_days",
        "reply_days",
        "decide_days",
        "serve_days",
        "objection_days",
        "verifiers_needed",
        "legal_profile",
    )
    given = whole(parameters)  # a version of before knows fewer parts
    weights = {part: given[f"weight_{part}"] for part, _label, _share in WEIGHTS}
    return {
        **{name: parameters[name] for name in names},
        "practice_months": parameters["practice_max"],
        "weights": {part: share for part, share in weights.items() if share},
    }


def quota(parameters: dict[str, Any], size: int) -> int:
    """Answer how many a unit of so many people is asked for; bounds are inclusive, off gives 0."""
    if not parameters["quota_on"]:
        return 0
    if size <= parameters["quota_small_max"]:
        return int(parameters["quota_small"])
    if size >= parameters["quota_large_min"]:
        return int(parameters["quota_large"])
    return int(parameters["quota_middle"])


def quota_sentence(parameters: dict[str, Any]) -> str:
    """Answer the quota rule as the scheme's text says it."""
    if not parameters["quota_on"]:
        return gettext("不设名额，允许零报告。")
    sentence = gettext(
        "%(quota_small_max)s人以下（含）的单位不少于%(quota_small)s名，"
        "%(quota_large_min)s人以上（含）的不少于%(quota_large)s名，"
        "其余不少于%(quota_middle)s名；确无符合情形人员的，写明理由后可以零报告。"
        "批准：%(quota_basis)s。"
    )
    return sentence % parameters
