"""Pages of double files and of what is lacking: cost, scope, and the way through."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Role
from cadres.models import Cadre, Gap, Pair
from cadres.services import duplicates
from tests.factories.accounts import holder
from tests.factories.cadres import CadreFactory, PostFactory, paired
from tests.factories.units import UnitFactory
from tests.moments import EARLIER, NOW, TODAY
from units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return UnitFactory(name="城关镇")


@pytest.fixture
def admin(unit, client):
    user = holder(Role.COUNTY_ADMIN, unit.county)
    client.force_login(user)
    return user


@pytest.fixture
def pair(unit):
    first, second = (CadreFactory(unit=unit, name="王小明", user=None) for _ in range(2))
    PostFactory(cadre=first)
    return paired(first, second)


def grow(unit, count):
    """So many people with a pair and a gap each, in units of their own."""
    given = {"county": unit.county, "kind": "TOWN", "from_on": EARLIER}
    start = Unit.objects.count()
    units = Unit.objects.bulk_create(Unit(name=f"{start + n}镇", **given) for n in range(count))
    person = {"sex": "F", "born_on": EARLIER, "staff_kind": "WORKER", "level": "ORDINARY"}
    people = Cadre.objects.bulk_create(Cadre(unit=u, name="某", **person) for u in units)
    more = Cadre.objects.bulk_create(Cadre(unit=u, name="某", **person) for u in units)
    told = {"county": unit.county, "rules": ["DU-01", "DU-04"], "found_on": TODAY}
    Pair.objects.bulk_create(
        Pair(first=a, second=b, **told) for a, b in zip(people, more, strict=True)
    )
    Gap.objects.bulk_create(
        Gap(unit=c.unit, cadre=c, number="DQ-01", found_on=TODAY) for c in people
    )
    with connection.cursor() as cursor:  # as autovacuum does after so many new rows
        cursor.execute("ANALYZE cadres_cadre, cadres_pair, cadres_gap, units_unit")


def cost(client, url):
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    assert answer.status_code == 200
    return len(queries), len(answer.content)


@pytest.mark.parametrize("name", ["pair-list", "gap-list"])
def test_lists_cost_the_same_for_10_and_1000_rows(client, admin, unit, name):
    url = reverse(f"cadres:{name}")
    client.get(url)
    grow(unit, 10)
    few, _size = cost(client, url)
    grow(unit, 990)
    many, size = cost(client, f"{url}?size=50")

    assert few == many <= 12
    assert size <= 60 * 1024 + 990 * 60 * (name == "gap-list")  # the filter lists the units


def test_two_files_stand_side_by_side_merge_and_come_apart(client, admin, pair):
    url = reverse("cadres:pair", args=[pair.pk])
    queries, _size = cost(client, url)
    assert queries <= 15

    done = client.post(
        reverse("cadres:pair-act", args=[pair.pk, "merge"]), {"keep": pair.second_id}, follow=True
    )
    assert done.status_code == 200
    assert "撤销合并" in done.content.decode()
    assert Cadre.objects.get(pk=pair.first_id).merged_into_id == pair.second_id
    assert client.get(reverse("cadres:person", args=[pair.first_id])).status_code == 404

    client.post(reverse("cadres:pair-act", args=[pair.pk, "unmerge"]))
    assert Cadre.objects.get(pk=pair.first_id).merged_into_id is None
    client.post(reverse("cadres:pair-act", args=[pair.pk, "dismiss"]))
    assert Pair.objects.get().state == "DISMISSED"


def test_merge_without_choice_asks_and_a_settled_pair_conflicts(client, admin, pair):
    url = reverse("cadres:pair-act", args=[pair.pk, "merge"])
    assert client.post(url).status_code == 422
    duplicates.dismiss(pair, by=admin, at=NOW)

    assert client.post(url, {"keep": pair.first_id}).status_code == 409


def test_overlapping_posts_are_refused_with_a_sentence(client, admin, pair):
    PostFactory(cadre=pair.second, title="副镇长")
    url = reverse("cadres:pair-act", args=[pair.pk, "merge"])

    answer = client.post(url, {"keep": pair.first_id})

    assert answer.status_code == 422
    assert "PE-14" in answer.content.decode()


def test_another_county_has_no_such_pair(client, pair):
    client.force_login(holder(Role.COUNTY_ADMIN, UnitFactory().county))

    assert client.get(reverse("cadres:pair", args=[pair.pk])).status_code == 404


def test_gaps_lead_the_administrator_to_the_act_and_the_clerk_to_the_page(client, admin, unit):
    cadre = CadreFactory(unit=unit)
    Gap.objects.create(unit=unit, cadre=cadre, number="DQ-01", found_on=TODAY)
    url = reverse("cadres:gap-list")
    act = reverse("cadres:person-act", args=[cadre.pk, "amend"])

    assert act in client.get(url, {"unit": unit.pk}).content.decode()
    assert "50 分" in client.get(reverse("cadres:unit", args=[unit.pk])).content.decode()

    client.force_login(holder(Role.UNIT_CLERK, unit))
    page = client.get(url).content.decode()
    assert act not in page
    assert reverse("cadres:person", args=[cadre.pk]) in page
