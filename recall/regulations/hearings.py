"""What telling, black-out and talks before a decision demand."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.documents.blackout import PAGES, Area
from core.regulations import regulation
from recall.enums import NominationState

_HEARD = _("申辩权保障：先告知、听取，后决定（领域参考2.11、4）")
_WITNESS = _("证人保护（领域参考2.8）")


@regulation("HR-01", _("只有报送之后、听取申辩之前可以遮盖。"), source=_WITNESS)
def may_be_blacked_out(nomination: Any) -> bool:
    return nomination.state in (NominationState.SUBMITTED, NominationState.VERIFIED)


@regulation("HR-02", _("请填写 1 至 20 处遮盖位置。"), source=_WITNESS)
def areas_are_told(areas: list[Area]) -> bool:
    return 1 <= len(areas) <= 20


@regulation("HR-03", _("遮盖位置超出页面，请核对页码和百分比。"), source=_WITNESS)
def areas_fit(areas: list[Area], pages: int) -> bool:
    return all(area.fits(pages) for area in areas)


@regulation("HR-04", _("材料无法打开或超过 60 页，不能遮盖，请换一份。"), source=_WITNESS)
def can_be_drawn(pages: int) -> bool:
    return 1 <= pages <= PAGES


@regulation("HR-05", _("遮盖件还没有制作好，不能告知。"), source=_WITNESS)
def copies_are_made(waiting: int) -> bool:
    return waiting == 0


@regulation("HR-06", _("已经登记过告知。"), source=_HEARD)
def is_told_once(is_told: bool) -> bool:
    return not is_told


@regulation("HR-07", _("告知日期不得早于核实认定之日，也不得晚于今天。"), source=_HEARD)
def told_in_time_order(served_on: date, verified_on: date, today: date) -> bool:
    return verified_on <= served_on <= today


@regulation("HR-08", _("还没有告知本人事实和材料，请先登记告知。"), source=_HEARD)
def was_told(is_told: bool) -> bool:
    return is_told


@regulation("HR-09", _("谈话须由两人进行，且不得是当事人或应当回避的人。"), source=_HEARD)
def two_talk(first: Any, second: Any, interested: set[int]) -> bool:
    return first.pk != second.pk and not {first.pk, second.pk} & interested


@regulation("HR-10", _("本人没有签名的，须写明拒签情况和见证人。"), source=_HEARD)
def signed_or_noted(is_signed: bool, refusal: str, witness: str) -> bool:
    return is_signed or bool(refusal.strip() and witness.strip())


@regulation("HR-11", _("谈话日期不得早于告知之日，也不得晚于今天。"), source=_HEARD)
def talked_in_time_order(on: date, told_on: date, today: date) -> bool:
    return told_on <= on <= today


@regulation(
    "HR-12", _("改期须写明理由，不少于 10 个字，新日期须在今天和原日期之后。"), source=_HEARD
)
def put_off_with_reason(on: date, to: date, reason: str, today: date) -> bool:
    return to > max(on, today) and len(reason.strip()) >= 10


@regulation("HR-13", _("本人要求谈话，谈话之后才能研究决定，会议不得早于谈话。"), source=_HEARD)
def meeting_after_talk(is_asked: bool, talked_on: date | None, held_on: date) -> bool:
    return not is_asked or (talked_on is not None and held_on >= talked_on)


@regulation("HR-14", _("告知之后、研究决定之前可以谈话，现在不能登记。"), source=_HEARD)
def talk_is_due(nomination: Any) -> bool:
    return nomination.state in (NominationState.VERIFIED, NominationState.HEARD)


@regulation("HR-15", _("您已经要求过谈话，或申辩已经结束。"), source=_HEARD)
def may_ask_for_talk(nomination: Any, is_asked: bool) -> bool:
    return not is_asked and bool(nomination.state == NominationState.VERIFIED)


@regulation("HR-16", _("已经告知本人，事实中的字词不能再遮盖或取消遮盖。"), source=_WITNESS)
def words_before_telling(is_told: bool) -> bool:
    return not is_told


@regulation("HR-17", _("要遮盖的字词须在这条事实的经过中，2 至 40 个字。"), source=_WITNESS)
def words_stand_in_the_fact(words: str, text: str) -> bool:
    return 2 <= len(words) <= 40 and words in text


@regulation("HR-18", _("这些字词已经遮盖。"), source=_WITNESS)
def words_are_new(words: str, covered: list[str]) -> bool:
    return words not in covered


@regulation(
    "HR-19", _("每条事实须留下一半以上的文字，遮盖太多本人无法申辩，请缩短字词。"), source=_HEARD
)
def fact_stays_readable(lengths: list[tuple[int, int]]) -> bool:
    return all(left * 2 >= whole for whole, left in lengths)


@regulation("HR-20", _("这处遮盖已经取消。"), source=_WITNESS)
def cover_stands(cover: Any) -> bool:
    return cover.lifted_at is None


@regulation("HR-21", _("只有核实认定之后、听取申辩之前可以告知。"), source=_HEARD)
def may_be_told(nomination: Any) -> bool:
    return bool(nomination.state == NominationState.VERIFIED)


@regulation(
    "HR-22", _("已有遮盖登记的事实和材料须留存备查，不能移除，可以另作补充。"), source=_WITNESS
)
def has_no_cover(*registered: Any) -> bool:
    return not any(rows.exists() for rows in registered)


@regulation("HR-23", _("证人材料还没有遮盖，不能告知；请先遮盖能认出证人的内容。"), source=_WITNESS)
def witnesses_are_covered(uncovered: int) -> bool:
    return uncovered == 0


@regulation("HR-24", _("材料的取得日期不能晚于今天。"), source=_WITNESS)
def is_taken_before(taken_on: date | None, today: date) -> bool:
    return taken_on is None or taken_on <= today


@regulation("HR-25", _("只有告知之后、登记答复之前可以打印陈述申辩书。"), source=_HEARD)
def takes_a_form(nomination: Any) -> bool:
    return bool(nomination.state == NominationState.VERIFIED)


@regulation("HR-26", _("还没有收回这份陈述申辩书的页，请先扫描归位。"), source=_HEARD)
def paper_came_back(page_count: int) -> bool:
    return page_count > 0


@regulation("HR-27", _("收到日期不能早于告知之日，也不能晚于今天。"), source=_HEARD)
def handed_in_time_order(received_on: date, told_on: date | None, today: date) -> bool:
    return received_on <= today and (told_on is None or received_on >= told_on)


@regulation(
    "HR-28",
    _("已收回本人的纸质陈述申辩书，请先确认，不能登记逾期或不申辩；误扫的先登记不再收回。"),
    source=_HEARD,
)
def no_paper_waits(page_count: int) -> bool:
    return page_count == 0
