"""The pages of clauses with a number."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from schemes.enums import Metric
from tests.factories import complaints
from tests.factories.accounts import holder
from tests.factories.metrics import ON, complained, look, triggered
from tests.factories.units import UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return UnitFactory()


@pytest.fixture
def desk(unit, client, monkeypatch):
    """The pages at the end of 2018, as the county's administrator sees them."""
    monkeypatch.setattr("evidence.views.metrics.legal_day", lambda _at: ON)
    monkeypatch.setattr("evidence.services.metrics.legal_day", lambda _at: ON)
    client.force_login(holder(Role.COUNTY_ADMIN, unit.county))
    return client


def test_pages_lead_from_the_clause_to_the_rows_and_to_the_signal(unit, desk):
    cadre = complained(unit, 10, 3)
    clause = triggered(unit.county, Metric.FAVOUR, ">=", "0.3")
    (one,) = look(clause).named
    page = reverse("evidence:trigger-person", args=[clause.pk, cadre.pk, 1, one.reading.source])

    listed = desk.get(reverse("evidence:trigger-list")).content.decode()
    named = desk.get(reverse("evidence:trigger", args=[clause.pk])).content.decode()
    told = desk.get(page).content.decode()
    answer = desk.post(page)

    assert clause.trigger_label in listed
    assert page in named
    assert "办事人数" in told
    assert "占 30.00%" in told
    assert answer.headers["Location"] == reverse("evidence:signal", args=[cadre.signals.get().pk])
    assert desk.post(page).status_code == 422


def test_who_is_not_named_has_no_page(unit, desk):
    cadre = complained(unit, 10, 2)
    clause = triggered(unit.county, Metric.FAVOUR, ">=", "0.3")

    page = reverse("evidence:trigger-person", args=[clause.pk, cadre.pk, 1, 1])

    assert desk.get(page).status_code == 404


@pytest.mark.parametrize("people", [3, 30])
def test_list_asks_no_more_of_many(unit, desk, people, django_assert_max_num_queries):
    plan = complaints.running(unit)
    for _n in range(people):
        cadre = complaints.served(plan, 10)
        for n in range(3):
            complaints.complained(plan, cadre, number=f"办件{cadre.pk}-{n}")
    complaints.closed(plan)
    clause = triggered(unit.county, Metric.FAVOUR, ">=", "0.3")
    page = reverse("evidence:trigger", args=[clause.pk])
    desk.get(page)

    with django_assert_max_num_queries(20):
        answer = desk.get(page)

    assert len(answer.content) < 60_000
