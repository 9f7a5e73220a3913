from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.enums import Role
from accounts.models import Grant, User
from accounts.queries import users
from tests.factories.accounts import UserFactory, grant, holder
from tests.factories.units import CountyFactory, UnitFactory
from tests.moments import EARLIER, TODAY
from units.models import Jurisdiction

pytestmark = pytest.mark.django_db


def fresh(user):
    return User.objects.get(pk=user.pk)


def test_scopes_tell_counties_and_units_per_role():
    unit = UnitFactory()
    user = grant(holder(Role.UNIT_CLERK, unit), Role.VERIFIER, unit.county)

    assert fresh(user).scopes == {
        "UNIT_CLERK": (set(), {unit.pk}),
        "VERIFIER": ({unit.county_id}, set()),
    }
    assert set(fresh(user).role_labels) == {"单位经办人", "核实人"}


def test_counties_and_units_join_several_roles():
    county, other, unit = CountyFactory(), CountyFactory(), UnitFactory()
    user = grant(holder(Role.VERIFIER, county), Role.DECIDER, other)
    grant(user, Role.UNIT_HEAD, unit)

    assert user.counties(Role.VERIFIER, Role.DECIDER, Role.READER) == {county.pk, other.pk}
    assert user.units(Role.UNIT_CLERK, Role.UNIT_HEAD) == {unit.pk}


@pytest.mark.parametrize(
    ("where", "answer"),
    [
        (lambda unit: {"county_id": unit.county_id}, False),
        (lambda unit: {"unit_id": unit.pk}, True),
        (lambda unit: {"unit_id": unit.pk + 1}, False),
        (lambda unit: {}, False),
    ],
    ids=["its county", "the unit", "another unit", "nowhere"],
)
def test_holds_is_true_on_the_very_place_only(where, answer):
    unit = UnitFactory()
    clerk = holder(Role.UNIT_CLERK, unit)

    assert clerk.holds(Role.UNIT_CLERK, **where(unit)) is answer


def test_holds_another_role_is_false():
    county = CountyFactory()

    assert not holder(Role.READER, county).holds(Role.DECIDER, county_id=county.pk)


@pytest.mark.parametrize(
    ("from_days", "until_days", "answer"),
    [(0, None, True), (0, 0, True), (1, None, False), (-2, -1, False)],
    ids=["from today", "today only", "from tomorrow", "until yesterday"],
)
def test_grant_in_force_counts_both_its_ends(from_days, until_days, answer):
    until_on = None if until_days is None else TODAY + timedelta(days=until_days)
    from_on = TODAY + timedelta(days=from_days)
    user, county = UserFactory(), CountyFactory()
    row = Grant.objects.create(
        user=user, role=Role.READER, county=county, from_on=from_on, until_on=until_on
    )

    assert (row in Grant.objects.in_force(TODAY)) is answer


def test_holders_are_active_people_of_the_county_on_the_day():
    county = CountyFactory()
    verifier = holder(Role.VERIFIER, county)
    holder(Role.DECIDER, county)
    holder(Role.VERIFIER, CountyFactory())
    User.objects.filter(pk=holder(Role.VERIFIER, county).pk).update(is_active=False)

    answer = users.holders(Role.VERIFIER, county_id=county.pk, on=TODAY)

    assert list(answer) == [verifier]
    assert not users.holders(
        Role.VERIFIER, county_id=county.pk, on=EARLIER - timedelta(days=1)
    ).exists()


def prefecture():
    return Jurisdiction.objects.create(code="610900", name="试验州", level="PREFECTURE")


def test_grant_on_a_prefecture_counts_for_its_counties_and_no_other():
    top = prefecture()
    inside, outside = CountyFactory(parent=top, code="610981"), CountyFactory(code="620101")
    viewer = holder(Role.PREFECTURE_VIEWER, top)

    assert viewer.counties(Role.PREFECTURE_VIEWER) == {top.pk, inside.pk}
    assert viewer.holds(Role.PREFECTURE_VIEWER, county_id=inside.pk)
    assert not viewer.holds(Role.PREFECTURE_VIEWER, county_id=outside.pk)
    found = users.holders(Role.PREFECTURE_VIEWER, county_id=inside.pk, on=TODAY)
    assert list(found) == [viewer]


@pytest.mark.parametrize("with_below", [False, True])
def test_grant_on_a_unit_counts_below_only_if_it_says_so(with_below):
    top = UnitFactory()
    middle = UnitFactory(county=top.county, parent=top)
    low, beside = UnitFactory(county=top.county, parent=middle), UnitFactory(county=top.county)
    head = holder(Role.UNIT_HEAD, top, with_below=with_below)

    below = {middle.pk, low.pk} if with_below else set()
    assert head.units(Role.UNIT_HEAD) == {top.pk} | below
    assert head.holds(Role.UNIT_HEAD, unit_id=low.pk) is with_below
    assert not head.holds(Role.UNIT_HEAD, unit_id=beside.pk)


def test_scopes_cost_one_query_however_wide(django_assert_num_queries):
    top = UnitFactory()
    for _ in range(3):
        UnitFactory(county=top.county, parent=top)
    user = fresh(grant(holder(Role.UNIT_HEAD, top, with_below=True), Role.VERIFIER, top.county))

    with django_assert_num_queries(1):
        user.units(Role.UNIT_HEAD)
        user.counties(Role.VERIFIER)
        user.holds(Role.DECIDER, county_id=top.county_id)
        assert user.duty == ""


def test_accounts_and_grants_are_listed_for_administrators_only():
    admin, county = holder(Role.SECURITY_ADMIN), CountyFactory()
    reader = holder(Role.READER, county)

    for user in (reader, UserFactory()):
        assert not users.listed(user).exists()
        assert not users.grants(user).exists()
    assert reader in users.listed(admin)
    assert {row.user for row in users.grants(admin)} == {admin, reader}


def test_search_of_accounts_finds_a_part_of_the_name_or_how_the_username_begins(client):
    UserFactory(username="wang.wu", name="王五")
    UserFactory(username="li.si", name="李四")
    client.force_login(holder(Role.SYSTEM_ADMIN))
    page = reverse("console:accounts")

    for words, found, other in (
        ("五", "王五", "李四"),
        ("LI.", "李四", "王五"),
        ("si", "", "李四"),
    ):
        text = client.post(page, {"q": words}, follow=True).text
        assert found in text
        assert other not in text
    assert "王五" in client.get(page, {"forget": 1}, follow=True).text
