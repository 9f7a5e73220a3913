"""A prefecture played to the end: every paper printed, its figures read back, pay, bans, quiz."""

from datetime import date
from pathlib import Path

import pytest

from assessment.models import Outcome, PayEffect
from cadres.models import Cadre
from core.documents.models import Document
from recall.models import Campaign, Case
from stories import plans, player, readback
from stories.agenda import Agenda
from stories.errors import StoryRefused
from stories.parts import parts
from stories.worlds import World
from tests.fixtures import media
from tests.stories.test_play import play

__all__ = ["media"]

STORY = Path(__file__).with_name("ending.yaml")
TODAY = date(2026, 6, 30)
PAPERS = {
    "allegation": 7,
    "reasons": 14,
    "recall_notice": 7,
    "assessment_form": 7,
    "return_notice": 4,
    "outcome_decision": 3,
    "county_summary": 2,
}


@pytest.mark.django_db
def test_play_to_the_end_prints_every_paper_and_reads_the_figures_back(tmp_path):
    figures, complaint, code = play(STORY, "--out", tmp_path)

    assert (code, complaint, figures["not_played"]) == (0, "", [])
    rows = Document.objects.values_list("kind", "state")
    assert {kind: list(rows).count((kind, "READY")) for kind, _state in rows} == PAPERS
    said = figures["printed"]
    assert (said["recalled"], said["by_level"]) == (7, figures["by_level"])
    assert said["by_outcome"] == figures["by_outcome"]
    words = readback.words_of(tmp_path / "999700" / "county_summary.pdf")
    assert "决定召回 4 4" in words
    assert set(Case.objects.values_list("state", flat=True)) == {"CLOSED"}
    check_rules()
    check_hands()


def check_rules():
    """The prefecture's scheme says what the story tells; the county's has it from there."""
    for campaign in Campaign.objects.all():
        told = campaign.scheme_version.parameters
        assert (told["class_days_min"], told["class_days_max"]) == (2, 5)
        assert (told["quota_on"], told["pay_on"], told["fee_on"]) == (True, True, True)
        assert told["repeat_rule"].startswith("连续两次")
        assert told["verifiers_needed"] == 1


def check_hands():
    removed = Outcome.objects.get(kind="REMOVE")
    assert removed.case.nomination.is_leading
    assert removed.assessed_by_id != removed.decided_by_id
    assert not removed.case.assessment.scores.exclude(not_applicable_reason="").exclude(
        part="practice"
    )
    assert {row.fen for row in PayEffect.objects.all()} == {120_000, 80_000}
    outside = Cadre.objects.filter(posts__title__startswith="免去")
    assert {(one.cases.count(), one.is_leading) for one in outside} == {(0, False)}


def test_differences_names_what_the_paper_says_otherwise():
    said = {"recalled": 7, "by_level": {"ordinary": 4}}

    assert readback.differences({"recalled": 7, "by_level": {"ordinary": 4}}, said) == []
    assert readback.differences({"recalled": 8, "by_level": {"ordinary": 4}}, said) == [
        "汇总表 recalled: 印作 7，统计为 8"
    ]


def test_row_that_is_not_on_the_paper_is_an_error_and_no_nought():
    assert readback._row("召回 决定召回 3 4 7 待入班 0 0 0", "决定召回") == [3, 4, 7]
    with pytest.raises(LookupError, match="没有“撤回”这一行"):
        readback._row("决定召回 3 4 7", "撤回")
    with pytest.raises(LookupError, match="没有“二、按层次”这一部分"):
        readback._between("一、各轮办理情况 决定召回 7", "二、按层次", "三、按情形")


REFUSED = [
    ("class_days: [2, 5]", "class_days: [3, 5]", "集中学习 2 天，class_days 为 3 至 5 天"),
    (", pay_approver: 试验州委", "", "pay_basis 和 pay_approver 要一起写"),
    (", pay_basis: 试验州召回管理办法, pay_approver: 试验州委", "", "费用由本人承担，要写"),
    (
        "fee_paid_by_person: true, pay_basis: 试验州召回管理办法, pay_approver: 试验州委",
        "fee_paid_by_person: false",
        "影响待遇，scheme 要写",
    ),
    ("unit: 州商务局, people", "unit: 州财政局, people", "没有列在 units 的 names 里"),
    ("people: 2, kind", "people: 3, kind", "或者 3 人各一个"),
    (
        "people: 2, kind: award, yuan_each: [1200, 800]",
        "people: 4, kind: award, yuan_each: [9]",
        "入班的只有 3 人",
    ),
    ("until: 2021-07}", "until: 2021-06}", "until 早于 from"),
    ("until: 2021-07}", "until: 2021-07-02}", "until 是月份"),
    ("no_promotion_in_year: true", "no_promotion_in_year: false", "要写成一样"),
    (", no_promotion_in_year: true", "", "要写成一样"),
    ("opening_quiz_questions: 4, ", "", "没有开班测验，却有人全对"),
    ("transferred_or_removed: 2", "transferred_or_removed: 3", "各结果之和 8"),
    ("{returned_to_post: 4, transferred_or_removed: 2",
     "{returned_to_post: 3, transferred_or_removed: 3",
     "各县 returned_to_post 之和 4 不等于 3"),
    ("non_leading_post: 1, retired: 2", "non_leading_post: 1, retired: 3", "各县 retired 之和 2"),
]  # fmt: skip


def scheduled(file):
    """Read a story and enter the acts of all its divisions, so far as they can have happened."""
    for part in parts(player.read(file, today=TODAY)):
        plan = plans.make(part)
        player.schedule(World(plan), Agenda(plan.last_day))


@pytest.mark.parametrize(("old", "new", "sentence"), REFUSED, ids=[row[2] for row in REFUSED])
def test_read_an_end_that_cannot_be_is_refused_with_its_line(tmp_path, old, new, sentence):
    text = STORY.read_text("utf-8")
    assert old in text
    file = tmp_path / "story.yaml"
    file.write_text(text.replace(old, new, 1), "utf-8")

    with pytest.raises(StoryRefused, match=r"story\.yaml:[0-9]+: ") as refusal:
        scheduled(file)

    assert sentence in refusal.value.sentence, refusal.value
    assert refusal.value.line > 1


def test_read_months_of_a_moved_story_are_refused(tmp_path):
    file = tmp_path / "story.yaml"
    file.write_text(
        STORY.read_text("utf-8").replace(
            "dates: {as_of: 2021-08-31}", "dates: {as_of: 2021-08-31, move_to: today}"
        ),
        "utf-8",
    )

    with pytest.raises(StoryRefused, match="有 pay 时不能用 move_to"):
        player.read(file, today=TODAY)
