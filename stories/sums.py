"""Numbers that follow from what a story tells."""

from typing import Any

from stories.schema import DECIDED, ENDS_BEFORE_CLASS, Story

POOLED = {
    "not_matched": "verification",
    "sent_back_once": "verification",
    "replied": "hearing",
    "lapsed": "hearing",
    "not_recalled": "decision",
}


def in_class(story: Story) -> int:
    """Answer how many get into a class: nominations less all that end or stay before it."""
    return sum(round_in_class(row) for row in story.rounds) - sum(
        pooled(story, key) for key in ("not_matched", "not_recalled")
    )


def round_in_class(row: dict[str, Any]) -> int:
    """Answer how many of a round go on, before the story's pools are taken off."""
    ends = sum(row.get(key, 0) for key in ENDS_BEFORE_CLASS)
    return int(row["nominations"]) - ends - sum(row.get("still_at", {}).values())


def pooled(story: Story, key: str) -> int:
    """Answer a number that is told for the whole story and by no round."""
    if any(row.get(key) for row in story.rounds):
        return 0
    return int(story.given.get(POOLED[key], {}).get(key, 0))


def recalled(story: Story) -> int:
    """Answer how many a story recalls: those in class, and those who stand at a later stage."""
    decided = sum(
        number
        for row in story.rounds
        for stage, number in row.get("still_at", {}).items()
        if stage in DECIDED
    )
    return in_class(story) + decided


def either(counted: dict[str, Any], key: str) -> Any:
    """Answer a number by its key; of `transferred_or_removed`, as published, both together."""
    return counted[key] if key in counted else sum(counted.get(one, 0) for one in key.split("_or_"))


def levelled(story: Story) -> int:
    """Answer to how many people `levels` are told: those in class, without a class the recalled."""
    return in_class(story) if in_class(story) else recalled(story)
