"""A story of a prefecture as the stories of its divisions, each played by itself."""

from typing import Any

from stories.schema import Story

SHARED = ("title", "source", "dates")
OF_ALL = ("scheme", "repeat_rule")


def parts(story: Story) -> list[Story]:
    """Answer one story for each division of a prefecture, in the order of the file.

    A division's seed is the prefecture's with its code, so that no two draw the same people.
    Without a scheme of its own it has the prefecture's.
    """
    return [_part(story, index, row) for index, row in enumerate(story.tree.get("counties", []))]


def _part(story: Story, index: int, row: dict[str, Any]) -> Story:
    here = ("counties", index)
    scheme = {key: story.given[key] for key in OF_ALL if key in story.given}
    own = {key: story.tree[key] for key in SHARED if key in story.tree}
    code = row["county"]["division"]
    own |= {
        "seed": f"{story.tree.get('seed', story.tree['title'])}:{code}",
        "county": row["county"],
        "given": scheme | row["given"],
        "expect": row.get("expect", {}),
    }
    lines = {path[2:]: line for path, line in story.lines.items() if path[:2] == here}
    top = {path: line for path, line in story.lines.items() if path[0] in SHARED}
    return Story(story.path, own, top | lines, story.shift)


def is_above(story: Story, part: Story) -> bool:
    """Answer whether a division is the prefecture itself: its departments, its scheme."""
    return bool(part.tree["county"]["division"] == story.tree["prefecture"]["division"])
