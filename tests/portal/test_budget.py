"""Looking at very many people in a day asks for a reason, which the auditor reads (T15)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Role
from core.audit import budget, trail
from core.audit.models import Entry
from tests.factories.accounts import UserFactory, holder
from tests.factories.cadres import CadreFactory
from tests.factories.units import UnitFactory
from tests.moments import NOW

pytestmark = pytest.mark.django_db
REASON = "年度考核材料逐人核对"


@pytest.fixture
def people(settings):
    settings.DETAIL_VIEW_BUDGET = 2
    return CadreFactory.create_batch(4, unit=UnitFactory())


@pytest.fixture
def keeper(client, people):
    user = holder(Role.COUNTY_ADMIN, people[0].unit.county)
    client.force_login(user)
    return user


def seen(client, row):
    return client.get(reverse("cadres:person", args=[row.pk]))


def test_harvest_budget(client, keeper, people):
    first, second, third, fourth = people
    within = [seen(client, row).status_code for row in (first, second, first)]

    stopped = seen(client, third)
    asked = client.get(stopped.url)
    empty = client.post(stopped.url, {"reason": ""})
    back = client.post(stopped.url, {"reason": REASON})
    after = [seen(client, row).status_code for row in (third, fourth)]

    assert within == [200, 200, 200]
    assert (stopped.status_code, asked.status_code, empty.status_code) == (302, 200, 422)
    assert back.url == reverse("cadres:person", args=[third.pk])
    assert after == [200, 200]
    entry = Entry.objects.get(act=budget.EXCEED)
    assert (entry.by, entry.detail) == (keeper, {"reason": REASON, "people": 2})


def test_stopped_page_shows_nothing_and_leaves_no_reading(client, keeper, people):
    for row in people[:2]:
        seen(client, row)

    seen(client, people[2])

    assert not Entry.objects.filter(act="read", about_id=people[2].pk).exists()


def test_auditor_reads_the_reason(client, people):
    reader = UserFactory(name="查阅人")
    budget.exceed(reader, reason=REASON, by=reader, at=NOW)
    client.force_login(holder(Role.AUDITOR))

    text = client.get(reverse("portal:trail")).content.decode()

    assert "查阅人" in text
    assert REASON in text


def test_budget_is_counted_by_one_query_over_the_index(people):
    reader = UserFactory()
    for row in people:
        trail.saw(row, by=reader, at=NOW)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        day = budget.day_of(reader, at=NOW, person=people[0].pk)

    assert (len(asked), day) == (1, (4, 0, True))


def test_zero_asks_nobody(client, keeper, people, settings):
    settings.DETAIL_VIEW_BUDGET = 0

    assert [seen(client, row).status_code for row in people] == [200] * 4


@pytest.mark.parametrize("place", ["https://evil.example/", "//evil.example/", "javascript:1"])
def test_reason_leads_nowhere_else(client, keeper, place):
    answer = client.post(reverse("portal:reason", query={"next": place}), {"reason": REASON})

    assert answer.url == "/"
