"""What the outcome catalogue demands under the law in force; source: domain reference 3.4."""

from collections.abc import Collection
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from assessment.enums import OutcomeKind
from assessment.queries import gate
from core import dates
from core.regulations import Regulation, regulation

NOTICE_DAYS = 30


def _allowed(row: gate.Ruling, number: str) -> bool:
    return row.refused != number


@regulation(
    "OC-01",
    _(
        "降级是处分，只能由有处分权的机关依照处分程序作出（公务员法第六十二条；事业单位为降低岗位等级处分），"
        "不能作为召回的处理结果。"
    ),
    source=_("公务员法第六十二条；事业单位人事管理条例第二十九条"),
)
def grade_reduction_is_a_sanction(row: gate.Ruling) -> bool:
    return _allowed(row, "OC-01")


@regulation(
    "OC-02",
    _("免职只适用于担任领导职务的人员；该同志不担任领导职务，没有职务可免。"),
    source=_("公务员法第五十条；推进领导干部能上能下规定"),
)
def removal_is_for_leaders(row: gate.Ruling) -> bool:
    return _allowed(row, "OC-02")


@regulation(
    "OC-03",
    _("降职（降低职务职级或岗位等级）的规定不适用于工勤和编外人员，应按劳动合同办理。"),
    source=_("公务员法第五十条；劳动合同法"),
)
def demotion_is_not_for_workers(row: gate.Ruling) -> bool:
    return _allowed(row, "OC-03")


@regulation(
    "OC-04",
    _(
        "公务员法没有待岗的规定，且工资应当按时足额发放、不得违规扣减（公务员法第八十四条），不能作出待岗决定。"
    ),
    source=_("公务员法第八十四条"),
)
def standby_has_no_basis(row: gate.Ruling) -> bool:
    return _allowed(row, "OC-04")


@regulation(
    "OC-05",
    _("辞退是对公务员（参公人员）的规定；事业单位、工勤和编外人员应按解聘（解除合同）的规定办理。"),
    source=_("公务员法第八十八条"),
)
def dismissal_is_for_civil_servants(row: gate.Ruling) -> bool:
    return _allowed(row, "OC-05")


@regulation(
    "OC-06",
    _(
        "解聘只适用于事业单位聘用人员、工勤和编外人员、聘任制公务员；其他公务员（参公人员）应按辞退的规定办理。"
    ),
    source=_("事业单位人事管理条例第十五条、第十六条；公务员法第一百零四条"),
)
def termination_is_for_contracts(row: gate.Ruling) -> bool:
    return _allowed(row, "OC-06")


@regulation(
    "OC-07",
    _(
        "2019年6月1日起实行职务与职级并行，改任非领导职务、退居二线已没有法律依据；可依规定转任职级或调整岗位。"
    ),
    source=_("公务员法第十七条至第十九条"),
)
def second_line_is_history(row: gate.Ruling) -> bool:
    return _allowed(row, "OC-07")


@regulation(
    "OC-08",
    _("须至少具备法定情形之一；没有法定情形的，不能辞退或解聘。"),
    source=_("公务员法第八十八条；事业单位人事管理条例第十五条、第十六条"),
)
def has_a_ground(row: gate.Ruling, held: Collection[str]) -> bool:
    grounds = {one.code for one in row.having("any")}
    return not grounds or bool(grounds & set(held))


@regulation(
    "OC-09",
    _("存在公务员法第八十九条所列情形，不得辞退。"),
    source=_("公务员法第八十九条"),
)
def has_no_bar(row: gate.Ruling, held: Collection[str]) -> bool:
    return not {one.code for one in row.having("none")} & set(held)


@regulation(
    "OC-10",
    _("该结果的条件还没有全部核对并勾选。"),
    source=_("公务员法第十五条：非因法定事由、非经法定程序不得处理"),
)
def conditions_are_met(row: gate.Ruling, held: Collection[str]) -> bool:
    return {one.code for one in row.having("all")} <= set(held)


