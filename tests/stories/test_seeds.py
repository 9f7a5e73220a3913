"""The seed decides who and where, never how many, and never whether a story can be played."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from stories import plans, player
from stories.agenda import Agenda
from stories.parts import parts
from stories.worlds import World

HERE = Path(__file__).parent
SHIPPED = HERE.parents[1] / "stories"
FILES = [
    HERE / "methods.yaml",
    HERE / "prefecture.yaml",
    SHIPPED / "shiquan_county_office.yaml",
    SHIPPED / "shiquan_2018.yaml",
    SHIPPED / "shiquan_2019.yaml",
]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_schedule_other_seed_has_the_same_acts_by_number(tmp_path, file):
    text = file.read_text("utf-8")
    counted = [acts(tmp_path, re.sub(r"(?m)^seed: \d+", f"seed: {n}", text)) for n in range(12)]

    assert counted[0].total() > 0
    assert all(other == counted[0] for other in counted)


def acts(folder, text):
    """Answer how often each kind of act would be done."""
    story_file = folder / "story.yaml"
    story_file.write_text(text, "utf-8")
    story = player.read(story_file, today=date(2026, 6, 30))
    found = Counter()
    for part in parts(story) or [story]:
        plan = plans.make(part)
        agenda = Agenda(plan.last_day)
        player.schedule(World(plan), agenda)
        found.update(entry.act.__qualname__ for entry in agenda._entries)
    return found
