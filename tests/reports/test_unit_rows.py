"""From the figures of units and of measures on them to those: as many, as of the day, by right."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.enums import Role
from recall.models import UnitMeasure
from tests.factories.accounts import grant, holder
from tests.moments import NOW
from tests.reports.test_campaign_rows import DAYS

pytestmark = pytest.mark.django_db


def address(campaign, **asked):
    return reverse("reports:unit-rows", args=[campaign.pk], query=asked)


def page_of(client, campaign, day):
    address = reverse("reports:campaign", args=[campaign.pk])
    return client.get(address, {"as_of": day}).context["sheet"]


def measure(campaign, unit, kind, on, **given):
    by = campaign.created_by
    told = {"taken_on": on, "reason": "多次催报不到", "recorded_by": by, "recorded_at": NOW}
    return UnitMeasure.objects.create(campaign=campaign, unit=unit, kind=kind, **told | given)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_list_behind_a_figure_of_reporting_has_the_units_that_it_counts(book, client, day):
    campaign = book(1, 60).campaign
    client.force_login(holder(Role.VERIFIER, campaign.county))

    rows = page_of(client, campaign, day)["reporting"]["rows"]

    told = [cell for row in rows for cell in row["cells"]]
    followed = [(n, client.get(href).context["page"].paginator.count) for n, href in told if href]
    assert len(followed) > 1
    assert all(n == count for n, count in followed)
    assert all(n == 0 for n, href in told if not href)


def test_list_behind_a_figure_of_measures_has_each_measure_of_then(book, client):
    campaign = book(1, 40).campaign
    first, second = [one.unit for one in campaign.campaign_units.select_related("unit")[:2]]
    on = date(2018, 6, 1)
    for unit, kind in ((first, "CIRCULAR"), (first, "CIRCULAR"), (second, "CIRCULAR")):
        measure(campaign, unit, kind, on)
    measure(campaign, first, "INTERVIEW", on, person_times=3)
    measure(campaign, first, "HONOUR", date(2018, 7, 2))
    measure(
        campaign, second, "INTERVIEW", on,
        withdrawn_by=campaign.created_by, withdrawn_at=NOW.replace(month=6, day=2),
        withdrawn_reason="查实已报",
    )  # fmt: skip
    client.force_login(holder(Role.COUNTY_ADMIN, campaign.county))

    criticised, interviews, honours = page_of(client, campaign, date(2018, 6, 20))["measures"]

    circulars = list(client.get(criticised["href"]).context["page"])
    assert criticised["n"] == len({row.unit_id for row in circulars}) == 2
    assert len(circulars) == 3
    talks = client.get(interviews["href"])
    assert interviews["n"] == sum(row.person_times for row in talks.context["page"]) == 3
    assert "多次催报不到" in talks.content.decode()
    assert (honours["n"], honours["href"]) == (0, "")


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.COUNTY_ADMIN, 200), (Role.VERIFIER, 200), (Role.DECIDER, 200),
        (Role.CLASS_MANAGER, 404), (Role.READER, 404),
    ],
)  # fmt: skip
def test_figures_of_units_lead_only_those_who_may_read_every_row(book, client, role, status):
    campaign = book(1, 40).campaign
    client.force_login(holder(role, campaign.county))

    answer = client.get(address(campaign, on=DAYS[-1], of=1, n="units_due"))
    sheet = page_of(client, campaign, DAYS[-1])

    assert answer.status_code == status
    assert any(href for _n, href in sheet["reporting"]["rows"][0]["cells"]) == (status == 200)


@pytest.mark.parametrize(
    "asked",
    [
        {"on": "x", "of": 1, "n": "units_due"}, {"on": "2018-06-20", "n": "units_due"},
        {"on": "2018-06-20", "of": 1, "n": "units_criticised"}, {"on": "2018-06-20", "n": "id"},
        {"on": "2018-06-20", "of": 0, "n": "units_due"},
        {"on": "9999-12-31", "of": 1, "n": "units_due"}, {"on": "9999-12-31", "n": "INTERVIEW"},
    ],
)  # fmt: skip
def test_a_figure_that_there_is_not_leads_nowhere(book, client, asked):
    campaign = book(1, 40).campaign
    client.force_login(holder(Role.COUNTY_ADMIN, campaign.county))

    assert client.get(address(campaign, **asked)).status_code == 404


def test_another_countys_units_are_not_found(book, client):
    own, other = book(1, 40).campaign, book(2, 20).campaign
    client.force_login(holder(Role.COUNTY_ADMIN, own.county))

    assert client.get(address(other, on=DAYS[-1], of=1, n="units_due")).status_code == 404


def test_lists_of_units_need_as_many_queries_for_many_as_for_few(
    book, client, django_assert_max_num_queries
):
    few, many = book(1, 20).campaign, book(2, 120).campaign
    user = holder(Role.COUNTY_ADMIN, few.county)
    grant(user, Role.COUNTY_ADMIN, many.county)
    client.force_login(user)
    for campaign, times in ((few, 1), (many, 40)):
        unit = campaign.campaign_units.first().unit
        for _time in range(times):
            measure(campaign, unit, "CIRCULAR", date(2018, 6, 1))
    client.get(address(few, on=DAYS[-1], of=1, n="units_due"))

    for asked in ({"of": 1, "n": "units_due"}, {"n": "units_criticised"}):
        counts = []
        for campaign in (few, many):
            with django_assert_max_num_queries(25) as told:
                client.get(address(campaign, on=DAYS[-1], **asked))
            counts.append(len(told))
        assert counts[0] == counts[1]
