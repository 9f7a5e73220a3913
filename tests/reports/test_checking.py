"""The consistency checker names sums that do not hold and counts that fall."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.enums import Role
from reports.queries import checking, figures
from tests.factories.accounts import holder
from tests.factories.units import UnitFactory

UNTIL = date(2019, 6, 1)
pytestmark = pytest.mark.django_db


def command(*words):
    out, code = StringIO(), 0
    try:
        call_command("check_figures", *words, stdout=out)
    except SystemExit as leave:
        code = leave.code
    return out.getvalue(), code


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_sound_campaign_grows_and_sums(book, seed):
    checked = checking.check(book(seed, 90).campaign, until=UNTIL)

    assert checking.sentences(checked) == []
    assert (len(checked.days), checked.days[-1], checked.is_sound) == (7, UNTIL, True)
    assert checked.counts[0]["nominated"] < checked.counts[-1]["nominated"]


def test_unit_that_was_not_asked_is_named_on_page_and_by_command(book, client):
    made = book(9, 30)
    made.campaign.campaign_units.filter(leads_by_example=True).update(
        unit=UnitFactory(county=made.campaign.county)
    )
    client.force_login(holder(Role.READER, made.campaign.county))

    page = client.get(reverse("reports:check", args=[made.campaign.pk]))
    out, code = command("--county", made.campaign.county.code)

    assert "各单位之和为" in page.content.decode()
    assert ("各单位之和为" in out, "1 处不一致" in out, code) == (True, True, 1)


def test_count_that_falls_is_named_with_both_days():
    days = [date(2018, 6, 30), date(2018, 7, 31)]
    counts = [{**figures.EMPTY, "nominated": 9}, {**figures.EMPTY, "nominated": 8}]

    (row,) = checking.fallen(days, counts)
    told = checking.Checked(days, counts, [], [row])

    assert (row.code, told.is_sound) == ("nominated", False)
    assert checking.sentences(told) == ["提名 2018年6月30日为 9，2018年7月31日只有 8"]


def test_page_says_that_all_is_well_and_costs_little(book, client, django_assert_max_num_queries):
    made = book(2, 40)
    client.force_login(holder(Role.COUNTY_ADMIN, made.campaign.county))

    with django_assert_max_num_queries(32):
        page = client.get(reverse("reports:check", args=[made.campaign.pk]))

    assert "累计数没有减少" in page.content.decode()
    assert command("--county", made.campaign.county.code)[1] == 0


def test_days_are_at_most_thirteen_however_long_it_takes(book):
    campaign = book(1, 1).campaign

    assert len(checking.days(campaign, until=date(2030, 1, 1))) <= checking.MOST + 1
    assert checking.days(campaign, until=date(2018, 5, 9)) == [date(2018, 5, 9)]
