"""The county summary as a report: what it tells beside the funnel, and what it prints."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pymupdf
import pytest
from django.template.loader import render_to_string
from pypdf import PdfReader

from accounts.enums import Role
from core.documents import pdf, rendering, storage
from recall.models import Case, CaseStep, Nomination
from reports.queries import boards, definitions, figures, particulars, register, report
from reports.services import summaries
from tests.factories import recall as make
from tests.factories.accounts import holder
from tests.reports.histories import at
from tests.reports.test_pages import AS_OF, NOW

LATE = date(2019, 6, 1)
pytestmark = pytest.mark.django_db


def told(made, day=LATE):
    campaign = made.campaign
    ever = particulars.launched((campaign.county_id,), as_of=day)
    return particulars.compute((campaign.pk,), ever, as_of=day)


@pytest.mark.parametrize("seed", [1, 2])
def test_particulars_agree_with_the_figures_of_the_same_day(book, seed):
    made = book(seed, 120)

    for day in (date(2018, 5, 25), date(2018, 6, 20), LATE):
        counted, more = figures.compute(made.campaign, as_of=day), told(made, day)
        became = [n for row in more.became.values() for n in row.values()]
        assert sum(became) == counted.total["nominated"]
        assert sum(more.repeats.values()) == counted.total["recalled"]
        assert more.sources == [("", counted.total["nominated"], counted.total["recalled"])]
        assert more.years == {2018: counted.total}


def test_times_of_the_last_day_are_those_of_the_board(book):
    made = book(3, 120)

    told_there = boards.count({made.campaign.county_id}).times

    here = {name: row for name, row in told(made).times.items() if row[0]}
    assert here == {name: pytest.approx(row) for name, row in told_there.items()}


def test_times_leave_out_what_ended_after_the_day():
    row = make.approved_nomination(make.open_campaign())
    begun = row.submitted_at
    Nomination.objects.filter(pk=row.pk).update(
        verified_at=begun + timedelta(days=3), decided_at=begun + timedelta(days=10)
    )
    days = [(begun + timedelta(days=n)).date() for n in (2, 5, 20)]

    def counts(day):
        times = particulars.compute((row.campaign_id,), (), as_of=day).times
        return times["verify"][0], times["decide"][0]

    assert [counts(day) for day in days] == [(0, 0), (1, 0), (1, 1)]


def test_second_recall_is_counted_unless_the_first_was_revoked(book):
    made, later = book(1, 60), book(2, 60)
    first = Case.objects.filter(campaign=made.campaign, state="CLOSED")[0]
    again = Case.objects.filter(campaign=later.campaign)[0]
    Case.objects.filter(pk=again.pk).update(
        cadre=first.cadre_id, opened_at=first.opened_at + timedelta(days=90)
    )
    Nomination.objects.filter(pk=again.nomination_id).update(cadre=first.cadre_id)

    before = told(later, date(2020, 1, 1)).repeats["second_recall"]
    CaseStep.objects.create(
        row=first, move="revoke", before="OPEN", after="REVOKED", by=first.opened_by,
        at=at(date(2019, 1, 1)),
    )  # fmt: skip

    assert (before, told(later, date(2020, 1, 1)).repeats["second_recall"]) == (1, 0)


def test_version_changes_with_a_condition(monkeypatch):
    before = definitions.version()
    changed = register.Figure("nominated", "提名", "另一种定义。", "true")
    monkeypatch.setitem(register.ALL, "nominated", changed)

    assert definitions.version() != before


def test_report_has_contents_that_lead_to_each_section_and_holds_its_numbers(book, media):
    made = book(11, 60)
    row = summaries.request_summary(
        made.campaign, as_of=AS_OF, by=holder(Role.COUNTY_ADMIN, made.campaign.county), at=NOW
    )
    kept = row.document.snapshot

    document = rendering.render(row.document, at=NOW)
    pages = [page.extract_text() for page in PdfReader(storage.open_verified(document)).pages]

    titles = [section["title"] for section in (*kept["sections"], *kept["annexes"])]
    assert len(titles) == 17
    for title in titles:
        line = next(line for line in pages[1].splitlines() if line.startswith(title))
        assert title in pages[int(line.rpartition(".")[2].split()[-1]) - 1]
    counted = figures.compute(made.campaign, as_of=AS_OF)
    assert kept["numbers"]["total"].items() >= counted.total.items()
    assert kept["definitions_version"] == definitions.version()


def test_report_prints_a_hostile_name_as_text(book):
    made = book(11, 5)
    made.campaign.title = "<img src='https://example.org/x.png'>"
    counted = figures.compute(made.campaign, as_of=AS_OF)
    kept = report.snapshot(made.campaign, counted, told(made), content_hash="0", on=AS_OF)

    page = render_to_string("documents/report.html", json.loads(json.dumps(kept)))
    assert ("<img" in page, "&lt;img" in page) == (False, True)


def test_annex_of_more_units_than_a_file_can_hold_says_where_they_are(book):
    made = book(11, 5)
    counted = figures.compute(made.campaign, as_of=AS_OF)
    unit = counted.units[0]

    def annex(count):
        many = replace(counted, units=[unit] * count)
        kept = report.snapshot(made.campaign, many, told(made), content_hash="0", on=AS_OF)
        return kept["annexes"][0]["blocks"]

    printed, left_out = annex(report.MOST_UNITS), annex(report.MOST_UNITS + 1)

    assert len(printed[0]["table"]["rows"]) == 3000
    assert [list(block) for block in left_out] == [["text"]]
    assert left_out[0]["text"].startswith("单位共 3001 个，超过一份文件可以排印的 3000 个")


def test_what_is_told_of_units_stands_below_its_heading(book):
    made = book(11, 40)
    counted = figures.compute(made.campaign, as_of=AS_OF)
    kept = report.snapshot(made.campaign, counted, told(made), content_hash="0", on=AS_OF)

    body = pdf.render(render_to_string("documents/report.html", kept | {"title": "汇总"})).body

    words = [word for page in pymupdf.open(stream=body) for word in page.get_text("words")]
    (heading,) = (word for word in words if word[4] == "报送说明")
    below = next(word for word in words if word[4].startswith("带头单位；"))
    assert below[0] == pytest.approx(heading[0], abs=1)
