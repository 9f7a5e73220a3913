"""What assessment and outcome must satisfy. Each sentence is shown as it stands here."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from assessment.enums import MOVING, OutcomeKind
from core.regulations import regulation
from schemes.enums import LegalProfile

_OWN = "产品默认规则（可由部门核定）"
PASS_MARK = Decimal(60)


@regulation(
    "AS-01",
    _("还有考核内容没有得分，缺项不能按零分计；请补登，或注明不适用的理由。"),
    source="综合考核：缺项不等于零分",
)
def nothing_is_missing(missing: list[str]) -> bool:
    return not missing


@regulation("AS-02", _("得分须在 0 至 100 之间，并注明来源。"), source="综合考核：分数可追溯")
def score_has_source(value: Decimal | None, source: str) -> bool:
    return value is None or (0 <= value <= 100 and bool(source.strip()))


@regulation("AS-03", _("没有得分的，须写明该项不适用的理由。"), source="综合考核：缺项不等于零分")
def score_or_reason(value: Decimal | None, reason: str) -> bool:
    return (value is None) == bool(reason.strip())


@regulation("AS-04", _("该考核内容不在本批次方案中。"), source="本批次方案")
def part_is_weighted(part: str, weights: dict[str, int]) -> bool:
    return part in weights


@regulation("AS-05", _("全部内容都不适用，不能形成考核结论。"), source="综合考核：缺项不等于零分")
def something_counts(total: Decimal | None) -> bool:
    return total is not None


@regulation(
    "AS-06",
    _("综合得分与合格结论不一致，请在考核意见中说明。"),
    source=_OWN,
    severity="warn",
)
def verdict_fits_total(total: Decimal | None, passed: bool) -> bool:
    return total is None or (total >= PASS_MARK) == passed


@regulation("AS-07", _("考核意见不能为空。"), source="综合考核表")
def comment_is_told(comment: str) -> bool:
    return bool(comment.strip())


@regulation(
    "AS-08",
    _("该结果在现行法律下不能作出；按当时做法复盘的批次可以登记，但须带标记。"),
    source="公务员法；事业单位人事管理条例；见结果目录",
)
def stands_under_law(gate_sentence: str, legal_profile: str) -> bool:
    return not gate_sentence or legal_profile == LegalProfile.AS_PRACTISED


@regulation("AS-09", _("到会人数与表决票数不符，或同意票未超过应到人数的一半。"), source=_OWN)
def votes_carry(due: int, agree: int, disagree: int, defer: int) -> bool:
    present = agree + disagree + defer
    return present <= due and 3 * present >= 2 * due and 2 * agree > due


@regulation("AS-10", _("会议日期不得早于考核完成之日，也不得晚于今天。"), source=_OWN)
def meeting_in_time_order(held_on: date, concluded_on: date, today: date) -> bool:
    return concluded_on <= held_on <= today


@regulation("AS-11", _("调整岗位须同时写明新单位和新职务；其他结果不能变动岗位。"), source=_OWN)
def post_fits_kind(kind: str, has_unit: bool, has_title: bool) -> bool:
    if has_unit != has_title:
        return False
    return not has_unit or OutcomeKind(kind) in MOVING


@regulation("AS-12", _("新单位须在本县。"), source="干部管理权限")
def new_unit_is_in_county(unit_county_id: int, county_id: int) -> bool:
    return unit_county_id == county_id


@regulation("AS-13", _("决定理由不能为空。"), source="公务员法第十五条：非因法定事由不得处理")
def reason_is_told(reason: str) -> bool:
    return bool(reason.strip())


@regulation("AS-14", _("实践锻炼尚未期满鉴定，不能完成综合考核。"), source="石泉县：锻炼期满后考核")
def practice_is_finished(has_standing_posting: bool) -> bool:
    return not has_standing_posting


@regulation(
    "AS-15", _("结果文书还未生成，生成后才能登记送达。"), source="产品规则：送达的是有编号的文书"
)
def document_is_ready(is_ready: bool) -> bool:
    return is_ready


@regulation(
    "AS-16", _("结果文书送达本人后才能办结。"), source="公务员申诉规定（试行）：自知道之日起算"
)
def outcome_is_served(is_served: bool) -> bool:
    return is_served


@regulation(
    "AS-17",
    _("草稿由记录汇成，须核对并写上自己的评语后再提交。"),
    source="考核材料由考核人负责：草稿不是结论",
)
def comment_is_not_the_draft(comment: str, draft: str) -> bool:
    return "".join(comment.split()) != "".join(draft.split())


@regulation("AS-18", _("这一项没有可以计分的记录，请登记得分和来源。"), source="缺项不等于零分")
def something_is_recorded(found: object | None) -> bool:
    return found is not None


@regulation(
    "AS-19",
    _("本批次方案规定这一项由无记名投票产生，不能直接登记得分；投不成的，注明不适用的理由。"),
    source="本批次方案",
)
def score_comes_of_a_ballot(is_by_poll: bool, value: Decimal | None) -> bool:
    return value is None or not is_by_poll


@regulation(
    "AS-20",
    _("得分所依据的投票已作废或者变动，请按现在的记录重新计分，再完成考核。"),
    source="综合考核：分数可追溯",
)
def ballots_still_stand(is_standing: bool) -> bool:
    return is_standing
