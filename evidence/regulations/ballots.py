"""What a secret ballot demands."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation

SMALLEST_GROUP = 5
_BALLOTS = _("产品规则：民主测评无记名，票与人不能对应（干部任用工作条例的无记名原则）")


@regulation(
    "BL-01",
    _("每个投票人分组不少于 5 人；不足的请并入其他分组，否则票与人能对应。"),
    source=_BALLOTS,
)
def groups_hide_a_voter(sizes: list[int]) -> bool:
    return bool(sizes) and min(sizes) >= SMALLEST_GROUP


@regulation("BL-02", _("各组权重都须大于 0，合计为 100。"), source=_BALLOTS)
def weights_make_a_hundred(weights: list[Any]) -> bool:
    return sum(weights) == 100 and all(weight > 0 for weight in weights)


@regulation("BL-03", _("被测评人须多于末位人数，且至少 1 人。"), source=_BALLOTS)
def enough_subjects(number: int, bottom_n: int | None) -> bool:
    return number > (bottom_n or 0)


@regulation("BL-04", _("截止时间须为整点，并晚于现在。"), source=_BALLOTS)
def closes_at_a_later_hour(closes_at: Any, at: Any) -> bool:
    return (closes_at.minute, closes_at.second, closes_at.microsecond) == (
        0,
        0,
        0,
    ) and closes_at > at


@regulation("BL-05", _("投票开始后，名册、被测评人、分组和规则都不能再改。"), source=_BALLOTS)
def still_in_draft(poll: Any) -> bool:
    return poll.opened_at is None


@regulation("BL-06", _("投票码无效、已经用过，或者投票已经截止。"), source=_BALLOTS)
def code_opens_a_ballot(token: Any) -> bool:
    return token is not None


@regulation("BL-07", _("所选内容与选票不符：超过了最多人数，或者不在票上。"), source=_BALLOTS)
def marks_fit(poll: Any, marks: dict[str, str], positions: set[str]) -> bool:
    codes = {option["code"] for option in poll.options}
    is_within = poll.max_names is None or len(marks) <= poll.max_names
    return is_within and set(marks) <= positions and set(marks.values()) <= codes


@regulation("BL-08", _("您不在本次测评的名册上，或者已经领过投票码。"), source=_BALLOTS)
def may_draw(voter: Any) -> bool:
    return voter is not None and not voter.is_drawn


@regulation(
    "BL-09", _("本组已有人用票条投票，不能重新制作票条：重做会让已投的人再投。"), source=_BALLOTS
)
def no_slip_is_used(standing: int, made: int) -> bool:
    return standing == made


@regulation("BL-10", _("纸质票须由另一人独立录入第二遍。"), source=_BALLOTS)
def entered_by_another(first_by_id: Any, by: Any) -> bool:
    return first_by_id != by.pk


@regulation("BL-11", _("还有纸质票没有由两人录入一致，不能计票。"), source=_BALLOTS)
def papers_are_settled(count: int) -> bool:
    return count == 0


@regulation("BL-12", _("有效票不足 5 张，不计票，以免看出是谁投的。"), source=_BALLOTS)
def enough_ballots(count: int) -> bool:
    return count >= SMALLEST_GROUP


@regulation("BL-13", _("截止时间未到且还有人没有投票，不能提前截止。"), source=_BALLOTS)
def time_is_up(poll: Any, at: Any, unused: int) -> bool:
    return at >= poll.closes_at or unused == 0


@regulation("BL-14", _("只能对计票结果上线、且不受保护的人员产生线索。"), source=_BALLOTS)
def is_on_the_line(row: Any) -> bool:
    return row is not None and row.is_on_the_line and not row.protection


@regulation("BL-15", _("本次测评没有填写对应的召回情形，不能产生线索。"), source=_BALLOTS)
def poll_names_a_ground(poll: Any) -> bool:
    return poll.ground_id is not None


@regulation("BL-16", _("本组的纸质票位已经用完。"), source=_BALLOTS)
def a_paper_place_is_left(count: int) -> bool:
    return count > 0


@regulation("BL-17", _("这次测评已经作废，不能再办理，也不计入考核。"), source=_BALLOTS)
def poll_stands(poll: Any) -> bool:
    return not hasattr(poll, "void")


@regulation("BL-18", _("作废须写明理由；票数和理由都留存备查。"), source=_BALLOTS)
def void_is_explained(reason: str) -> bool:
    return bool(reason.strip())


@regulation("BL-19", _("用于综合考核的测评，被测评人不得列入名册：自己不评自己。"), source=_BALLOTS)
def nobody_judges_themselves(overlap: int) -> bool:
    return overlap == 0