@regulation(
    "OC-11",
    _("解除合同须提前三十日书面通知本人：请填写书面通知日期，会议日期须在通知满三十日之后。"),
    source=_("事业单位人事管理条例第十五条、第十六条；劳动合同法第四十条"),
)
def notice_is_thirty_days_old(row: gate.Ruling, noticed_on: date | None, held_on: date) -> bool:
    if "notice_30_days" not in {one.code for one in row.conditions}:
        return True
    return noticed_on is not None and noticed_on + timedelta(days=NOTICE_DAYS) <= held_on


@regulation(
    "OC-12",
    _("退休须由本人提出书面申请，不能由组织强制决定。"),
    source=_("公务员法第九十三条"),
)
def retirement_is_asked_for(row: gate.Ruling, held: Collection[str]) -> bool:
    return row.kind != OutcomeKind.RETIRE or "own_application" in held


@regulation(
    "OC-13",
    _("批准机关的层级不够，应由规定的机关或者更高一级批准。"),
    source=_("干部管理权限；公务员辞退规定：县级以下机关辞退须经县级党委批准"),
)
def approver_is_high_enough(row: gate.Ruling, approver: str, authority: str) -> bool:
    return gate.reaches(approver, gate.approver_needed(row, authority))


@regulation(
    "OC-14",
    _(
        "有最长期限的结果须写明期满日期，期满日期须晚于会议日期且不得超过最长期限；其他结果不填期满日期。"
    ),
    source=_("黔西南州：实践锻炼1至6个月；领域参考2.11：跟踪3、6、12个月"),
)
def ends_within_the_longest_time(row: gate.Ruling, ends_on: date | None, held_on: date) -> bool:
    if not row.months:
        return ends_on is None
    return ends_on is not None and held_on < ends_on <= dates.add_months(held_on, row.months)


@regulation(
    "OC-15",
    _("勾选的年度考核情形与干部档案不符，请先核对并登记相应年度的考核结果。"),
    source=_("公务员考核规定；事业单位人事管理条例第二十一条"),
)
def archive_bears_it_out(row: gate.Ruling, held: Collection[str], failed_years: int) -> bool:
    ticked = [one.code for one in row.conditions if one.code in held]
    return all(gate.failing_years(code) <= failed_years for code in ticked)


@regulation(
    "OC-16",
    _("该同志正在接受审查调查，辞退程序应当中止，待有结论后再办理。"),
    source=_("公务员辞退规定第九条"),
)
def no_dismissal_under_investigation(row: gate.Ruling, is_investigated: bool) -> bool:
    return row.kind != OutcomeKind.DISMISS or not is_investigated


@regulation(
    "OC-17",
    _("送达日期晚于送达末日，请在备注中写明迟延的原因。"),
    source=_("公务员辞退规定：决定后10个工作日内送达"),
)
def late_serving_is_explained(served_on: date, until_on: date | None, note: str) -> bool:
    return until_on is None or served_on <= until_on or bool(note.strip())


@regulation(
    "OC-18",
    _("案件已经移送纪检监察，答复以前暂停办理。"),
    source=_("领域参考2.8：移送；公务员辞退规定第九条"),
)
def nothing_waits_at_discipline(waits: bool) -> bool:
    return not waits


@regulation(
    "OC-19",
    _("移送纪检监察须先办理移送手续，并由纪检监察机关答复处理。"),
    source=_("监察法；领域参考2.8：移送"),
)
def referral_was_taken(kind: str, is_taken: bool) -> bool:
    return kind != OutcomeKind.REFER or is_taken


@regulation("OC-20", _("移送和答复都须写明理由。"), source=_("监察法；领域参考2.8：移送"))
def referral_says_why(text: str) -> bool:
    return bool(text.strip())


UNAVAILABLE: tuple[Regulation, ...] = (
    grade_reduction_is_a_sanction,
    removal_is_for_leaders,
    demotion_is_not_for_workers,
    standby_has_no_basis,
    dismissal_is_for_civil_servants,
    termination_is_for_contracts,
    second_line_is_history,
)
