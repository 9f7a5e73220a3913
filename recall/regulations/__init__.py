"""What the measures demand. Each sentence is shown to the user as it stands here."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from cadres.enums import MEDICAL, MOTHERHOOD, ProtectionKind
from core.regulations import Regulation, regulation
from recall.enums import CampaignMode, CampaignState, Conclusion, FindingResult
from recall.models import Campaign, Nomination, Round, UnitOpinion
from recall.queries import nominations
from recall.regulations import meetings as meetings
from recall.regulations.counts import (
    check_counts as check_counts,
)
from recall.regulations.counts import (
    check_meeting as check_meeting,
)
from recall.regulations.counts import (
    counts_fit as counts_fit,
)
from recall.regulations.counts import (
    is_quorate as is_quorate,
)
from recall.regulations.counts import (
    meeting_after_hearing as meeting_after_hearing,
)
from recall.regulations.counts import (
    not_in_future as not_in_future,
)
from recall.regulations.counts import (
    result_follows_votes as result_follows_votes,
)
from recall.regulations.counts import (
    votes_fit as votes_fit,
)
from schemes.queries import parameters

_DRAFT_RULE = _("石泉县2018年做法；产品默认规则（可由部门核定）")
_CSL_89 = _("公务员法第八十九条（参照）")


@regulation("RC-01", _("该人员不在可提名范围内，请从本单位在册人员中选择。"), source=_DRAFT_RULE)
def in_own_unit(cadre: Any, unit_id: int) -> bool:
    return cadre is not None and bool(cadre.unit_id == unit_id)


@regulation(
    "RC-42", _("该同志已退休、离职或调出，不是在册人员，不能提名召回。"), source=_DRAFT_RULE
)
def is_on_the_rolls(cadre: Any) -> bool:
    return cadre.left_on is None and cadre.merged_into_id is None


@regulation("RC-02", _("该同志处于孕期、产假或哺乳期，不得提名召回。"), source=_CSL_89)
def not_on_maternity(protections: set[str]) -> bool:
    return protections.isdisjoint(MOTHERHOOD)


@regulation("RC-03", _("该同志处于病假或医疗期，不得提名召回。"), source=_CSL_89)
def not_ill(protections: set[str]) -> bool:
    return protections.isdisjoint(MEDICAL)


@regulation(
    "RC-04",
    _("该同志正在接受审查调查，应由纪检监察机关处理，不得以召回代替。"),
    source=_("政务处分法；召回不得替代纪律处理"),
)
def not_under_investigation(protections: set[str]) -> bool:
    return ProtectionKind.INVESTIGATION not in protections


@regulation("RC-05", _("该同志目前不能提名：已有未办结的事项。"), source=_DRAFT_RULE)
def one_open_nomination(cadre: Any) -> bool:
    return not nominations.has_open_matter(cadre)


@regulation(
    "RC-06",
    _("该同志正在长期请假，提名前请核实其能否到班。"),
    source=_DRAFT_RULE,
    severity="warn",
)
def not_on_leave(protections: set[str]) -> bool:
    return ProtectionKind.LEAVE not in protections


@regulation("RC-07", _("请至少选择一项召回情形并写明事实。"), source=_("同批次办法；申辩权保障"))
def has_ground(facts: list[Any]) -> bool:
    return bool(facts)


@regulation("RC-08", _("每项事实都要写明时间和经过。"), source=_DRAFT_RULE)
def facts_are_told(facts: list[Any]) -> bool:
    return all(fact.text.strip() for fact in facts)


@regulation("RC-09", _("每项事实至少附一份证明材料。"), source=_DRAFT_RULE)
def facts_have_evidence(facts: list[Any]) -> bool:
    return all(fact.evidence.all() for fact in facts)


@regulation("RC-10", _("请填写单位集体研究意见。"), source=_("集体研究决定的要求"))
def has_unit_opinion(opinion: Any) -> bool:
    return opinion is not None


@regulation("RC-12", _("本批次目前不在接受提名的状态。"), source=_DRAFT_RULE)
def campaign_is_open(campaign: Campaign) -> bool:
    return bool(campaign.state == CampaignState.OPEN)


@regulation("RC-13", _("本轮推荐已截止，请写明逾期原因后报送。"), source=_DRAFT_RULE)
def in_window_or_explained(round_: Round, on: date, late_reason: str) -> bool:
    return not round_.is_over(on) or bool(late_reason.strip())


@regulation("RC-14", _("每项事实都要有核实认定。"), source=_DRAFT_RULE)
def every_fact_has_finding(fact_ids: set[int], found_ids: set[int]) -> bool:
    return fact_ids == found_ids


@regulation("RC-15", _("认定符合召回情形，至少要有一项事实属实或部分属实。"), source=_DRAFT_RULE)
def match_rests_on_a_fact(conclusion: str, results: list[str]) -> bool:
    return conclusion != Conclusion.MATCHED or any(r != FindingResult.NOT_PROVED for r in results)


@regulation("RC-16", _("退回单位须至少写一条补正说明。"), source=_DRAFT_RULE)
def send_back_says_why(conclusion: str, remarks: dict[str, str]) -> bool:
    return conclusion != Conclusion.SENT_BACK or any(remarks.values())


@regulation(
    "RC-17", _("申辩期限未满，本人尚未陈述或表示不申辩，不能视为逾期。"), source=_("申辩权保障")
)
def reply_term_is_over(nomination: Nomination, on: date) -> bool:
    return nomination.due_on is not None and on > nomination.due_on


@regulation("RC-20", _("与会人员中有应当回避的人，请核对名单。"), source=_("公务员法第七十六条"))
def no_interested_member(member_ids: set[int], interested_ids: set[int]) -> bool:
    return not member_ids & interested_ids


@regulation("RC-21", _("召回通知书还未生成，生成后才能登记送达。"), source=_DRAFT_RULE)
def notice_is_ready(is_ready: bool) -> bool:
    return is_ready


@regulation("RC-22", _("送达日期不得早于决定之日，也不得晚于今天。"), source=_DRAFT_RULE)
def served_in_time_order(served_on: date, decided_on: date, today: date) -> bool:
    return decided_on <= served_on <= today


@regulation("RC-23", _("本单位本轮已有提名或已签零报告。"), source=_DRAFT_RULE)
def has_not_reported(has_reported: bool) -> bool:
    return not has_reported


@regulation("RC-24", _("零报告须写明理由，不少于 10 个字。"), source=_DRAFT_RULE)
def zero_is_explained(reason: str) -> bool:
    return len(reason.strip()) >= 10


@regulation("RC-25", _("启动批次前须至少有一轮推荐、一项情形和一个应报单位。"), source=_DRAFT_RULE)
def campaign_is_complete(rounds: int, grounds: int, units: int) -> bool:
    return min(rounds, grounds, units) > 0


@regulation("RC-26", _("“其他”情形须写明具体内容，不少于 20 个字。"), source=_("领域参考 1.7"))
def catch_all_is_told(facts: list[Any]) -> bool:
    return all(len(f.text.strip()) >= 20 for f in facts if f.ground.requires_free_text)


@regulation(
    "RC-27", _("拒签须在备注中写明理由和见证人。"), source=_("送达规定（参照公务员申诉规定）")
)
def refusal_is_noted(received_by: str, note: str) -> bool:
    return bool(received_by.strip() or note.strip())


@regulation("RC-29", _("本县已有同名批次，请换一个名称。"), source=_DRAFT_RULE)
def title_is_new(county: Any, title: str) -> bool:
    return not Campaign.objects.filter(county=county, title=title).exists()


@regulation("RC-30", _("该单位不属于本批次所在县，不能列入或报送。"), source=_DRAFT_RULE)
def unit_of_the_county(unit: Any, campaign: Campaign) -> bool:
    return bool(unit.county_id == campaign.county_id)


@regulation("RC-31", _("本批次已有同一天通知的一轮推荐。"), source=_DRAFT_RULE)
def round_is_new(campaign: Campaign, notice_on: date) -> bool:
    return not campaign.rounds.filter(notice_on=notice_on).exists()


@regulation("RC-34", _("这条线索不是关于此人的，或者已经撤销，不能附入。"), source=_DRAFT_RULE)
def signal_stands_for_the_person(signal: Any, nomination: Nomination) -> bool:
    return signal.cadre_id == nomination.cadre_id and signal.withdrawn_at is None


@regulation(
    "SC-22",
    _("批次参数须在办法规定的范围内：期限不得放宽，实践锻炼不得长于最长、短于最短。"),
    source=_("领域参考1.7；批次依办法办理"),
)
def within_the_scheme(version: Any, given: dict[str, Any]) -> bool:
    own = {**version.parameters, **given}
    longest = own["practice_max"]  # none at all is a campaign without practice
    fits = not longest or parameters.whole(own)["practice_min"] <= longest
    return fits and not parameters.widened(own, version.parameters)


@regulation(
    "SC-23",
    _("批次的每一轮须有截止日期；常态推荐只有一轮，不设截止日期。"),
    source=_("领域参考4，R11：常态推荐"),
)
def window_fits_mode(campaign: Campaign, closes_on: date | None, rounds: int) -> bool:
    if campaign.mode == CampaignMode.ROLLING:
        return closes_on is None and rounds == 0
    return closes_on is not None


@regulation("SC-24", _("系统专项须挂在本县的一个批次下，专项之下不再设专项。"), source=_DRAFT_RULE)
def parent_may_hold(parent: Campaign | None, county: Any) -> bool:
    return parent is None or (parent.county_id == county.pk and parent.parent_id is None)


@regulation(
    "SC-26",
    _("该单位不在这个系统专项之列，不能在本专项中报送。"),
    source=_("石泉县2019年教体系统做法；产品默认规则（可由部门核定）"),
)
def unit_is_of_the_system(unit: Any, campaign: Campaign) -> bool:
    return campaign.parent_id is None or campaign.campaign_units.filter(unit=unit.pk).exists()


def check_reporter(unit: Any, campaign: Campaign) -> None:
    """Refuse a unit that may not report in a campaign.

    :raises RegulationBroken: RC-30 of another county, SC-26 of another system
    """
    unit_of_the_county.check(unit, campaign)
    unit_is_of_the_system.check(unit, campaign)


@regulation(
    "SC-21",
    _("“其他”情形须由未经办此件的另一名县级管理员确认后，才能认定符合召回情形。"),
    source=_("领域参考1.7：“其他”须第二人同意"),
)
def catch_all_is_confirmed(conclusion: str, facts: list[Any], by: Any) -> bool:
    open_ = [f for f in facts if f.ground.requires_free_text]
    return conclusion != Conclusion.MATCHED or all(
        f.confirmed_by_id and f.confirmed_by_id != by.pk for f in open_
    )


_FAIR = _("产品规则：多干的不因多干被提名，提名须说明（公平核对）")


@regulation("RD-01", _("公平核对有提示，请逐条说明理由。"), source=_FAIR)
def flags_are_explained(unexplained: list[Any]) -> bool:
    return not unexplained


@regulation("RD-02", _("这条提示现在不成立，请刷新后再看。"), source=_FAIR)
def flag_stands(flag: Any) -> bool:
    return flag is not None


@regulation("RD-03", _("请写明理由，不少于 10 个字。"), source=_FAIR)
def flag_reason_is_told(reason: str) -> bool:
    return len(reason.strip()) >= 10


def gaps(nomination: Nomination) -> list[Regulation]:
    """Answer the regulations that still keep a nomination from being submitted."""
    facts = nominations.facts_of(nomination)
    opinion = UnitOpinion.objects.filter(nomination=nomination).first()
    demands = [
        (has_ground, (facts,)),
        (facts_are_told, (facts,)),
        (catch_all_is_told, (facts,)),
        (facts_have_evidence, (facts,)),
        (has_unit_opinion, (opinion,)),
    ]
    return [rule for rule, given in demands if not rule.is_kept(*given)]
