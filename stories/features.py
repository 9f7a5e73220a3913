"""Which figures a story may expect, and what of it is not played: named, never hidden."""

from collections import Counter
from collections.abc import Iterator

from reports.queries import register
from stories import challenges, outcomes
from stories.methods import counts
from stories.parts import parts
from stories.schema import LEVELS, Story

AT_LEAST = "_at_least"
_WHOLE = {"by_level", "by_outcome", "partitions_sum", "units_due"}


def not_played(story: Story) -> list[str]:
    """Answer what a prefecture tells that is not played: without divisions it is only checked."""
    if "prefecture" not in story.tree:
        return []
    return _up_to_the_decision(story) + [f"expect.{name}" for name in unplayed_figures(story)]


def unplayed_figures(story: Story) -> list[str]:
    """Answer the expected figures that rest on something not played."""
    if "prefecture" not in story.tree:
        return []
    if "counties" not in story.tree:
        return list(story.tree["expect"])
    later = {"by_outcome"} if _up_to_the_decision(story) else set()
    return [name for name in story.tree["expect"] if base(name) in later]


def _up_to_the_decision(story: Story) -> list[str]:
    """Name the divisions' part of the outcomes where none of them tells any."""
    told = "outcomes" in story.given and not any(ends(part) for part in parts(story))
    return ["given.outcomes: 学习班之后的结果：各县（市）演算到研究决定"] if told else []


def ends(story: Story) -> dict[str, int]:
    """Answer how many of each outcome a division tells, over its classes."""
    rows = [story.given, *story.given.get("classes", [])]
    return dict(sum((Counter(row.get("outcomes", {})) for row in rows), Counter()))


def base(name: str) -> str:
    """Answer the figure's name without the mark of a lower bound."""
    return name.removesuffix(AT_LEAST)


def is_known(name: str, rounds: list[int]) -> bool:
    """Answer whether a figure of that name is counted, or will be."""
    return base(name) in set(_names(rounds))


def _names(rounds: list[int]) -> Iterator[str]:
    funnel = [figure.code for figure in register.FUNNEL]
    yield from (*funnel, *_WHOLE, *counts.ALL, *challenges.FIGURES, *outcomes.ALL)
    told = (*register.MEASURES, *register.PROGRAMME, *register.QUOTA)
    yield from (figure.code for figure in told)
    for code in (*funnel, *(figure.code for figure in register.REPORTING)):
        yield from (f"{code}_round_{number}" for number in rounds)
    for level in LEVELS:
        yield from (f"{level}_{code}" for code in funnel)
