"""What questions, examinations and papers demand. Each sentence is shown as it stands here."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation
from training.enums import QuestionKind

_OWN = "产品默认规则（可由部门核定）"
_SOURCE = "石泉2019年做法：开班三道测试题；功能要求：限时、打乱、断电续答"
FEWEST = 5  # papers under which no figure of a question is shown


@regulation(
    "QZ-01",
    _("选择题须有 2 至 8 个互不相同的选项；单选、判断题只有一个正确项，多选题至少两个。"),
    source=_OWN,
)
def question_is_whole(kind: str, options: Sequence[str], right: Sequence[int]) -> bool:
    if kind == QuestionKind.SHORT:
        return not options and not right
    if not 2 <= len(options) <= 8 or len(set(options)) < len(options):
        return False
    fits = set(right) <= set(range(len(options))) and len(set(right)) == len(right)
    return fits and (len(right) >= 2 if kind == QuestionKind.MULTIPLE else len(right) == 1)


@regulation("QZ-02", _("截止时间须晚于开始时间，且这段时间不短于答题时间。"), source=_OWN)
def times_fit(opens_at: datetime, closes_at: datetime, minutes: int) -> bool:
    return closes_at - opens_at >= timedelta(minutes=minutes)


@regulation("QZ-03", _("请至少选一道本县正在使用的试题。"), source=_SOURCE)
def has_questions(chosen: int, usable: int) -> bool:
    return chosen > 0 and chosen == usable


@regulation(
    "QZ-13",
    _("抽题的，每一类抽 1 道以上、不超过在用试题数，同一类只写一次；抽题和逐题指定只用一种。"),
    source=_OWN,
)
def draws_fit(
    draws: Sequence[tuple[str, str, int]], there: Mapping[tuple[str, ...], int], named: int
) -> bool:
    if named or len({(topic, level) for topic, level, _count in draws}) < len(draws):
        return False
    return all(1 <= count <= there.get((topic, level), 0) for topic, level, count in draws)


@regulation("QZ-04", _("现在不在答卷时间内，请看清开始和截止时间。"), source=_SOURCE)
def is_open(opens_at: datetime, closes_at: datetime, at: datetime) -> bool:
    return opens_at <= at < closes_at


@regulation(
    "QZ-05", _("答题时间已到，这次修改没有保存；之前保存的答案已经算交卷。"), source=_SOURCE
)
def is_in_time(due_at: datetime, at: datetime) -> bool:
    return at <= due_at


@regulation("QZ-06", _("试卷已经交了，不能再改。"), source=_SOURCE)
def is_not_handed_in(handed_in_at: datetime | None) -> bool:
    return handed_in_at is None


@regulation("QZ-07", _("答案不是本题的选项，请重新选择。"), source=_OWN)
def answer_fits(kind: str, options: int, chosen: Sequence[int], text: str) -> bool:
    if kind == QuestionKind.SHORT:
        return not chosen and len(text) <= 2000
    if not kind:
        return False
    most = options if kind == QuestionKind.MULTIPLE else 1
    return not text and len(chosen) <= most and set(chosen) <= set(range(options))


@regulation("QZ-08", _("得分须在 0 分和本题分值之间。"), source=_OWN)
def points_fit(points: int, most: int) -> bool:
    return 0 <= points <= most


@regulation("QZ-09", _("交卷后才能评分。"), source=_OWN)
def paper_is_over(is_over: bool) -> bool:
    return is_over


@regulation("QZ-10", _("这道题您已经评过，须由另一人复评。"), source="同一答案由两人评分")
def marker_is_another(has_marked: bool) -> bool:
    return not has_marked


@regulation("QZ-11", _("截止时间未到或还有简答题没有评完，不能公布成绩。"), source=_OWN)
def is_all_marked(is_closed: bool, open_answers: int) -> bool:
    return is_closed and open_answers == 0


@regulation("QZ-12", _("已经有人答卷，不能取消。"), source=_OWN)
def nobody_has_begun(papers: int) -> bool:
    return papers == 0
