"""Every list can be exported, or says here why not; each under the rights of its page."""

import csv
import io
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.exports import exporting, sources
from core.exports.errors import NothingToExport
from core.exports.writers import as_gb18030
from portal.presenters.exporting import EXPORTS
from tests.factories.accounts import holder
from tests.factories.cadres import PostFactory
from tests.fixtures import media  # noqa: F401
from tests.moments import NOW
from tests.permissions.test_matrix import abroad, home, world  # noqa: F401

pytestmark = pytest.mark.django_db
FOLDERS = [settings.BASE_DIR / "templates"]
# list page → what it exports
LISTS = {
    "assessment/after/list": "follow-ups",
    "assessment/appeals/list": "appeals",
    "assessment/assessments/list": "assessments",
    "assessment/disclosures/list": "disclosures",
    "assessment/pay/runs": "pay-runs",
    "assessment/referrals/list": "referrals",
    "cadres/gaps/list": "gaps",
    "cadres/people/list": "people",
    "cadres/units/list": "units",
    "evidence/books/list": "books",
    "evidence/checklists/list": "checklists",
    "evidence/complaints/list": "complaints",
    "evidence/honour_lists/list": "honours",
    "evidence/inspections/list": "findings",
    "evidence/panels/list": "panels",
    "evidence/polls/list": "polls",
    "evidence/presentations/list": "presentations",
    "evidence/reminders/list": "reminders",
    "evidence/signals/list": "signals",
    "evidence/targets/list": "targets",
    "evidence/weekly/list": "weeks",
    "evidence/work_months/list": "work-months",
    "recall/campaigns/list": "campaigns",
    "recall/cases/list": "cases",
    "recall/clocks/list": "clocks",
    "recall/meetings/list": "meetings",
    "recall/nominations/list": "nominations",
    "recall/rehabilitations/list": "cleared",
    "reports/numbers/list": "numbers",
    "reports/summaries/list": "summaries",
    "schemes/schemes/list": "schemes",
    "training/classes/list": "classes",
    "training/examinations/questions": "questions",
    "training/places/list": "places",
    "training/postings/list": "postings",
    "training/problems/list": "problems",
    "training/talks/list": "talks",
}
_OF_THE_SYSTEM = "administrators' own: of no county, so no second person of a county confirms"
_PART = "rows of one matter: its own page prints or documents them"
_WORK = "a queue of work that is empty when done; what came of it stands in a list above"
_FOR_ALL = "shown to everybody concerned for its days only; a copy would outlive them"
_COUNTS = "figures, not rows: the summary and its workbook give them"
_ORDERS = "a few orders in force over named people; a copy would not tell that one was lifted"
_TEXTS = "texts, not rows: each is copied from its page while it may be used"
REASONS = {
    "assessment/concurrences/arrived_list": _WORK,
    "keeping/disposal": _PART,
    "keeping/disposals": _WORK,
    "keeping/holds": _ORDERS,
    "reports/press/list": _TEXTS,
    "schemes/wordings/list": _TEXTS,
    "account/failures": _OF_THE_SYSTEM,
    "account/hook": _OF_THE_SYSTEM,
    "account/hooks": _OF_THE_SYSTEM,
    "account/idle": _OF_THE_SYSTEM,
    "account/keys": _OF_THE_SYSTEM,
    "account/list": _OF_THE_SYSTEM,
    "account/requests": _OF_THE_SYSTEM,
    "account/sessions": _OF_THE_SYSTEM,
    "account/units": _OF_THE_SYSTEM,
    "assessment/disclosures/board": _FOR_ALL,
    "assessment/disclosures/register": _FOR_ALL,
    "assessment/after/stayers": "what speaks for a few people today, worked out anew each time",
    "cadres/duplicates/list": _WORK,
    "cadres/sheets/list": _WORK,
    "evidence/books/period": _PART,
    "evidence/checklists/detail": _PART,
    "evidence/checklists/problems": _PART,
    "evidence/honour_lists/board": _FOR_ALL,
    "evidence/metrics/detail": "worked out anew each time: signals are the rows",
    "evidence/metrics/list": "worked out anew each time: signals are the rows",
    "evidence/polls/roll": "who may vote is told to nobody in a file: docs/adr/0020",
    "evidence/presentations/shown": _FOR_ALL,
    "evidence/scans/list": _WORK,
    "evidence/scans/papers": _WORK,
    "evidence/scans/pile": _WORK,
    "evidence/scans/queue": _WORK,
    "evidence/weekly/counts": _COUNTS,
    "evidence/weekly/detail": _PART,
    "portal/imports/list": _WORK,
    "portal/jobs": _OF_THE_SYSTEM,
    "recall/campaigns/board": _COUNTS,
    "reports/board_rows": "a figure's rows: the nominations of a campaign give them",
    "reports/unit_rows": _COUNTS,
    "reports/exports/list": "the exports themselves",
    "reports/numbers/series": "one series of the register, which is exported as a whole",
    "reports/replays/list": "a comparison each, read on its own page",
    "training/ratings/list": "ratings are anonymous: small groups would be told apart in rows",
}
NAMES = sorted(set(LISTS.values()) - {"people", "nominations", "cases", "numbers"})


