from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from core.regulations import REGISTER
from portal.presenters import docs


def test_make_docs_check_committed_pages_are_what_the_code_says():
    call_command("make_docs", "--check")


def test_make_docs_writes_what_is_stale_and_drops_what_has_no_machine(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs" / "flows").mkdir(parents=True)
    (tmp_path / "docs" / "flows" / "gone.md").write_text("gone")
    with pytest.raises(CommandError, match=r"regulations.md.*flows/gone.md"):
        call_command("make_docs", "--check")

    call_command("make_docs", stdout=StringIO())

    call_command("make_docs", "--check")
    assert sorted(path.name for path in (tmp_path / "docs" / "flows").iterdir()) == [
        "appeal.md",
        "campaign.md",
        "case.md",
        "meeting.md",
        "nomination.md",
        "schemeversion.md",
        "wordingversion.md",
    ]


def test_regulations_page_names_every_regulation():
    page = docs.pages()["regulations.md"]

    assert [number for number in REGISTER if f"| {number} |" not in page] == []


def test_glossary_speaks_of_pages_that_stand():
    folder = Path(settings.BASE_DIR) / "docs"
    text = (folder / "glossary.md").read_text("utf-8")

    assert [name for name in docs.pages() if name in text and not (folder / name).exists()] == []
