"""A small campaign of its own numbers, played from the first unit to the summary."""

import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from recall.models import Allegation, Nomination
from reports.models import Summary
from tests.fixtures import media

__all__ = ["media"]

SMALL = Path(__file__).with_name("small.yaml")
NOW = datetime(2026, 6, 30, tzinfo=UTC)


def play(*arguments):
    """Run the command; answer its JSON line, its complaint and its exit code."""
    out, complaint = StringIO(), StringIO()
    code = 0
    try:
        call_command("play", *map(str, arguments), stdout=out, stderr=complaint)
    except SystemExit as leave:
        code = leave.code
    lines = out.getvalue().splitlines()
    return json.loads(lines[-1]) if lines else None, complaint.getvalue(), code


@pytest.mark.django_db
def test_play_small_story_gives_its_figures_and_files(tmp_path, django_capture_on_commit_callbacks):
    figures, complaint, code = play(SMALL, "--out", tmp_path / "out")

    assert (code, complaint) == (0, "")
    assert (figures["nominated"], figures["in_class"], figures["blocks"]) == (8, 5, 3)
    assert figures["not_played"] == []
    files = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert "county_summary.pdf" in files
    told = [name for name in files if name.startswith("allegation")]
    assert len(told) == Allegation.objects.count() > 0
    assert len([name for name in files if name.startswith("recall_notice")]) == 5
    summary = Summary.objects.get()
    kept = summary.document.snapshot
    assert kept["numbers"]["total"]["nominated"] == 8
    assert [block for block in kept["sections"][0]["blocks"] if "warning" in block] == []
    call_command("check_figures", stdout=StringIO())  # leaves with 1 if any figure contradicts
    roles = {(n.drafted_by_id, n.submitted_by_id, n.verified_by_id) for n in _decided()}
    assert all(len(set(hands)) == 3 for hands in roles)

    again, complaint, code = play(SMALL)
    assert (code, again["not_played"]) == (2, [])
    assert "999977 已有单位" in complaint


def _decided():
    return Nomination.objects.filter(decided_by__isnull=False)


@pytest.mark.django_db
def test_play_other_figure_than_expected_exits_1_and_names_both(tmp_path):
    text = SMALL.read_text("utf-8")
    story = tmp_path / "short.yaml"
    head, _sep, _tail = text.partition("  rounds:")
    story.write_text(head + SHORT, "utf-8")

    figures, complaint, code = play(story)

    assert (code, figures["nominated"]) == (1, 1)
    assert complaint.strip() == "nominated: 应为 2，实为 1"


SHORT = """  rounds:
    - {number: 1, notice_on: 2021-03-01, closes_on: 2021-03-12, nominations: 1,
       still_at: {submitted: 1}}
expect: {nominated: 2, pending: 1}
"""


@pytest.mark.django_db
def test_play_act_after_the_last_day_is_refused_before_anything_is_entered(tmp_path):
    story = tmp_path / "late.yaml"
    story.write_text(SMALL.read_text("utf-8").replace("as_of: 2021-12-31", "as_of: 2021-05-20"))

    figures, complaint, code = play(story)

    assert (figures, code) == (None, 2)
    assert "late.yaml:6: " in complaint
    assert not Nomination.objects.exists()


@pytest.mark.django_db
def test_play_story_a_second_time_under_another_code(tmp_path):
    head, _sep, _tail = SMALL.read_text("utf-8").partition("  rounds:")
    story = tmp_path / "short.yaml"
    story.write_text(head + SHORT.replace("nominated: 2", "nominated: 1"), "utf-8")

    codes = [play(story)[2], play(story, "--division", "999978")[2]]

    assert codes == [0, 0]
    assert Nomination.objects.count() == 2
