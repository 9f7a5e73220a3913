"""What a story file may not say, and that each refusal names its line."""

from datetime import date
from pathlib import Path

import pytest

from stories import plans, player
from stories.agenda import Agenda
from stories.errors import StoryRefused
from stories.parts import parts
from stories.worlds import World

SMALL = Path(__file__).with_name("small.yaml")
TODAY = date(2026, 6, 30)
STORIES = Path(__file__).resolve().parents[2] / "stories"


def read(tmp_path, *changes):
    """Read the small story with some of its words changed."""
    text = SMALL.read_text("utf-8")
    for old, new in changes:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    file = tmp_path / "story.yaml"
    file.write_text(text, "utf-8")
    return player.read(file, today=TODAY)


SHIPPED = sorted(STORIES.glob("*.yaml"))


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_read_shipped_story_is_accepted_and_leaves_room_for_every_act(file):
    story = player.read(file, today=TODAY)

    for part in parts(story) or [story]:
        plan = plans.make(part)
        player.schedule(World(plan), Agenda(plan.last_day))


REFUSED = [
    ("seed: 3", "sede: 3", 4, "不认识 sede"),
    ("seed: 3", "seed: three", 4, "seed 应为整数"),
    ('"999977"', "999977", 5, "county.division 应为文字"),
    ("as_of: 2021-12-31", "as_of: 2021-13-31", 6, "dates.as_of"),
    ("verifiers: 2", "verifiers: 3", 8, "应在 1 到 2 之间"),
    ("as_practised", "as_imagined", 8, "应为 in_force、as_practised 之一"),
    ("xingren_2014_12", "nowhere_1999", 8, "没有方案 nowhere_1999"),
    ("nominated_by_leading: 1", "nominated_by_leading: 9", 9, "多于全部提名 8 件"),
    ("{number: 1,", "{number: 3,", 11, "轮次应依次编号"),
    ("closes_on: 2021-03-12", "closes_on: 2021-02-12", 11, "closes_on 早于 notice_on"),
    ("not_matched: 1", "not_matched: 5", 12, "多于提名 4 件"),
    ("missing_units: 1", "missing_units: 6", 11, "多于应报单位 5 个"),
    ("county_level: 1}", "county_level: 6}", 14, "county_level 6 人，多于入班 5 人"),
    ("trainees: 5", "trainees: 6", 17, "按提名和退出应为 5 人"),
    ("{kind: theory, days: 2}", "{kind: sleep, days: 2}", 18, "应为 theory、practice 之一"),
    (
        "returned_to_post: 2, stayed",
        "returned_to_post: 3, stayed",
        20,
        "合计 6 人，不等于学员 5 人",
    ),
    ("transferred: 1}", "promoted: 1}", 20, "没有结果 promoted"),
    ("criticised_by_circular: 1", "criticised_by_circular: 6", 21, "多于应报单位 5 个"),
    ("  in_class: 5", "  in_klass: 5", 29, "没有指标 in_klass"),
    ("nominated_round_2: 4", "nominated_round_3: 4", 25, "没有指标 nominated_round_3"),
]


@pytest.mark.parametrize(("old", "new", "line", "sentence"), REFUSED)
def test_read_wrong_value_is_refused_with_its_line(tmp_path, old, new, line, sentence):
    with pytest.raises(StoryRefused) as refusal:
        read(tmp_path, (old, new))

    assert (refusal.value.line, sentence in refusal.value.sentence) == (line, True), refusal.value


def test_read_staying_without_practice_is_refused(tmp_path):
    changes = [
        ("{kind: practice, days: 31}, ", ""),
        ("  outcomes:", "  practice: {months: 0, from: 2021-06-10}\n  outcomes:"),
    ]

    with pytest.raises(StoryRefused, match="自愿留任须有实践锻炼"):
        read(tmp_path, *changes)


def test_read_key_written_twice_is_refused(tmp_path):
    with pytest.raises(StoryRefused, match=r"story\.yaml:5: seed 写了两次"):
        read(tmp_path, ("seed: 3", "seed: 3\nseed: 4"))


def test_read_alias_is_refused(tmp_path):
    with pytest.raises(StoryRefused, match="锚点"):
        read(
            tmp_path,
            ("title: 小县2021年干部回炉", "title: &a 词"),
            ("source: 测试用虚构批次", "source: *a"),
        )


def test_read_broken_yaml_is_refused_with_its_line(tmp_path):
    with pytest.raises(StoryRefused, match="不是有效的 YAML"):
        read(tmp_path, ("seed: 3", "seed: [3"))


def test_read_empty_file_is_refused(tmp_path):
    (tmp_path / "empty.yaml").write_text("", "utf-8")

    with pytest.raises(StoryRefused, match="文件是空的"):
        player.read(tmp_path / "empty.yaml", today=TODAY)
