"""Several divisions in one story: the prefecture's scheme above, each county a campaign."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from recall.models import Campaign
from schemes.models import Scheme
from stories import apart, features, plans, player, prefectures
from stories.errors import StoryRefused, StoryUnplayable
from stories.parts import parts
from tests.factories.units import UnitFactory
from tests.fixtures import media
from tests.stories.test_play import NOW, play

__all__ = ["media"]

STORY = Path(__file__).with_name("prefecture.yaml")
WHOLE = Path(__file__).resolve().parents[2] / "stories" / "qianxinan_2014.yaml"
TODAY = date(2026, 6, 30)


@pytest.mark.django_db
def test_play_prefecture_adds_up_its_divisions(tmp_path):
    figures, complaint, code = play(STORY, "--out", tmp_path)

    assert (code, complaint, figures["recalled"], figures["nominated"]) == (0, "", 8, 9)
    assert figures["not_played"][-1] == "expect.by_outcome"
    assert sorted(row.county.code for row in Campaign.objects.all()) == [
        "999600",
        "999601",
        "999602",
    ]
    above = Scheme.objects.get(county__code="999600")
    below = Scheme.objects.exclude(pk=above.pk)
    assert {row.parent for row in below} == {above}
    assert {row.county.parent for row in below} == {above.county}
    assert above.county.level == "PREFECTURE"
    ours, theirs = above.versions.get().clauses.count(), below[0].versions.get().clauses.count()
    assert ours == theirs == 30
    assert len(list((tmp_path / "999601").glob("recall_notice*"))) == 2

    _again, complaint, code = play(STORY)
    assert (code, "已有单位" in complaint) == (2, True)


@pytest.mark.sweep
@pytest.mark.django_db(transaction=True)
def test_counties_that_are_played_at_once_come_to_the_same_figures(tmp_path, monkeypatch):
    hurried = []
    monkeypatch.setattr(apart, "hurry", lambda: hurried.append(True))  # this process goes on
    together, complaint, code = play(STORY, "--processes", 2)

    assert (code, complaint, together["recalled"], together["nominated"]) == (0, "", 8, 9)
    assert hurried == [True]
    above = Scheme.objects.get(county__code="999600")
    assert {row.parent for row in Scheme.objects.exclude(pk=above.pk)} == {above}
    names = Counter(Campaign.objects.values_list("county__code", flat=True))
    assert names == {"999600": 1, "999601": 1, "999602": 1}


@pytest.mark.sweep
@pytest.mark.django_db(transaction=True)
def test_one_of_the_counties_at_once_that_cannot_be_played_stops_the_story():
    def spoil(part, done):
        if done.county.code == "999600":  # the counties come after it
            UnitFactory(county__code="999602")

    with pytest.raises(StoryUnplayable, match="999602 已有单位"):
        prefectures.play(player.read(STORY, today=TODAY), now=NOW, told=spoil, processes=2)


@pytest.mark.sweep
@pytest.mark.django_db
def test_play_prefecture_names_the_county_whose_figure_differs(tmp_path):
    text = STORY.read_text("utf-8").replace("expect: {nominated: 3,", "expect: {nominated: 4,")
    file = tmp_path / "story.yaml"
    file.write_text(text, "utf-8")

    _figures, complaint, code = play(file)

    assert (code, complaint.strip()) == (1, "甲县 nominated: 应为 4，实为 3")


@pytest.mark.django_db
def test_play_prefecture_of_which_one_county_does_not_fit_enters_nobody(tmp_path):
    text = STORY.read_text("utf-8")
    file = tmp_path / "story.yaml"
    file.write_text(text.replace("on: 2021-02-24, days: 30", "on: 2021-03-24, days: 30"), "utf-8")

    _figures, complaint, code = play(file)

    assert (code, "应早于该轮的 notice_on" in complaint) == (2, True)
    assert not Campaign.objects.exists()


@pytest.mark.django_db
def test_play_prefecture_takes_no_other_code():
    _figures, complaint, code = play(STORY, "--division", "999699")

    assert (code, complaint.strip()) == (2, "一州多县的批次不能换区划代码。")


@pytest.mark.django_db
def test_play_prefecture_without_counties_is_checked_only(tmp_path):
    head, _sep, tail = STORY.read_text("utf-8").partition("counties:\n")
    file = tmp_path / "story.yaml"
    file.write_text(head + "expect: {recalled: 8, settled: 8}\n", "utf-8")

    figures, complaint, code = play(file)

    assert (code, "没有 counties" in complaint, bool(tail)) == (2, True, True)
    assert figures["not_played"][-2:] == ["expect.recalled", "expect.settled"]


SCHEME = "preset: qianxinan_2014_30, legal_profile: as_practised"
OTHER = "preset: shiquan_2019_22, legal_profile: as_practised"
ACCOUNTS = "accounts: {password: abcdefghijk, usernames: {decider: d1}}"
REFUSED = [
    ("name: 乙县", "name: 甲县", "counties 的 name 重复"),
    ('"999602"', '"999601"', "counties 的 division 重复"),
    ("ordinary: 5}\n  out", "ordinary: 6}\n  out", "各结果之和 8 不等于各层次之和 9"),
    ("levels: {section_level: 1}", "levels: {section_level: 2}", "各县 section_level 之和 2"),
    ("levels: {county_level: 2}", "levels: {county_level: 4}", "多于召回 3 人"),
    ("still_at: {approved: 2}", "still_at: {approved: 3}", "多于提名 3 件"),
    ("nominees: 2, others", "nominees: 5, others", "还差 2 件提名可以依据"),
    ("nominated: 9", "nominated_twice: 9", "没有指标 nominated_twice"),
    (f"{{{SCHEME}, verifiers", f"{{{SCHEME}, verifiers".replace("30", "31"), "没有方案"),
    (f"{{{SCHEME}, verifiers", f"{{{OTHER}, verifiers", "preset 应相同"),
    ("prefecture: {name: 试验州", "county: {name: 试验州", "有 counties，要写 prefecture"),
    ("counties:\n", f"{ACCOUNTS}\ncounties:\n", "没有演示账号"),
    ("  outcomes: {", "  levels: {ordinary: 1}\n  outcomes: {", "批次写在各县里"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "sentence"), REFUSED, ids=[row[2] for row in REFUSED])
def test_read_divisions_that_do_not_fit_are_refused_with_the_line(tmp_path, old, new, sentence):
    text = STORY.read_text("utf-8")
    assert old in text
    file = tmp_path / "story.yaml"
    file.write_text(text.replace(old, new, 1), "utf-8")

    with pytest.raises(StoryRefused, match=r"story\.yaml:[0-9]+: ") as refusal:
        plans_of(player.read(file, today=TODAY))

    assert sentence in refusal.value.sentence, refusal.value
    assert refusal.value.line > 1


def plans_of(story):
    """Answer the plans of all divisions."""
    return [plans.make(part) for part in parts(story)]


def test_add_up_adds_numbers_amounts_and_groups_and_keeps_what_must_hold_everywhere():
    one = {"n": 1, "pot": "1.10", "by": {"a": 1}, "partitions_sum": True}
    other = {"n": 2, "pot": "2.05", "by": {"a": 1, "b": 3}, "partitions_sum": False, "only": 4}

    assert prefectures.add_up([one, other]) == {
        "n": 3,
        "pot": "3.15",
        "by": {"a": 2, "b": 3},
        "partitions_sum": False,
        "only": 4,
    }


def test_read_whole_prefecture_fits_and_nothing_of_it_is_left_out():
    story = player.read(WHOLE, today=TODAY)
    rows = plans_of(story)

    assert (len(rows), features.not_played(story)) == (9, [])
    told = Counter(
        course.class_end for plan in rows for one in plan.classes for course in one.courses
    )
    assert told == {
        "returned_to_post": 1080,
        "transferred": 113,
        "removed": 52,
        "standby": 67,
        "dismissed": 22,
    }


def test_classes_of_one_division_are_told_apart():
    for part in parts(player.read(WHOLE, today=TODAY)):
        titles = [row.title for row in plans.make(part).classes]
        assert len(set(titles)) == len(titles)
