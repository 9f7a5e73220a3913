"""Guard 10: a list costs the same for few rows and for many."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from tests.factories.accounts import holder
from tests.factories.recall import open_campaign, open_case, submitted_nomination

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return open_campaign()


@pytest.fixture
def admin(campaign, client):
    user = holder(Role.COUNTY_ADMIN, campaign.county)
    client.force_login(user)
    return user


def cost(client, name, django_assert_max_num_queries):
    """Answer the queries of one list page, once the caches of the process are warm."""
    client.get(reverse(name))
    with django_assert_max_num_queries(12) as told:
        answer = client.get(reverse(name))
    assert len(answer.content) < 60_000
    return len(told)


def one_more_campaign(campaign):
    unit = campaign.campaign_units.first().unit
    return open_campaign(unit, title=f"又{unit.county.campaigns.count()}批")


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("recall:nomination-list", submitted_nomination),
        ("recall:case-list", open_case),
        ("recall:campaign-list", one_more_campaign),
    ],
    ids=["nominations", "cases", "campaigns"],
)
def test_list_costs_the_same_for_one_row_and_for_five(
    client, campaign, admin, name, make, django_assert_max_num_queries
):
    make(campaign)
    few = cost(client, name, django_assert_max_num_queries)
    for _ in range(4):
        make(campaign)

    assert cost(client, name, django_assert_max_num_queries) == few
