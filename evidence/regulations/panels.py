"""What a study panel demands."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation
from evidence.enums import PanelSeat

_PANEL = _("产品规则：研判小组（石泉县两河镇做法）")
_RECUSAL = _("公务员法第七十四条、第七十六条")


@regulation("PN-01", _("研判已经开始，成员、评分项和人选不能再改。"), source=_PANEL)
def panel_is_draft(panel: Any) -> bool:
    return panel.opened_at is None


@regulation("PN-02", _("各评分项的权重合计须为 100。"), source=_PANEL)
def criteria_are_whole(weights: Any) -> bool:
    return sum(weights) == 100


@regulation("PN-03", _("须有一名组长、一名记录人，评分成员不少于最少到会人数。"), source=_PANEL)
def panel_is_manned(seats: Any, quorum: Any) -> bool:
    scoring = [seat for seat in seats if seat != PanelSeat.RECORDER]
    return PanelSeat.CHAIR in seats and PanelSeat.RECORDER in seats and len(scoring) >= quorum


@regulation("PN-04", _("还没有人选。"), source=_PANEL)
def somebody_is_studied(count: Any) -> bool:
    return count > 0


@regulation("PN-05", _("这人在期间内没有线索，列入须写明理由。"), source=_PANEL)
def candidate_is_explained(reason: Any, has_signals: Any) -> bool:
    return bool(reason.strip()) or has_signals


@regulation("PN-06", _("只能列入本单位（本县）的人员。"), source=_PANEL)
def candidate_is_of_the_place(cadre: Any, panel: Any) -> bool:
    if panel.unit_id is not None:
        return cadre.unit_id == panel.unit_id
    return cadre.unit.county_id == panel.county_id


@regulation("PN-07", _("同一人不能既是人选又是小组成员。"), source=_RECUSAL)
def not_on_both_sides(others: Any) -> bool:
    return not others.exists()


@regulation("PN-08", _("这个席位已经有人。"), source=_PANEL)
def seat_is_free(others: Any) -> bool:
    return not others.exists()


@regulation("PN-09", _("只能在研判进行时评分、回避和结束。"), source=_PANEL)
def panel_is_open(panel: Any) -> bool:
    return panel.opened_at is not None and panel.closed_at is None


@regulation("PN-10", _("已经回避或应当回避，不得为这名人选评分。"), source=_RECUSAL)
def member_is_free_of_ties(sentence: Any) -> bool:
    return not sentence


@regulation("PN-11", _("每名人选的评分须写明理由。"), source=_PANEL)
def score_is_explained(reason: Any) -> bool:
    return bool(reason.strip())


@regulation("PN-12", _("到会评分人数不足，不能结束。"), source=_PANEL)
def quorum_is_present(present: Any, quorum: Any) -> bool:
    return present >= quorum


@regulation("PN-13", _("到会成员还没有评完全部人选；不评的应当回避。"), source=_PANEL)
def everybody_present_scored(missing: Any) -> bool:
    return missing == 0


@regulation("PN-14", _("未到会的成员已经评分，请核对到会名单。"), source=_PANEL)
def nobody_absent_scored(count: Any) -> bool:
    return count == 0


@regulation("PN-15", _("研判结束后才能提出人选。"), source=_PANEL)
def panel_is_closed(panel: Any) -> bool:
    return panel.closed_at is not None


@regulation("PN-16", _("只能提出达到提出线、不在保护期的人选。"), source=_PANEL)
def may_be_proposed(result: Any) -> bool:
    return result is not None and result.is_on_line and not result.left_out
