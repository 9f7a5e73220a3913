"""The register of figures: each has one code, one name, one definition and one condition.

A figure of the funnel is a condition on one row of `standing` (see standing.py): how a submitted
nomination stood at the end of a day. The PDF's annex and docs/figures.md print these sentences.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True)
class Figure:
    """One figure; `condition` is SQL on `standing`, empty where another module counts it."""

    code: str
    label: Text
    definition: Text
    condition: str = ""


@dataclass(frozen=True)
class Partition:
    """What must sum: `total` equals the sum of `parts`, in every cut."""

    total: str
    parts: tuple[str, ...]


FUNNEL = (
    Figure(
        "nominated",
        _("提名"),
        _("截至统计日，单位已首次报送的提名件数；草稿不计，报送后撤回或退回的仍计。"),
        "true",
    ),
    Figure("withdrawn", _("撤回"), _("已报送、统计日为已撤回的件数。"), "state = 'WITHDRAWN'"),
    Figure(
        "with_unit",
        _("退回补正"),
        _("核实后退回单位补正、统计日仍在单位的件数。"),
        "state = 'SENT_BACK'",
    ),
    Figure(
        "not_matched",
        _("不符合情形"),
        _("核实结论为不符合召回情形的件数。"),
        "state = 'REJECTED' AND move IN ('find_not_matched', 'settle_not_matched')",
    ),
    Figure(
        "not_recalled",
        _("决定不予召回"),
        _("经集体研究决定不予召回的件数。"),
        "state = 'REJECTED' AND move = 'reject'",
    ),
    Figure(
        "pending",
        _("在办"),
        _("统计日待核实、待听取申辩或待研究的件数。"),
        "state IN ('SUBMITTED', 'VERIFIED', 'HEARD')",
    ),
    Figure("recalled", _("决定召回"), _("经集体研究决定召回的件数。"), "state = 'APPROVED'"),
    Figure(
        "awaiting_class",
        _("待入班"),
        _("已决定召回、统计日尚未编入培训班且未撤销的件数。"),
        "NOT entered_class AND case_state IN ('OPEN', 'SERVED')",
    ),
    Figure(
        "revoked_before_class",
        _("入班前撤销"),
        _("未编入培训班即撤销召回的件数。"),
        "NOT entered_class AND case_state = 'REVOKED'",
    ),
    Figure(
        "in_class",
        _("参加培训班"),
        _("截至统计日曾编入培训班的人数，含已结业的。"),
        "entered_class",
    ),
    Figure(
        "in_training",
        _("培训中"),
        _("统计日在培训班学习的人数。"),
        "entered_class AND case_state = 'TRAINING'",
    ),
    Figure(
        "in_practice",
        _("实践锻炼中"),
        _("统计日在实践锻炼的人数。"),
        "entered_class AND case_state = 'PRACTICE'",
    ),
    Figure(
        "awaiting_outcome",
        _("待定结果"),
        _("综合考核已完成、统计日尚未决定结果的人数。"),
        "entered_class AND case_state = 'ASSESSED'",
    ),
    Figure(
        "settled",
        _("已定结果"),
        _("截至统计日已决定结果的人数。"),
        "entered_class AND case_state IN ('DECIDED', 'TRACKING', 'CLOSED')",
    ),
    Figure(
        "revoked_in_class",
        _("入班后撤销"),
        _("编入培训班后撤销召回的人数。"),
        "entered_class AND case_state = 'REVOKED'",
    ),
    Figure(
        "returned_to_post",
        _("返回原岗位"),
        _("结果为返回原岗位的人数。"),
        "outcome = 'RETURN'",
    ),
    Figure(
        "other_outcome",
        _("其他结果"),
        _("结果为返回原岗位以外各种情形的人数。"),
        "outcome <> 'RETURN'",
    ),
    Figure(
        "nominated_by_leading",
        _("带头单位提名"),
        _("带头单位已首次报送的提名件数，已含在提名总数内。"),
        "leads",
    ),
)

REPORTING = (
    Figure("units_due", _("应报单位"), _("本批次要求报送的单位数，逐轮计。")),
    Figure("units_nominating", _("有提名单位"), _("本轮至少报送一件提名的单位数。")),
    Figure("units_zero", _("零报告单位"), _("本轮签署零报告的单位数。")),
    Figure("units_missing", _("未报单位"), _("截至统计日本轮既无提名也无零报告的单位数。")),
    Figure("units_late", _("逾期单位"), _("本轮截止日后才报送，或截止后仍未报送的单位数。")),
    Figure(
        "units_refused",
        _("拒报单位"),
        _("截至统计日，组织部门登记为拒报且没有撤回的单位数；以质询期满未答复为前提。"),
    ),
    Figure(
        "units_concealed",
        _("瞒报单位"),
        _("截至统计日，听取单位说明后由他人确认为瞒报且没有撤回的单位数。"),
    ),
)

MEASURES = (
    Figure(
        "units_criticised",
        _("通报批评单位"),
        _("受到通报批评的单位数，同一单位多次只计一个。"),
        "COUNT(DISTINCT unit_id) FILTER (WHERE kind = 'CIRCULAR')",
    ),
    Figure(
        "leader_interviews",
        _("约谈人次"),
        _("约谈单位负责人的人次合计。"),
        "COALESCE(SUM(person_times) FILTER (WHERE kind = 'INTERVIEW'), 0)",
    ),
    Figure(
        "units_honours_cancelled",
        _("取消评优单位"),
        _("被取消评优评先资格的单位数，同一单位多次只计一个。"),
        "COUNT(DISTINCT unit_id) FILTER (WHERE kind = 'HONOUR')",
    ),
)

PROGRAMME = (
    Figure("programme_days", _("培训总天数"), _("培训班各阶段天数合计，含实践锻炼阶段。")),
    Figure("blocks", _("阶段数"), _("培训班安排的学习与实践阶段数。")),
)

BREAKDOWNS = (
    Figure(
        "by_ground",
        _("按情形"),
        _("提名所列事实涉及的情形；一件可以涉及多项，各项之和可以大于提名件数。"),
    ),
    Figure("by_level", _("按层次"), _("按提名时的职级层次，此后变动不影响。")),
    Figure("by_outcome", _("按结果"), _("按截至统计日生效的结果种类。")),
    Figure("by_staff_kind", _("按身份"), _("按提名时的身份，此后变动不影响。")),
    Figure("by_unit_kind", _("按单位性质"), _("按提名单位的性质。")),
    Figure("by_year", _("按年度"), _("按批次启动的年度，截至统计日。")),
)

PARTICULARS = (
    Figure(
        "step_days",
        _("环节用时"),
        _("统计日前走完该环节的件数，和从前一行为到后一行为的日历日；不足 5 件的不列用时。"),
    ),
    Figure(
        "appeals_filed",
        _("异议、复核和申诉"),
        _("截至统计日已提出的件数，按途径和统计日的办理情况。"),
    ),
    Figure("by_source", _("所附信号"), _("提名所附信号的做法；一件可以附几种信号，各算一次。")),
    Figure("first_recall", _("首次召回"), _("此前没有被召回过的人数；已撤销的召回不算一次。")),
    Figure("second_recall", _("第二次召回"), _("此前被召回过一次的人数；已撤销的召回不算一次。")),
    Figure(
        "later_recall", _("三次及以上召回"), _("此前被召回过两次以上的人数；已撤销的召回不算一次。")
    ),
    Figure(
        "withheld_people",
        _("少发待遇人数"),
        _("截至统计日当月，至少有一个月被少发该项待遇的人数。"),
    ),
    Figure(
        "withheld_yuan",
        _("少发待遇金额"),
        _("截至统计日当月，各月少发金额之和；停止和撤销的月份不计。"),
    ),
)

QUOTA = (
    Figure(
        "recalled_by_quota",
        _("按名额召回"),
        _("设名额的批次，各单位决定召回的件数中不超过该单位名额的部分之和；不设名额的不列。"),
    ),
    Figure(
        "recalled_beyond_quota",
        _("名额以外召回"),
        _("设名额的批次，各单位决定召回的件数中超过该单位名额的部分之和；不设名额的不列。"),
    ),
)
QUOTA_PARTITION = Partition("recalled", ("recalled_by_quota", "recalled_beyond_quota"))

PREFECTURE = (
    Figure("in_hand", _("在办及其他"), _("撤回、退回补正和在办的件数之和。")),
    Figure("not_in_class", _("召回未入班"), _("决定召回、统计日没有入班的人数，含入班前撤销的。")),
    Figure("no_outcome", _("尚无结果"), _("参加培训班、统计日没有结果的人数，含入班后撤销的。")),
)
REPEAT_PARTITION = Partition("recalled", ("first_recall", "second_recall", "later_recall"))

PARTITIONS = (
    Partition(
        "nominated",
        ("withdrawn", "with_unit", "not_matched", "not_recalled", "pending", "recalled"),
    ),
    Partition("recalled", ("awaiting_class", "revoked_before_class", "in_class")),
    Partition(
        "in_class",
        ("in_training", "in_practice", "awaiting_outcome", "settled", "revoked_in_class"),
    ),
    Partition("settled", ("returned_to_post", "other_outcome")),
)
REPORTING_PARTITION = Partition("units_due", ("units_nominating", "units_zero", "units_missing"))

ALL = {
    f.code: f
    for f in (
        *FUNNEL, *QUOTA, *REPORTING, *MEASURES, *PROGRAMME, *BREAKDOWNS, *PARTICULARS,
        *PREFECTURE,
    )
}  # fmt: skip


def label(code: str) -> str:
    """Answer the name of a figure in the language of the moment."""
    return str(ALL[code].label)
