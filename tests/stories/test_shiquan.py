"""The published campaign of Shiquan 2018, whole: figures, documents, the summary's text."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from core.documents.models import Document
from tests.fixtures import media
from tests.stories.test_play import play

__all__ = ["media"]

STORY = Path(__file__).resolve().parents[2] / "stories" / "shiquan_2018.yaml"


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
        "乡科级 3 0 3 3 3 0",
        "通报批评单位 2",
        "约谈人次 40",
        "取消评优单位 3",
        "带头单位提名 6 件",
    ):
        assert line in text


def row(label, figures, code, total):
    """Answer the line of the funnel as it is printed: both rounds and the published total."""
    return f"{label} {figures[f'{code}_round_1']} {figures[f'{code}_round_2']} {total}"


def words_of(file):
    """Answer the words of a PDF, separated by single blanks."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())


@pytest.mark.django_db
def test_play_shiquan_2019_gives_the_published_figures_with_its_practices():
    figures, complaint, code = play(STORY.with_name("shiquan_2019.yaml"))

    assert (code, complaint) == (0, "")
    assert (figures["in_class"], figures["programme_days"]) == (26, 111)
    assert figures["signals_by_practice"] == {
        "weekly_list": 3,
        "panel": 2,
        "points": 2,
        "reminder": 6,
    }
