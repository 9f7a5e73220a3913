"""What is demanded of a reflection."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation
from training.enums import TaskKind, Verdict

_OWN = "产品默认规则（可由部门核定）"
_CLASS = "石泉2019年做法：读书分享、撰写心得"
MOST_SIGNS = 5_000
MOST_CRITERIA, MOST_POINTS, LONGEST_NAME = 8, 100, 30
_WIDE = (
    "\u00b7\u2014\u2018-\u201d\u2026"
    "\u2e80-\u2fff\u3001-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uffee\U00020000-\U0003ffff"
)
_COUNTED = re.compile(f"[{_WIDE}]|[^\\s{_WIDE}]+")


def count(text: str) -> int:
    """Answer how long a text is as Chinese counts: each character and each wide punctuation mark
    is one, a run of letters, digits and narrow marks is one, blanks are none."""
    return len(_COUNTED.findall(text))


@regulation("RF-01", _("字数范围不对：最少 1 字，最多 5000 字，下限不能大于上限。"), source=_OWN)
def limits_fit(fewest: int, most: int) -> bool:
    return 1 <= fewest <= most <= MOST_SIGNS


@regulation("RF-02", _("截止日期不能早于今天。"), source=_OWN)
def lies_ahead(due_on: date, today: date) -> bool:
    return due_on >= today


@regulation("RF-03", _("一项心得只能对应一节课或一个锻炼月，课次须是本班的。"), source=_CLASS)
def is_bound_once(session_class_id: int | None, month: int | None, class_id: int) -> bool:
    return session_class_id is None or (month is None and session_class_id == class_id)


@regulation("RF-04", _("字数不在规定范围内，请增减后再交；写的还在，可以先保存。"), source=_CLASS)
def length_fits(signs: int, fewest: int, most: int) -> bool:
    return fewest <= signs <= most


@regulation("RF-05", _("上一稿还没有评阅，或者已经通过，不能再交。"), source=_OWN)
def nothing_waits(has_versions: bool, verdict: str) -> bool:
    return not has_versions or verdict == Verdict.RETURNED


@regulation("RF-06", _("退回修改须写明原因，让本人知道改什么。"), source=_OWN)
def return_is_explained(verdict: str, remark: str) -> bool:
    return verdict == Verdict.ACCEPTED or bool(remark.strip())


@regulation(
    "RF-07",
    _("学习锻炼已中止，恢复后再交、再评阅，期限顺延；草稿可以照常保存。"),
    source="领域参考2.8：移送期间中止，恢复后继续计算",
)
def case_goes_on(is_suspended: bool) -> bool:
    return not is_suspended


@regulation("RF-08", _("已有人交稿，这项心得不能取消。"), source=_OWN)
def nobody_has_handed_in(count: int) -> bool:
    return count == 0


@regulation("RF-09", _("这一稿已经评阅过，或者本人已交新稿，请刷新后再看。"), source=_OWN)
def is_the_version_that_waits(asked: int, last: int | None, verdict: str) -> bool:
    return asked == last and not verdict


@regulation(
    "RF-10",
    _("评分标准最多 8 项，名称不重复、各不超过 30 字，分值为整数，合计不超过 100 分。"),
    source=_OWN,
)
def rubric_fits(rubric: Sequence[Mapping[str, Any]]) -> bool:
    names = [one["name"] for one in rubric]
    named = all(0 < len(name) <= LONGEST_NAME for name in names) and len(set(names)) == len(names)
    total = sum(one["points"] for one in rubric)
    return (
        named
        and len(rubric) <= MOST_CRITERIA
        and all(one["points"] >= 1 for one in rubric)
        and total <= MOST_POINTS
    )


@regulation(
    "RF-11",
    _("有评分标准的，通过时每项都要评分，退回时可以都不评；各项从 0 到该项分值。"),
    source=_OWN,
)
def marks_fit(
    rubric: Sequence[Mapping[str, Any]], marks: Sequence[int | None], verdict: str
) -> bool:
    if verdict == Verdict.RETURNED and all(mark is None for mark in marks):
        return True
    return len(marks) == len(rubric) and all(
        mark is not None and 0 <= mark <= one["points"]
        for mark, one in zip(marks, rubric, strict=True)
    )


@regulation(
    "RF-12", _("本班已经布置了个人总结；还没有人交稿的，可以取消后重新布置。"), source=_CLASS
)
def one_summary_stands(kind: str, standing: int) -> bool:
    return kind != TaskKind.SUMMARY or standing == 0
