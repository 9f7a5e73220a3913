"""What pages compare beyond the funnel: each with what it is measured against, and as of when.

docs/figures.md and 分析看板 print these sentences; the funnel's own stand in register.py.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from reports.queries.register import Text

TODAY = _("查看当天")


@dataclass(frozen=True)
class Ratio:
    """One comparison; `against` is the denominator, or what a number stands beside."""

    code: str
    label: Text
    definition: Text
    against: Text
    as_of: Text = TODAY


BOARD = (
    Ratio(
        "on_rolls",
        _("在册人数"),
        _("在册、没有离开也没有并入他人档案的人数，按现在的情况分类。"),
        _("本身是分母"),
    ),
    Ratio(
        "nominated_not_recalled",
        _("提名未召回"),
        _("单位已首次报送、没有决定召回的提名件数，按提名时的情况分类，年龄按报送当天计算。"),
        _("同类的全部提名：提名未召回与召回之和"),
    ),
    Ratio(
        "recalled_of_kind",
        _("召回"),
        _("决定召回的件数，按提名时的情况分类，年龄按报送当天计算。"),
        _("同类的全部提名：提名未召回与召回之和"),
    ),
    Ratio(
        "recalled_per_thousand",
        _("每千人召回"),
        _("决定召回的件数乘以一千，除以在册人数；两者有一个隐去的不列。"),
        _("在册人数"),
    ),
    Ratio(
        "outcomes_of_ground",
        _("同一情形，不同结果"),
        _("提名所列事实涉及该情形的件数，按未召回、召回后未定结果和各种结果分列。"),
        _("涉及该情形的全部提名"),
    ),
    Ratio(
        "step_within",
        _("半数用时、九成用时"),
        _("走完该环节的提名由短到长排列，居中的一件和居于九成处的一件所用的日历日。"),
        _("走完该环节的件数；不足 5 件的不列"),
    ),
)
ELSEWHERE = (
    Ratio(
        "relapsed_share",
        _("一年内复发"),
        _("结果决定后一年内再次被召回（没有撤销），或者回访发现原有问题再次出现的人数所占的份额。"),
        _(
            "结果文书已送达、结果决定满一年且仍在岗的人数，移送的不计；附条件的从决定执行起算，没有执行的不计"
        ),
    ),
    Ratio(
        "relapsed_gap",
        _("与其余的人比"),
        _("该组与其余的人复发份额之差的 95% 区间（Newcombe 法）；区间不含零才说多于或少于。"),
        _("该组以外全部可比的人；该组或其余不足 5 人的不列"),
    ),
    Ratio(
        "fell_at_verification",
        _("核实不符合情形"),
        _("该单位的提名中，核实结论为不符合召回情形、没有提交集体研究的件数。"),
        _("该单位已有核实意见的提名"),
    ),
    Ratio(
        "public_year",
        _("对外公布的年度统计"),
        _(
            "该年启动的批次决定召回的件数，按层次分列返回原岗位、其他结果和尚无结果；不足五人的隐去。"
        ),
        _("该年启动的批次决定召回的全部件数"),
        _("该年12月31日，公布后不再变动"),
    ),
)
ALL = {one.code: one for one in (*BOARD, *ELSEWHERE)}


def label(code: str) -> str:
    """Answer the name of a comparison in the language of the moment."""
    return str(ALL[code].label)
