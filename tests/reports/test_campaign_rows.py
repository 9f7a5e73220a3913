"""From the figures of a campaign to their rows: as many, as of the day, and within rights."""

from datetime import date
from itertools import chain

import pytest
from django.urls import reverse

from accounts.enums import Role
from recall.models import Case, Nomination
from tests.factories.accounts import grant, holder
from tests.factories.units import CountyFactory

pytestmark = pytest.mark.django_db
DAYS = [date(2018, 5, 25), date(2018, 6, 20), date(2019, 1, 1)]


def address(made, **asked):
    return reverse("reports:campaign-rows", args=[made.campaign.pk], query=asked)


def linked(sheet):
    """Answer (number, address) of all figures of nominations on the page."""
    rows = [row for group in sheet["funnel"]["groups"] for row in group["rows"]]
    rows += chain(*(sheet[name]["rows"] for name in ("levels", "grounds", "units")))
    cells = [cell for row in rows for cell in row["cells"]]
    cells += [(row["n"], row["href"]) for row in sheet["outcomes"]]
    return [*cells, (sheet["leading"], sheet["leading_href"])]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_list_behind_each_figure_has_as_many_rows_as_it_says_on_that_day(book, client, day):
    made, other = book(1, 60), book(2, 30)
    client.force_login(holder(Role.VERIFIER, made.campaign.county))
    assert other.campaign.county_id != made.campaign.county_id

    page = client.get(reverse("reports:campaign", args=[made.campaign.pk]), {"as_of": day})

    told = linked(page.context["sheet"])
    followed = [(n, client.get(href).context["page"].paginator.count) for n, href in told if href]
    assert len(followed) > 15
    assert all(n == rows for n, rows in followed)
    assert all(n == 0 for n, href in told if not href)
    assert f"on={day}" in page.content.decode()


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.COUNTY_ADMIN, 200),
        (Role.VERIFIER, 200),
        (Role.DECIDER, 200),
        (Role.CLASS_MANAGER, 404),
        (Role.READER, 404),
    ],
)
def test_figures_lead_only_those_who_may_read_every_row(book, client, role, status):
    made = book(1, 40)
    client.force_login(holder(role, made.campaign.county))

    page = client.get(reverse("reports:campaign", args=[made.campaign.pk]))

    assert any(href for _n, href in linked(page.context["sheet"])) == (status == 200)
    asked = address(made, on=DAYS[-1], cut="total", n="nominated")
    assert client.get(asked).status_code == status


def test_campaign_of_another_county_is_not_found(book, client):
    made, foreign = book(1, 10), book(2, 10)
    reader = holder(Role.DECIDER, made.campaign.county)
    grant(reader, Role.READER, foreign.campaign.county)
    client.force_login(reader)
    asked = {"on": DAYS[-1], "cut": "total", "n": "nominated"}

    assert client.get(address(made, **asked)).status_code == 200
    assert client.get(address(foreign, **asked)).status_code == 404
    client.force_login(holder(Role.DECIDER, CountyFactory()))
    assert client.get(address(made, **asked)).status_code == 404


def test_nobody_finds_their_own_matter_in_a_list(book, client):
    made = book(1, 30)
    decider = holder(Role.DECIDER, made.campaign.county)
    case = Case.objects.filter(nomination__campaign=made.campaign).first()
    Nomination.objects.filter(pk=case.nomination_id).update(subject=decider)
    client.force_login(decider)

    asked = address(made, on=DAYS[-1], cut="total", n="nominated", size=100)

    shown = [row.pk for row in client.get(asked).context["page"].object_list]
    assert case.nomination_id not in shown
    assert shown


@pytest.mark.parametrize(
    "changed",
    [
        {"on": "x"},
        {"on": ""},
        {"on": "9999-12-31"},
        {"on": "0001-01-01"},
        {"on": "2098-12-31"},
        {"cut": "x'; --"},
        {"n": "x'; --"},
        {"n": "units_due"},
        {"n": "by_outcome"},
        {"of": "7"},
        {"cut": "round"},
        {"cut": "round", "of": "9" * 20},
        {"cut": "unit", "of": "x'; --"},
        {"cut": "level"},
        {"cut": "outcome", "of": "RETURN"},
    ],
    ids=str,
)
def test_list_of_no_figure_is_not_found(book, client, changed):
    made = book(1, 10)
    client.force_login(holder(Role.COUNTY_ADMIN, made.campaign.county))
    asked = {"on": "2018-06-20", "cut": "total", "n": "nominated", **changed}

    assert client.get(address(made, **asked)).status_code == 404


def test_list_is_called_by_its_figure_and_day_and_leads_back(book, client):
    made = book(1, 20)
    client.force_login(holder(Role.COUNTY_ADMIN, made.campaign.county))

    asked = address(made, on="2018-06-20", cut="level", of="ORDINARY", n="recalled")
    page = client.get(asked)

    assert page.context["title"] == "一般干部 决定召回（截至2018年6月20日）"
    assert f"/reports/campaigns/{made.campaign.pk}/?as_of=2018-06-20" in page.content.decode()


def test_list_costs_the_same_for_ten_and_a_thousand(book, client, django_assert_max_num_queries):
    for made in (book(7, 10), book(8, 1000)):
        client.force_login(holder(Role.COUNTY_ADMIN, made.campaign.county))
        with django_assert_max_num_queries(14):
            answer = client.get(address(made, on=DAYS[-1], cut="total", n="nominated"))
        assert (answer.status_code, len(answer.content) < 60_000) == (200, True)


def test_page_with_its_addresses_stays_small(book, client, django_assert_max_num_queries):
    for made in (book(7, 10), book(8, 1000)):
        client.force_login(holder(Role.COUNTY_ADMIN, made.campaign.county))
        with django_assert_max_num_queries(20):
            page = client.get(reverse("reports:campaign", args=[made.campaign.pk]))
        assert len(page.content) < 60_000
