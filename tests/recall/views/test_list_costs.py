"""List pages: at most 12 queries, the same for 10 and for 1,000 rows, at most 60 KB."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Role
from cadres.models import Cadre
from recall.models import Case, Nomination
from tests.factories.accounts import holder
from tests.factories.recall import approved_nomination, open_campaign
from tests.moments import NOW

pytestmark = pytest.mark.django_db


def grow(campaign, count):
    """Copy one decided nomination and its case until `count` of each stand, by bulk insert."""
    case = Case.objects.get(nomination=approved_nomination(campaign))
    model, row = Nomination, case.nomination
    start = Cadre.objects.order_by("-pk").first().pk
    cadres = [
        Cadre(
            unit=row.unit,
            name=f"人员{n}",
            sex="M",
            born_on="1980-01-01",
            staff_kind="CIVIL_SERVANT",
            level="ORDINARY",
        )
        for n in range(count - 1)
    ]
    Cadre.objects.bulk_create(cadres)
    fields = [f.attname for f in model._meta.concrete_fields if f.name not in ("id", "token")]
    kept = {name: getattr(row, name) for name in fields}
    copies = [model(**{**kept, "cadre_id": c.pk}, token=f"{start + c.pk:032d}") for c in cadres]
    model.objects.bulk_create(copies)
    names = [f.attname for f in Case._meta.concrete_fields if f.name not in ("id", "notice")]
    like = {name: getattr(case, name) for name in names}
    Case.objects.bulk_create(
        Case(**{**like, "cadre_id": n.cadre_id, "nomination_id": n.pk, "due_on": NOW.date()})
        for n in copies
    )


def cost(client, url):
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    assert answer.status_code == 200
    return len(queries), len(answer.content)


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("recall:nomination-list", Role.VERIFIER),
        ("recall:case-list", Role.COUNTY_ADMIN),
        ("recall:campaign-list", Role.COUNTY_ADMIN),
        ("portal:home", Role.COUNTY_ADMIN),
    ],
)
def test_list_costs_the_same_for_10_and_1000_rows(client, name, role):
    campaign = open_campaign()
    client.force_login(holder(role, campaign.county))
    client.get(reverse(name))

    grow(campaign, 10)
    few, _size = cost(client, reverse(name))
    grow(campaign, 990)
    many, size = cost(client, reverse(name))

    assert few == many
    assert many <= 12
    assert size <= 60 * 1024
