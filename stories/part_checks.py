"""Whether a prefecture's divisions can have happened, and add up to what is told of all."""

from collections import Counter
from collections.abc import Callable

from stories import features, sums
from stories.parts import parts
from stories.schema import LEVELS, ORDINARY, Story

SECOND_LINE = "second_line_outside_the_recalled"


def check(story: Story, one: Callable[[Story], None]) -> None:
    """Refuse divisions that cannot have happened, or that do not add up to what is told of all.

    :param one: checks one division's story
    :raises StoryRefused: with the line that is wrong
    """
    rows = parts(story)
    if rows and {"rounds", "methods", "units", "levels"} & story.given.keys():
        raise story.refuse("有 counties 时，批次写在各县里", "given")
    if "accounts" in story.tree:
        raise story.refuse("一州多县的批次没有演示账号", "accounts")
    for key in ("name", "division"):
        told = [part.tree["county"][key] for part in rows]
        if len(set(told)) != len(told):
            raise story.refuse(f"counties 的 {key} 重复", "counties")
    for part in rows:
        one(part)
        _check_scheme(story, part)
    if rows:
        _check_sums(story, rows)
        _check_figures(story, rows)


def _check_scheme(story: Story, part: Story) -> None:
    """Refuse another preset than the prefecture's, whose scheme the counties inherit."""
    code = part.given.get("scheme", {}).get("preset", "")
    if code and code != story.given.get("scheme", {}).get("preset", code):
        raise part.refuse("各县的方案来自州的方案，preset 应相同", "given", "scheme", "preset")


def _check_sums(story: Story, rows: list[Story]) -> None:
    wanted = story.given.get("recalled", {})
    for level in LEVELS:
        total = sum(_recalled(part)[level] for part in rows)
        if level in wanted and total != wanted[level]:
            sentence = f"各县 {level} 之和 {total} 不等于 {wanted[level]}"
            raise story.refuse(sentence, "given", "recalled", level)
    ends = sum((Counter(features.ends(part)) for part in rows), Counter())
    _check_parts(story, "outcomes", ends if ends else None)
    beside = [part.given.get(SECOND_LINE, {}) for part in rows]
    _check_parts(story, SECOND_LINE, sum(map(Counter, beside), Counter()))


def _check_parts(story: Story, name: str, found: dict[str, int] | None) -> None:
    """Refuse divisions that tell otherwise of a thing than is told of all; None tells nothing."""
    for key, number in story.given.get(name, {}).items():
        if found is not None and (total := sums.either(found, key)) != number:
            raise story.refuse(f"各县 {key} 之和 {total} 不等于 {number}", "given", name, key)


def _check_figures(story: Story, rows: list[Story]) -> None:
    rounds = [row["number"] for part in rows for row in part.rounds]
    for name in story.tree["expect"]:
        if not features.is_known(name, rounds):
            raise story.refuse(f"没有指标 {name}，见 docs/figures.md", "expect", name)


def _recalled(story: Story) -> dict[str, int]:
    """Answer how many of each level a division recalls; who is not named is ordinary."""
    told = story.given.get("levels", {})
    above = {level: told.get(level, 0) for level in LEVELS if level != ORDINARY}
    return above | {ORDINARY: sums.recalled(story) - sum(above.values())}
