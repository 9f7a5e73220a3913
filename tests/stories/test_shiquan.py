"""The published campaign of Shiquan 2018, whole: figures, documents, the summary's text."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from accounts.models import User
from core.documents.models import Document
from recall.models import Campaign, Challenge
from recall.queries import challenges
from tests.fixtures import media
from tests.stories.test_play import play

__all__ = ["media"]

STORY = Path(__file__).resolve().parents[2] / "stories" / "shiquan_2018.yaml"


@pytest.mark.sweep
@pytest.mark.django_db
def test_play_shiquan_2018_gives_the_published_figures(tmp_path):
    figures, complaint, code = play(STORY, "--out", tmp_path)

    assert (code, complaint, figures["not_played"]) == (0, "", [])
    assert not Document.objects.exclude(state="READY").exists()
    text = words_of(tmp_path / "county_summary.pdf")
    for line in (
        "提名 25 25 50",
        row("不符合情形", figures, "not_matched", 7),
        row("参加培训班", figures, "in_class", 43),
        "乡科级 3 0 0 3 3 3",
        "通报批评单位 2",
        "约谈人次 40",
        "取消评优单位 3",
        "带头单位提名 6 件",
    ):
        assert line in text
    check_challenges(Campaign.objects.get())


def check_challenges(campaign):
    """The loop of the sources: what was known, asked again, 25, 50, 43, a reason for each of 7."""
    stages = [(one.code, one.number) for one in challenges.funnel(campaign)]
    assert stages == [("sent", 25), ("sent", 50), ("challenged", 13), ("left", 43)]
    admin = User.objects.get(username="610922.county_admin")
    fell = challenges.rejected(campaign, admin)
    assert len(fell) == len({one.reason for one in fell}) == 7
    for one in Challenge.objects.select_related("unit"):
        assert one.answered_by.username.endswith(".head")
        assert one.closed_by.username == "610922.county_admin"
        assert one.raised_at < one.answered_at < one.closed_at
        assert one.round.zero_reports.filter(unit=one.unit, signed_at__lt=one.raised_at).exists()
        sent = one.unit.nominations.filter(submitted_at__gt=one.raised_at)
        assert sent.exists() == (one.answer == "NOMINATES")


def row(label, figures, code, total):
    """Answer the line of the funnel as it is printed: both rounds and the published total."""
    return f"{label} {figures[f'{code}_round_1']} {figures[f'{code}_round_2']} {total}"


def words_of(file):
    """Answer the words of a PDF, separated by single blanks."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())


@pytest.mark.sweep
@pytest.mark.django_db
def test_play_shiquan_2019_gives_the_published_figures_with_its_practices(tmp_path):
    figures, complaint, code = play(STORY.with_name("shiquan_2019.yaml"), "--out", tmp_path)

    assert (code, complaint, figures["not_played"]) == (0, "", [])
    assert (figures["in_class"], figures["programme_days"], figures["blocks"]) == (26, 111, 6)
    assert (figures["quiz_papers"], figures["quiz_all_correct"]) == (26, 0)
    assert (figures["allowance_stopped"], figures["printed"]["returned_to_post"]) == (26, 26)
    assert "返回原岗位 26" in words_of(tmp_path / "county_summary.pdf")
    assert figures["signals_by_practice"] == {
        "weekly_list": 3,
        "panel": 2,
        "points": 2,
        "reminder": 6,
    }
