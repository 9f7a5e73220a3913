"""Keys of the interface: made, confirmed by another, shown once, renewed, withdrawn."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.enums import DUTIES, KeyScope, KeyState, Role
from accounts.models import InterfaceKey
from accounts.queries import keys as queries
from accounts.services import keys
from core.audit.models import Entry
from core.errors import NotAllowed, RegulationBroken, StateConflict
from tests.factories import keys as make
from tests.factories.accounts import holder, with_factor
from tests.factories.units import CountyFactory
from tests.moments import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def opens(token, at=LATER, address=None):
    return queries.presented(token, address=address, at=at)


def test_key_of_figures_opens_at_once():
    made = make.made(CountyFactory(), KeyScope.FIGURES, at=NOW)

    assert opens(made.token) == made.key


def test_key_that_reads_persons_opens_after_a_second_person():
    made = make.made(CountyFactory(), KeyScope.CASES, at=NOW)
    before = opens(made.token)

    keys.confirm(made.key, by=holder(Role.SECURITY_ADMIN), at=NOW)

    assert (before, opens(made.token)) == (None, made.key)


@pytest.mark.parametrize("duty", [Role.SYSTEM_ADMIN, Role.AUDITOR])
def test_confirm_by_another_duty_is_refused(duty):
    made = make.made(CountyFactory(), KeyScope.PAY, at=NOW)

    with pytest.raises(NotAllowed, match="安全管理员"):
        keys.confirm(made.key, by=holder(duty), at=NOW)


def test_confirm_by_the_maker_is_refused_by_the_database_too():
    made = make.made(CountyFactory(), KeyScope.PAY, at=NOW)
    row = made.key
    row.confirmed_by, row.confirmed_at = row.made_by, NOW

    with pytest.raises(IntegrityError, match="two_people"), transaction.atomic():
        row.save(update_fields=["confirmed_by", "confirmed_at"])


def test_confirm_twice_is_refused():
    made = make.live(CountyFactory(), KeyScope.PAY, at=NOW)

    with pytest.raises(StateConflict, match="待确认"):
        keys.confirm(made.key, by=holder(Role.SECURITY_ADMIN), at=NOW)


def test_make_by_the_security_administrator_is_refused():
    with pytest.raises(NotAllowed):
        make.made(CountyFactory(), by=holder(Role.SECURITY_ADMIN))


@pytest.mark.parametrize("days", [0, 367])
def test_if_01_key_ends_within_a_year(days):
    with pytest.raises(RegulationBroken, match="IF-01"):
        make.made(CountyFactory(), days=days)


def test_if_01_the_database_keeps_the_year_too():
    row = make.made(CountyFactory(), at=NOW).key
    row.expires_at = NOW + timedelta(days=400)

    with pytest.raises(IntegrityError, match="lives_a_year"), transaction.atomic():
        row.save(update_fields=["expires_at"])


@pytest.mark.parametrize("given", [{"title": " "}, {"basis": " "}])
def test_if_02_key_says_what_for(given):
    with pytest.raises(RegulationBroken, match="IF-02"):
        make.made(CountyFactory(), **given)


def test_if_02_key_without_scope_is_refused():
    told = {"title": "系统", "basis": "文件", "days": 9, "by": holder(Role.SYSTEM_ADMIN), "at": NOW}

    with pytest.raises(RegulationBroken, match="IF-02"):
        keys.make(None, county=CountyFactory(), scopes=[], **told)


def test_secret_is_kept_nowhere():
    made = make.made(CountyFactory(), at=NOW)
    secret = made.token.rsplit("_", 1)[1]

    kept = [str(value) for value in InterfaceKey.objects.values_list().get()]
    entries = [str(entry.detail) for entry in Entry.objects.all()]

    assert not [value for value in kept + entries if secret in value]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda token: "",
        lambda token: "rk_",
        lambda token: f"{token}x",
        lambda token: token.replace("rk_", "xx_"),
        lambda token: f"rk_{'z' * 8}{token[11:]}",
        lambda token: "rk_密钥密钥密钥密钥_密",
    ],
)
def test_anything_else_opens_nothing(spoil):
    made = make.live(CountyFactory(), at=NOW)

    assert opens(spoil(made.token)) is None


def test_key_that_is_over_opens_nothing():
    made = make.live(CountyFactory(), at=NOW, days=1)

    assert (opens(made.token, at=NOW), opens(made.token, at=NOW + timedelta(days=1))) == (
        made.key,
        None,
    )


@pytest.mark.parametrize(
    ("address", "is_inside"),
    [("10.20.3.4", True), ("::ffff:10.20.3.4", True), ("10.21.0.1", False), (None, False)],
)
def test_key_opens_from_its_networks_alone(address, is_inside):
    made = make.live(CountyFactory(), at=NOW, networks=["10.20.0.0/16"])

    assert (opens(made.token, address=address) is not None) is is_inside


def test_withdraw_ends_a_key_at_once():
    made = make.live(CountyFactory(), at=NOW)

    keys.withdraw(made.key, by=holder(Role.SECURITY_ADMIN), at=LATER)

    assert opens(made.token) is None
    assert not keys.is_within_rate(made.key, minute=LATER)
    with pytest.raises(StateConflict, match="已经收回"):
        keys.withdraw(made.key, by=holder(Role.SYSTEM_ADMIN), at=LATER)


def test_withdraw_by_an_auditor_is_refused():
    with pytest.raises(NotAllowed):
        keys.withdraw(make.live(CountyFactory()).key, by=holder(Role.AUDITOR), at=LATER)


def renewed(key, **given):
    told = {"days": 90, "overlap_days": 7, "by": holder(Role.SYSTEM_ADMIN), "at": LATER} | given
    return keys.renew(key, **told)


def test_renew_lets_both_open_for_the_overlap_after_confirmation():
    old = make.live(CountyFactory(), KeyScope.PAY, at=NOW)

    new = renewed(old.key)
    keys.confirm(new.key, by=holder(Role.SECURITY_ADMIN), at=LATER)

    within, after = LATER + timedelta(days=6), LATER + timedelta(days=7)
    assert (opens(old.token, within), opens(new.token, within)) == (old.key, new.key)
    assert (opens(old.token, after), opens(new.token, after)) == (None, new.key)
    assert (new.key.scopes, new.key.county) == (old.key.scopes, old.key.county)


def test_renew_that_nobody_confirmed_leaves_the_old_one_alone():
    old = make.live(CountyFactory(), KeyScope.PAY, at=NOW)

    renewed(old.key)

    assert opens(old.token, LATER + timedelta(days=30)) == old.key
    with pytest.raises(StateConflict, match="待确认"):
        renewed(old.key)


def test_renew_of_figures_retires_the_old_one_at_once():
    old = make.live(CountyFactory(), KeyScope.FIGURES, at=NOW)

    renewed(old.key, overlap_days=0)

    assert opens(old.token, LATER + timedelta(minutes=1)) is None


def test_if_03_overlap_is_short():
    with pytest.raises(RegulationBroken, match="IF-03"):
        renewed(make.live(CountyFactory(), at=NOW).key, overlap_days=31)


def test_what_was_made_stays():
    row = make.made(CountyFactory(), at=NOW).key
    row.scopes = [KeyScope.PAY]

    with pytest.raises(ProgrammingError), transaction.atomic():
        row.save(update_fields=["scopes"])
    with pytest.raises(ProgrammingError), transaction.atomic():
        row.delete()


def test_state_tells_where_it_stands():
    made = make.made(CountyFactory(), at=NOW, days=1)
    waiting = made.key.state(NOW)
    live = keys.confirm(made.key, by=holder(Role.SECURITY_ADMIN), at=NOW)
    states = [waiting, live.state(NOW), live.state(NOW + timedelta(days=1))]
    gone = keys.withdraw(live, by=holder(Role.SYSTEM_ADMIN), at=NOW)

    assert [*states, gone.state(NOW)] == [
        KeyState.WAITING,
        KeyState.LIVE,
        KeyState.OVER,
        KeyState.WITHDRAWN,
    ]


@override_settings(INTERFACE_RATE=2)
def test_rate_counts_by_the_minute():
    key = make.live(CountyFactory(), at=NOW).key
    told = [keys.is_within_rate(key, minute=NOW) for _ in range(3)]

    assert told == [True, True, False]
    assert keys.is_within_rate(key, minute=NOW + timedelta(minutes=1))


@pytest.fixture
def admin(client):
    return with_factor(client, holder(Role.SYSTEM_ADMIN))


def test_page_shows_a_new_key_once(client, admin):
    county = CountyFactory()
    form = {
        "title": "财政统发",
        "county": county.code,
        "scopes": ["PAY"],
        "basis": "文件",
        "days": 9,
    }

    answer = client.post(reverse("console:key-make"), form, follow=True)

    key = InterfaceKey.objects.get()
    shown = answer.context["token"]
    again = client.get(reverse("console:key", args=[key.pk]))
    assert shown.startswith(f"rk_{key.prefix}_")
    assert (shown in answer.content.decode(), shown in again.content.decode()) == (True, False)


@pytest.mark.parametrize("duty", DUTIES)
def test_list_is_shown_to_every_administrator(client, duty):
    made = make.live(CountyFactory(), at=NOW)
    with_factor(client, holder(duty))

    page = client.get(reverse("console:keys")).content.decode()

    assert (made.key.prefix in page, "生成密钥" in page) == (True, duty == Role.SYSTEM_ADMIN)


@pytest.mark.parametrize("told", ["10.0.0.0/33", "somewhere", "10.0.0.1/8"])
def test_form_refuses_what_is_no_network(client, admin, told):
    form = {"title": "系统", "county": CountyFactory().code, "scopes": ["PAY"], "basis": "文件"}

    answer = client.post(reverse("console:key-make"), form | {"days": 9, "networks": told})

    assert (answer.status_code, InterfaceKey.objects.count()) == (422, 0)


def test_list_costs_the_same_for_one_and_many(client, admin):
    county = CountyFactory()
    made = make.live(county, at=timezone.now())
    asked = reverse("console:keys")
    client.get(asked)
    with CaptureQueriesContext(connection) as one:
        client.get(asked)
    for _ in range(12):
        make.made(county, by=made.key.made_by)
    with CaptureQueriesContext(connection) as many:
        client.get(asked)

    assert len(one) == len(many)
