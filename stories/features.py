"""What a story may tell that this release does not play yet. Named in the result, never hidden."""

from collections.abc import Iterator
from typing import Any

from reports.queries import register
from stories import challenges
from stories.methods import counts
from stories.parts import parts
from stories.schema import LEVELS, Story

NOT_YET = {
    "given.scheme.class_days": "班期长短的范围",
    "given.scheme.fee_paid_by_person": "培训费用由本人承担",
    "given.class.opening_quiz_questions": "开班测验",
    "given.class.quiz_all_correct": "开班测验",
    "given.consequences": "停发津贴、取消评优、不得提拔等影响",
    "given.repeat_rule": "连续两次退回的规则",
    "given.second_line_outside_the_recalled": "退居二线等另计人员",
    "given.fees": "扣款",
}
UP_TO_THE_DECISION = {"given.outcomes": "学习班之后的结果：各县（市）演算到研究决定"}
FIGURES = {
    "allowance_stopped": "given.consequences",
    "quiz_all_correct": "given.class.quiz_all_correct",
    "second_line": "given.second_line_outside_the_recalled",
    "fees_yuan": "given.fees",
}
AT_LEAST = "_at_least"
_WHOLE = {"by_level", "by_outcome", "partitions_sum", "units_due"}


def not_played(story: Story) -> list[str]:
    """Answer the path and name of each thing told that is not played, and the figures on it."""
    known = NOT_YET | (UP_TO_THE_DECISION if "prefecture" in story.tree else {})
    told = [f"{path}: {known[path]}" for path in known if _has(story, path)]
    quota = story.given.get("scheme", {}).get("quota", "none")
    if quota != "none":
        told.append("given.scheme.quota: 按单位规模分配名额")
    told += [line for part in parts(story) for line in not_played(part)]
    told += [f"expect.{name}" for name in unplayed_figures(story)]
    return list(dict.fromkeys(told))


def unplayed_figures(story: Story) -> list[str]:
    """Answer the expected figures that rest on something not played."""
    if "prefecture" in story.tree:
        if "counties" not in story.tree:
            return list(story.tree["expect"])
        later = {"by_outcome"} if "outcomes" in story.given else set()
        return [n for n in story.tree["expect"] if base(n) in FIGURES or base(n) in later]
    return [name for name in story.tree["expect"] if base(name) in FIGURES]


def _has(story: Story, path: str) -> bool:
    node: Any = story.tree
    for part in path.split("."):
        if not isinstance(node, dict) or part not in node:
            return _in_classes(story, path)
        node = node[part]
    return node is not False


def _in_classes(story: Story, path: str) -> bool:
    key = path.removeprefix("given.class.")
    return key != path and any(key in row for row in story.given.get("classes", []))


def base(name: str) -> str:
    """Answer the figure's name without the mark of a lower bound."""
    return name.removesuffix(AT_LEAST)


def is_known(name: str, rounds: list[int]) -> bool:
    """Answer whether a figure of that name is counted, or will be."""
    return base(name) in FIGURES or base(name) in set(_names(rounds))


def _names(rounds: list[int]) -> Iterator[str]:
    funnel = [figure.code for figure in register.FUNNEL]
    yield from (*funnel, *_WHOLE, *counts.ALL, *challenges.FIGURES)
    told = (*register.MEASURES, *register.PROGRAMME, *register.QUOTA)
    yield from (figure.code for figure in told)
    for code in (*funnel, *(figure.code for figure in register.REPORTING)):
        yield from (f"{code}_round_{number}" for number in rounds)
    for level in LEVELS:
        yield from (f"{level}_{code}" for code in funnel)
