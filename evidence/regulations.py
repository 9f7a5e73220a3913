"""What a file must be before it is taken as evidence."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.regulations import regulation

_OWN = "产品规则：证据材料接收"


@regulation("EV-01", _("文件是空的，请重新选择。"), source=_OWN)
def not_empty(size: int) -> bool:
    return size > 0


@regulation("EV-02", _("文件超过 20 MB，请压缩或拆分后再传。"), source=_OWN)
def within_limit(size: int) -> bool:
    return size <= settings.UPLOAD_MAX_BYTES


@regulation("EV-03", _("文件内容不是 PDF、JPG 或 PNG，不能接收；改后缀名无效。"), source=_OWN)
def known_content(kind: str) -> bool:
    return bool(kind)


@regulation(
    "EV-04", _("图片尺寸过大，单边不得超过 12000 像素，总数不得超过 5000 万像素。"), source=_OWN
)
def sane_pixels(width: int, height: int) -> bool:
    return max(width, height) <= 12_000 and width * height <= 50_000_000


@regulation("EV-05", _("24 小时内上传的材料总量已达上限，请明天再传。"), source=_OWN)
def within_quota(byte_count: int) -> bool:
    return byte_count <= settings.UPLOAD_DAY_BYTES


_ACTIVE = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/XFA")
_ZIP_END = b"PK\x05\x06"
_NAME_ENDS = frozenset(b" \t\r\n\x00\x0c()<>[]{}/%")


def _names(content: bytes, name: bytes) -> bool:
    """Whether a PDF name stands in the content as a whole word."""
    start = content.find(name)
    while start >= 0:
        end = start + len(name)
        if end >= len(content) or content[end] in _NAME_ENDS:
            return True
        start = content.find(name, end)
    return False


@regulation(
    "EV-06",
    _("PDF 带有脚本、附件或其他可执行内容，不能接收；请打印成普通 PDF 再传。"),
    source=_OWN,
)
def passive(content: bytes) -> bool:
    return _ZIP_END not in content and not any(_names(content, name) for name in _ACTIVE)


_SIGNALS = _("产品规则：线索只作参考，由人提名、核实、决定（个人信息保护法第二十四条）")


@regulation("SG-01", _("线索须有依据行，不能只有一个数。"), source=_SIGNALS)
def signal_has_rows(rows: list[Any]) -> bool:
    return bool(rows)


@regulation("SG-02", _("撤销线索须写明原因。"), source=_SIGNALS)
def withdrawal_is_explained(reason: str) -> bool:
    return bool(reason.strip())


_POINTS = _("产品规则：积分、记分与负面清单台账（公务员平时考核办法；石泉县委办积分管理）")


@regulation("PT-01", _("自设积分办法须登记为单位的平时考核，请写明依据和文号。"), source=_POINTS)
def book_is_registered(basis: str, document_number: str) -> bool:
    return bool(basis.strip()) and bool(document_number.strip())


@regulation("PT-02", _("本单位这一年度已有同一做法的台账。"), source=_POINTS)
def one_book_a_year(others: Any) -> bool:
    return not others.exists()


@regulation("PT-03", _("分组须是台账设定的分组之一。"), source=_POINTS)
def group_is_of_the_book(group: str, groups: list[str]) -> bool:
    return group in groups if groups else not group


@regulation("PT-04", _("新版规则只能从尚未结账的期间起施行，已结账的不重算。"), source=_POINTS)
def rule_is_for_the_future(from_on: Any, open_from: Any) -> bool:
    return open_from is not None and from_on >= open_from


@regulation("PT-05", _("只有本单位及下级单位的人员可以列入台账，且一人只列一次。"), source=_POINTS)
def member_is_of_the_unit(cadre: Any, unit_ids: set[int], others: Any) -> bool:
    return cadre.unit_id in unit_ids and not others.exists()


@regulation("PT-06", _("发生日期须在本台账期间内，且不晚于今天。"), source=_POINTS)
def entry_is_of_the_year(on: Any, first: Any, last: Any) -> bool:
    return first <= on <= last


@regulation("PT-07", _("计分项目须是本台账正在使用的项目。"), source=_POINTS)
def item_is_in_use(item: Any, book_id: int) -> bool:
    return item.book_id == book_id and item.retired_on is None


@regulation("PT-08", _("这一笔已经冲正，或本身就是冲正，不能再冲正。"), source=_POINTS)
def entry_stands(entry: Any, reversals: Any) -> bool:
    return entry.reverses_id is None and not reversals.exists()


@regulation("PT-09", _("冲正须写明原因。"), source=_POINTS)
def reversal_is_explained(reason: str) -> bool:
    return bool(reason.strip())


@regulation("PT-10", _("本期还没有结束，不能结账。"), source=_POINTS)
def period_is_over(until_on: Any, on: Any) -> bool:
    return on >= until_on


@regulation("PT-11", _("异议期还没有届满，不能定案。"), source=_POINTS)
def objections_had_their_time(until_on: Any, on: Any) -> bool:
    return on > until_on


@regulation("PT-12", _("还有异议没有答复，不能定案。"), source=_POINTS)
def objections_are_answered(open_ones: Any) -> bool:
    return not open_ones.exists()


@regulation("PT-13", _("异议期已过，或这一笔已提过异议。"), source=_POINTS)
def objection_is_in_time(period: Any, on: Any, others: Any) -> bool:
    in_time = period.objection_until_on is None or on <= period.objection_until_on
    return in_time and period.final_at is None and not others.exists()


@regulation("PT-14", _("本年度还有期间没有定案，不能分配奖励。"), source=_POINTS)
def year_is_final(open_ones: Any) -> bool:
    return not open_ones.exists()


@regulation("PT-15", _("没有人的全年积分大于零，无法按积分分配。"), source=_POINTS)
def somebody_has_points(totals: Any) -> bool:
    return any(points > 0 for points in totals)


@regulation("PT-16", _("只有定案的期间可以产生线索。"), source=_POINTS)
def period_is_final(period: Any) -> bool:
    return period.final_at is not None


@regulation("PT-17", _("计分规则没有指定召回情形，不能产生线索。"), source=_POINTS)
def rule_names_a_ground(rule: Any) -> bool:
    return rule is not None and rule.ground_id is not None


@regulation("PT-18", _("本期已经结账，请记入下一期；定案前的错误用冲正更正。"), source=_POINTS)
def period_takes_entries(period: Any) -> bool:
    return period is not None and period.closed_at is None


@regulation("PT-19", _("这一天已有一版规则，请另定施行日期。"), source=_POINTS)
def rule_begins_on_a_day_of_its_own(others: Any) -> bool:
    return not others.exists()


@regulation("PT-20", _("终止日期不能早于起始日期。"), source=_POINTS)
def duty_ends_after_it_begins(from_on: Any, until_on: Any) -> bool:
    return until_on >= from_on


_TARGETS = _("产品规则：目标绩效考核（晴隆县做法）")


@regulation("TG-01", _("本单位这一年度已有目标责任书。"), source=_TARGETS)
def one_plan_a_year(others: Any) -> bool:
    return not others.exists()


@regulation("TG-02", _("目标责任书已定案，不能再改动。"), source=_TARGETS)
def plan_is_open(plan: Any) -> bool:
    return plan.settled_at is None


@regulation("TG-03", _("已有同名目标。"), source=_TARGETS)
def target_is_new(others: Any) -> bool:
    return not others.exists()


@regulation("TG-04", _("各项权重合计不能超过 100。"), source=_TARGETS)
def weights_fit(weight: Any) -> bool:
    return weight <= 100


@regulation("TG-05", _("这项目标已有得分，不能删除。"), source=_TARGETS)
def target_has_no_score(scores: Any) -> bool:
    return not scores.exists()


@regulation("TG-06", _("只能为本单位人员打分。"), source=_TARGETS)
def person_is_of_the_plan(cadre: Any, plan: Any) -> bool:
    return cadre.unit_id == plan.unit_id


@regulation("TG-07", _("各项权重合计须为 100，才能定案。"), source=_TARGETS)
def weights_are_whole(weight: Any) -> bool:
    return weight == 100


@regulation("TG-08", _("定案后才能产生线索。"), source=_TARGETS)
def plan_is_settled(plan: Any) -> bool:
    return plan.settled_at is not None


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
