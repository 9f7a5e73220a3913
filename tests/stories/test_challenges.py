"""What a story may tell of challenges and of the nominations that fell."""

from datetime import date
from pathlib import Path

import pytest

from stories import player
from stories.errors import StoryRefused

SMALL = Path(__file__).with_name("small.yaml")
TOLD = "challenges: {on: 2021-03-15, days: 9}"
REFUSED = [
    ("on: 2021-03-15, days", "on: 2021-03-12, days", "on 应在本轮截止以后"),
    ("on: 2021-03-15, days", "on: 2021-03-16, days", "on 应在本轮截止以后"),
    ("days: 9", "days: 8", "答复期限 2021-03-25 早于下一轮截止"),
    ("days: 9}", "days: 9, maintained: 2}", "补报的单位 -1 个，与下一轮提名 4 件不符"),
    ("zero_reports: 1,", "zero_reports: 0,", "有质询，要写本轮 zero_reports"),
    ("number: 2, ", f"number: 2, {TOLD}, ", "质询后要有下一轮"),
    ("reasons: [", "reasons: [经查所列差错不在规定期间内。, ", "reasons 2 条，不符合情形的 1 件"),
]


@pytest.mark.parametrize(("old", "new", "sentence"), REFUSED, ids=[row[1] for row in REFUSED])
def test_read_impossible_challenge_is_refused_with_its_line(tmp_path, old, new, sentence):
    text = SMALL.read_text("utf-8")
    assert old in text
    if old == "zero_reports: 1,":  # a round in which everybody nominates has nobody to ask
        text = text.replace("nominations: 4, late", "nominations: 5, late", 1)
    file = tmp_path / "story.yaml"
    file.write_text(text.replace(old, new, 1), "utf-8")

    with pytest.raises(StoryRefused, match=r"story\.yaml:[0-9]+: ") as refusal:
        player.read(file, today=date(2026, 6, 30))

    assert sentence in refusal.value.sentence, refusal.value
