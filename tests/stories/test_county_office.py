"""The points of a county office over a year: forty people in two groups, to the cent."""

from datetime import date
from pathlib import Path

import pytest

from evidence.models import Book, BookEntry, BookObjection
from stories import plans, player
from stories.agenda import Agenda
from stories.errors import StoryRefused
from stories.worlds import World
from tests.fixtures import media
from tests.stories.test_play import play

__all__ = ["media"]

TODAY = date(2026, 6, 30)
STORY = Path(__file__).resolve().parents[2] / "stories" / "shiquan_county_office.yaml"


@pytest.mark.django_db
def test_play_county_office_gives_every_figure_and_keeps_to_the_roles():
    figures, complaint, code = play(STORY)

    assert (code, complaint, figures["not_played"]) == (0, "", [])
    book = Book.objects.get()
    assert book.opened_by.username.endswith("u0.head")
    items = BookEntry.objects.filter(kind="ITEM").select_related("entered_by")
    assert {row.entered_by.username for row in items} == {"610922.u0.clerk"}
    for row in BookObjection.objects.select_related("entry__member__cadre", "answered_by"):
        assert row.raised_by_id == row.entry.member.cadre.user_id
        assert row.answered_by == book.opened_by


REFUSED = [
    ("of_class: 1", "off_class: 1", "不认识 given.methods.books.0.duties.2.off_class"),
    ("points_per_hour: 0.5,", "points_per_hour: 0.555,", "最多两位小数"),
    ("points_per_hour: 0.5,", "points_per_hour: .inf,", "请填写数字"),
    ("repeat_factor: 2", "repeat_factor: 0.5", "应在 1 至 100 之间"),
    ("kind: points", "kind: score_card", "要写 people，不写 groups"),
    ("        unit: 县委办公室", "        unit: 县委办", "没有列在 units 的 names 里"),
    ("class_1: 20", "class_1: 21", "各类合计多于台账 40 人"),
    ("from: 2019-10-01, days", "from: 2018-10-01, days", "各版规则应依次在后"),
    ("from: 2019-01-01, days", "from: 2019-02-01, days", "第一版规则应在台账建立前施行"),
    ("ground: SQ22-11", "ground: SQ22-99", "没有情形 SQ22-99"),
    ("ground: SQ22-11, ", "", "规则须写 ground"),
    ("points: 5}", "points: 0}", "分值不能为 0"),
    ("points: 5}", "points: 5, repeats: true}", "只有扣分的项目可以重复加倍"),
    ("title: 信息被上级采用", "title: 完成专项项目", "写了两次"),
    ("of_class: 1, week", "of_class: 4, week", "只有 2 人可以承担"),
    ("item: 公文出现差错, times: 3}", "item: 没有的事, times: 3}", "没有项目“没有的事”"),
    ("times: 10}", "times: 10, repeated: 1}", "不是重复加倍的项目"),
    ("times: 3, repeated: 1", "times: 3, repeated: 4", "重复 4 次，多于 3 次"),
    ("times: 6, reversed: 1", "times: 6, reversed: 7", "多于首次发生的 6 笔"),
    ("公文出现差错, times: 3}", "公文出现差错, times: 3, repeated: 3}", "还没有人发生过"),
    ("公文出现差错, times: 3}", "公文出现差错, times: 41}", "只剩 40 人没有发生过"),
    ("            signals: true\n", "          - {}\n", "本年度至多 12 期"),
    ("opens_on: 2019-01-02", "opens_on: 2019-02-02", "本年度至多 11 期"),
    ("as_of: 2020-02-28}", "as_of: 2020-02-28, move_to: today}", "不能用 move_to"),
    ("on: 2020-01-20", "on: 2020-03-20", "有事项排在 2020-03-20"),
    ("methods:\n", "method:\n", "不认识 given.method"),
    ("  methods:\n", "  levels: {section_level: 1}\n  methods:\n", "given 缺少 scheme"),
    ("  points_closed: 12", "  points_shut: 12", "没有指标 points_shut"),
]

OCTOBER = "          - entries: [{item: 完成专项项目, times: 8}, {item: 信息被上级采用, times: 12}, {item: 公文出现差错, times: 5"  # noqa: E501


def scheduled(file):
    """Read a story and enter its acts, so far as it can have happened."""
    plan = plans.make(player.read(file, today=TODAY))
    player.schedule(World(plan), Agenda(plan.last_day))


def test_read_version_of_the_rule_after_the_last_period_is_refused(tmp_path):
    head, _sep, tail = STORY.read_text("utf-8").partition(OCTOBER)
    file = tmp_path / "story.yaml"
    file.write_text(head + tail[tail.index("expect:") :], "utf-8")

    with pytest.raises(StoryRefused, match="台账已没有期间"):
        scheduled(file)


@pytest.mark.parametrize(("old", "new", "sentence"), REFUSED, ids=[row[2] for row in REFUSED])
def test_read_impossible_book_is_refused_with_its_line(tmp_path, old, new, sentence):
    text = STORY.read_text("utf-8")
    assert old in text
    file = tmp_path / "story.yaml"
    file.write_text(text.replace(old, new, 1), "utf-8")

    with pytest.raises(StoryRefused, match=r"story\.yaml:[0-9]+: ") as refusal:
        scheduled(file)

    assert sentence in refusal.value.sentence, refusal.value
    assert refusal.value.line > 1
