import pytest
from django.urls import reverse

from accounts.enums import Role
from tests.factories.accounts import grant, holder
from tests.factories.cadres import PostFactory
from tests.factories.evidence import raised_signal
from tests.factories.recall import GroundFactory

pytestmark = pytest.mark.django_db

LIST = reverse("evidence:signal-list")


@pytest.fixture
def signal():
    return raised_signal()


def opened(client, user, url):
    client.force_login(user)
    return client.get(url)


def test_signal_shows_the_rows_behind_it_to_the_unit(client, signal):
    clerk = holder(Role.UNIT_CLERK, signal.unit)

    page = opened(client, clerk, reverse("evidence:signal", args=[signal.pk])).content.decode()

    assert all(words in page for words in ("季度积分在组内末位", "第一季度积分", "61.5"))


def test_signal_of_another_unit_or_about_oneself_is_not_found(client, signal):
    stranger = holder(Role.UNIT_CLERK, PostFactory().unit)
    person = grant(signal.cadre.user, Role.UNIT_HEAD, signal.unit)
    url = reverse("evidence:signal", args=[signal.pk])

    assert [opened(client, user, url).status_code for user in (stranger, person)] == [404, 404]


@pytest.mark.parametrize("count", [10, 1000])
def test_list_costs_the_same_for_ten_and_a_thousand(client, count, django_assert_max_num_queries):
    ground, unit = GroundFactory(), PostFactory().unit
    cadre = PostFactory(cadre__unit=unit).cadre
    for number in range(count):
        raised_signal(cadre, ground=ground, source_pk=number)
    client.force_login(holder(Role.COUNTY_ADMIN, unit.county))

    with django_assert_max_num_queries(12):
        answer = client.get(LIST)

    assert len(answer.content) <= 60_000


def test_list_is_narrowed_by_practice_and_name(client, signal):
    user = holder(Role.VERIFIER, signal.county)
    client.force_login(user)

    none = client.get(LIST, {"practice": "BALLOT"}).content.decode()
    found = client.post(LIST, {"q": signal.cadre.name}, follow=True).content.decode()

    assert signal.cadre.name not in none
    assert signal.cadre.name in found


def test_home_offers_only_desks_that_a_role_opens(client, signal):
    page = opened(client, holder(Role.VERIFIER, signal.county), reverse("evidence:home"))

    assert page.status_code == 200
    assert page.context["signal_count"] == 1