def list_pages():
    """Answer every template that is a list page, as its name below the folder of templates."""
    return {
        str(path.relative_to(folder).with_suffix(""))
        for folder in FOLDERS
        for path in folder.rglob("*.html")
        if Path(path).read_text("utf-8").startswith('{% extends "ui/list.html" %}')
    }


def test_every_list_page_is_exported_or_says_why_not():
    assert sorted(LISTS | REASONS) == sorted(list_pages())
    assert set(LISTS) & set(REASONS) == set()


def test_every_export_is_offered_on_a_page():
    assert set(LISTS.values()) == set(EXPORTS.values())
    assert [name for name in EXPORTS.values() if sources.named(name) is None] == []


@pytest.mark.parametrize("name", NAMES)
def test_list_is_written_in_five_queries_with_who_is_in_it(name, home, media):  # noqa: F811
    source, admin = sources.named(name), home.people["county_admin"]
    told = {"purpose": "核对", "format": "csv", "is_masked": True, "by": admin, "at": NOW}
    try:
        row = exporting.ask(source, **told)
    except NothingToExport:
        assert not source.rows(admin, {}).exists()
        return

    with CaptureQueriesContext(connection) as queries:
        done = exporting.write(row, at=NOW)

    asked = [q["sql"] for q in queries if "SAVEPOINT" not in q["sql"]]
    text = exporting.path_of(done).read_text("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text, newline="")))
    assert len(asked) <= 5, asked
    assert lines[1] == [str(column.label) for column in source.columns]
    assert len(lines) == 2 + done.row_count
    assert len(done.about_ids) == (done.row_count if source.about else 0)


def test_most_lists_have_rows_in_the_world(home):  # noqa: F811
    """So that the test above writes something."""
    admin = home.people["county_admin"]
    filled = [name for name in NAMES if sources.named(name).rows(admin, {}).exists()]

    assert len(filled) > 20


@pytest.mark.parametrize("name", NAMES)
def test_list_of_another_county_is_never_in_it(name, home, abroad):  # noqa: F811
    source = sources.named(name)
    mine = set(source.rows(home.people["county_admin"], {}).values_list("pk", flat=True))
    theirs = set(source.rows(abroad.people["county_admin"], {}).values_list("pk", flat=True))

    assert mine & theirs == set()


@pytest.mark.parametrize("name", NAMES)
def test_list_is_offered_to_the_countys_administrator_alone(name, home):  # noqa: F811
    source = sources.named(name)
    offered = {role for role, user in home.people.items() if source.scope(user) is not None}

    assert offered == {"county_admin", "everything"}


def test_page_leads_to_its_export(client, home):  # noqa: F811
    client.force_login(home.people["county_admin"])

    page = client.get(reverse("recall:clock-list")).content.decode()

    assert f"{reverse('reports:export-request')}?source=clocks" in page


def test_gb18030_holds_rare_names_and_no_formula(tmp_path):
    with (tmp_path / "told.csv").open("wb") as file:
        as_gb18030(file, [["姓名"], ["𠮷㛃"], ["=1+1"], ["　\uff1dA1"]], mark="导出人")

    told = (tmp_path / "told.csv").read_bytes()

    assert not told.startswith(b"\xef\xbb\xbf")
    rows = [row[0] for row in csv.reader(told.decode("gb18030").splitlines())]
    assert rows == ["导出人", "姓名", "𠮷㛃", "'=1+1", "'　\uff1dA1"]


def test_gb18030_file_has_the_ending_that_programmes_know():
    post = PostFactory()
    admin = holder("COUNTY_ADMIN", post.unit.county)
    told = {"purpose": "核对", "format": "gb", "is_masked": True, "by": admin, "at": NOW}

    assert exporting.ask(sources.named("people"), **told).file_name.endswith(".csv")
