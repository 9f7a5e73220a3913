"""What the red and yellow lists demand."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation
from evidence.enums import ListColour, ObjectionFinding

_LISTS = _("产品规则：红黄榜（安龙县“双星创建”做法）")
SHORTEST = 10


@regulation("LS-01", _("同一范围内已有同名的红黄榜。"), source=_LISTS)
def list_is_new(others: Any) -> bool:
    return not others.exists()


@regulation("LS-02", _("截止日期不能早于起始日期。"), source=_LISTS)
def list_has_days(from_on: date, until_on: date) -> bool:
    return from_on <= until_on


@regulation("LS-03", _("产生线索的次数与召回情形须一起填写，或者都不填。"), source=_LISTS)
def signals_name_a_ground(yellows: int, ground: Any) -> bool:
    return (yellows > 0) == (ground is not None)


@regulation("LS-04", _("这期红黄榜已结束，不再提出人选。"), source=_LISTS)
def list_is_running(row: Any) -> bool:
    return row.closed_at is None


@regulation("LS-05", _("此人不在这期红黄榜的范围内。"), source=_LISTS)
def person_is_within(cadre: Any, row: Any) -> bool:
    if row.unit_id is not None:
        return cadre.unit_id == row.unit_id
    return cadre.unit.county_id == row.county_id


@regulation("LS-06", _("事实日期须在榜期内，且不晚于今天。"), source=_LISTS)
def fact_is_in_the_period(row: Any, on: date, today: date) -> bool:
    return row.from_on <= on <= min(row.until_on, today)


@regulation("LS-07", _("事实发生时或现在处于保护期的，不上黄榜。"), source=_LISTS)
def yellow_spares_the_protected(colour: str, protected: Any) -> bool:
    return colour != ListColour.YELLOW or not protected


@regulation("LS-08", _("请写明事由，不少于 10 个字。"), source=_LISTS)
def reason_is_told(reason: str) -> bool:
    return len(reason.strip()) >= SHORTEST


@regulation("LS-09", _("此人这一天的这件事已经提出。"), source=_LISTS)
def fact_is_new(others: Any) -> bool:
    return not others.exists()


@regulation("LS-10", _("只有未公布、未撤下的黄榜人选须告知，且只告知一次。"), source=_LISTS)
def may_be_told(entry: Any) -> bool:
    return (
        entry.colour == ListColour.YELLOW
        and entry.told_on is None
        and entry.published_on is None
        and entry.withdrawn_at is None
    )


@regulation("LS-11", _("告知日期不得早于提出之日，也不得晚于今天。"), source=_LISTS)
def told_in_time_order(told_on: date, proposed_on: date, today: date) -> bool:
    return proposed_on <= told_on <= today


@regulation("LS-12", _("已经申辩过，或者这一条已撤下、已到期。"), source=_LISTS)
def takes_a_word(entry: Any, today: date) -> bool:
    is_over = entry.until_on is not None and entry.until_on < today
    return entry.said_at is None and entry.withdrawn_at is None and not is_over


@regulation("LS-13", _("没有待答复的申辩。"), source=_LISTS)
def word_waits(entry: Any) -> bool:
    return entry.said_at is not None and not entry.answer and entry.withdrawn_at is None


@regulation("LS-14", _("已经公布或者撤下。"), source=_LISTS)
def may_be_published(entry: Any) -> bool:
    return entry.published_on is None and entry.withdrawn_at is None


@regulation(
    "LS-15",
    _("上黄榜须先告知本人：申辩期满没有申辩，或者申辩经他人答复不成立，才能公布。"),
    source=_("申辩权保障：先听取，后公布"),
)
def yellow_was_heard(entry: Any, today: date) -> bool:
    if entry.colour == ListColour.RED:
        return True
    if entry.said_at is not None:
        return entry.answer == ObjectionFinding.REJECTED
    return entry.object_until_on is not None and entry.object_until_on < today


@regulation("LS-16", _("已经撤下。"), source=_LISTS)
def stands(entry: Any) -> bool:
    return entry.withdrawn_at is None


@regulation("LS-17", _("只有已公布、未撤下的红榜可以记入档案，且只记一次。"), source=_LISTS)
def may_be_filed(entry: Any) -> bool:
    return (
        entry.colour == ListColour.RED
        and entry.published_on is not None
        and entry.withdrawn_at is None
        and entry.honour_id is None
    )


@regulation("LS-18", _("还有未公布也未撤下的人选，不能结束。"), source=_LISTS)
def nobody_waits(waiting: Any) -> bool:
    return not waiting.exists()


@regulation("LS-19", _("这期红黄榜没有规定上黄榜几次产生线索。"), source=_LISTS)
def makes_signals(row: Any) -> bool:
    return row.yellows > 0
