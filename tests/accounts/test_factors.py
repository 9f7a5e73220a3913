"""The second factor: demanded, sealed, used once, and nothing reachable without it (T14)."""

import json
import subprocess
import sys

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from accounts.enums import COUNTY_ROLES, DUTIES, UNIT_ROLES, Role
from accounts.middleware import ENROL, PROVE
from accounts.queries import factors, sessions
from accounts.services import passwords
from core.audit.models import Entry
from tests.factories.accounts import UserFactory, grant, holder, shown_by, totp_of, with_factor
from tests.factories.units import CountyFactory, UnitFactory
from tests.permissions.test_matrix import addresses

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-password"


@pytest.fixture(autouse=True)
def demanded(settings):
    settings.MFA_DEMANDED = True
    return settings


def place_of(role):
    if role in COUNTY_ROLES:
        return CountyFactory()
    return UnitFactory() if role in UNIT_ROLES else None


def enter(client, user, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": user.username, "password": password})


def prove(client, code):
    return client.post(reverse("mfa_authenticate"), {"code": code})


def is_inside(client):
    return client.get(reverse("account")).status_code == 200


@pytest.mark.parametrize("role", list(Role))
def test_factor_is_demanded_of_every_role_but_a_clerk_with_one_desk(role):
    assert factors.demanded_of(holder(role, place_of(role))) is (role != Role.UNIT_CLERK)


@pytest.mark.parametrize("has_below", [False, True], ids=["a leaf", "with units below"])
def test_factor_is_demanded_of_a_clerk_with_the_units_below(has_below):
    unit = UnitFactory()
    if has_below:
        UnitFactory(county=unit.county, parent=unit)

    assert factors.demanded_of(holder(Role.UNIT_CLERK, unit, with_below=True))


@pytest.mark.parametrize("role", [Role.UNIT_CLERK, Role.MENTOR, Role.READER, Role.UNIT_HEAD])
def test_factor_is_demanded_of_a_clerk_with_anything_else(role):
    clerk = grant(holder(Role.UNIT_CLERK, UnitFactory()), role, place_of(role))

    assert factors.demanded_of(clerk)


@pytest.mark.parametrize("role", [Role.DECIDER, *DUTIES])
def test_no_setting_excepts_deciders_and_administrators(role, settings):
    settings.MFA_NOT_DEMANDED_OF = [role.value for role in Role]

    assert factors.demanded_of(holder(role, place_of(role)))


def test_person_without_a_role_needs_none(client):
    enter(client, UserFactory())

    assert is_inside(client)


def url_of(name):
    """Answer some address of a name: what it is about need not exist."""
    for pattern in get_resolver().reverse_dict.getlist(name) if ":" not in name else []:
        names = pattern[0][0][1]
        return reverse(name, kwargs={key: value_for(key) for key in names})
    space, _, short = name.partition(":")
    resolver = get_resolver()
    inner = resolver.namespace_dict[space][1]
    names = inner.reverse_dict.getlist(short)[0][0][0][1]
    return reverse(name, kwargs={key: value_for(key) for key in names})


def value_for(key):
    return {"name": "x", "uid": "00000000-0000-4000-8000-000000000000", "token": "t"}.get(key, 1)


OPEN = {"account_login", "account_inactive", "portal:health", "account_enrol", "mfa_authenticate"}
OPEN |= {"evidence:vote", "evidence:poll-check"}  # by a code on a slip, for who has no account
OPEN |= {"verify", "verify-code"}  # by the code on a paper that anybody may hold
OPEN |= {"portal:public-list", "portal:public"}  # figures and notices for everybody
OPEN |= {"training:guest-door"}  # by a slip and a code, for who has no account
OPEN |= {
    f"portal:interface-{name}"  # by a key in a header, for systems that have no account
    for name in (
        "document", "pay-runs", "pay-lines", "pay-effects", "cases", "case", "documents",
        "archive-documents", "archive-document-file", "archive-volumes", "archive-volume-file",
        "eligibility", "figures",
    )
}  # fmt: skip
OPEN |= {"training:resident-word", "training:calendar-feed"}  # by a one-time code, by a secret


@pytest.mark.sweep
@pytest.mark.parametrize("has_factor", [False, True], ids=["none enrolled", "not proved"])
def test_no_page_without_second_factor(has_factor, client):
    """Walk every address of the product with a session that gave a password only."""
    user = holder(Role.DECIDER, CountyFactory())
    client.force_login(user)
    if has_factor:
        totp_of(user)
    door = reverse("mfa_reauthenticate" if has_factor else "account_factors")
    allowed = OPEN | (PROVE if has_factor else ENROL)
    walked = 0
    for name in sorted(set(addresses(get_resolver().url_patterns))):
        if name in allowed:
            continue
        for method in ("get", "post"):
            for headers in ({}, {"HX-Request": "true"}):
                answer = getattr(client, method)(url_of(name), headers=headers)
                assert (answer.status_code, answer.headers.get("Location")) == (302, door), name
                walked += 1

    assert walked > 300


def test_login_by_password_alone_leaves_the_session_signed_out(client):
    user = holder(Role.DECIDER, CountyFactory())
    shown = totp_of(user)

    answer = enter(client, user)

    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    assert client.get("/").headers["Location"].startswith(reverse("account_login"))
    before = client.session.session_key
    assert prove(client, shown()).status_code == 302
    assert is_inside(client)
    assert client.session.session_key != before


@pytest.mark.parametrize("steps", [-1, 1])
def test_code_of_another_half_minute_is_refused(steps, client):
    user = holder(Role.DECIDER, CountyFactory())
    shown = totp_of(user)
    enter(client, user)

    assert prove(client, shown(steps)).status_code == 200
    assert not is_inside(client)


def test_code_is_taken_once_by_all_sessions(client):
    user = holder(Role.DECIDER, CountyFactory())
    shown, second = totp_of(user), Client()
    code = shown()
    for one in (client, second):
        enter(one, user)
    prove(client, code)
    prove(second, code)

    assert is_inside(client)
    assert not is_inside(second)


def test_used_codes_and_limits_lie_in_postgresql_and_not_in_the_brokers_redis():
    cache.set("marked", "y", 60)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_limit WHERE cache_key LIKE '%marked'")
        assert cursor.fetchone() == (1,)
    backends = {row["BACKEND"] for row in django_settings.CACHES.values()}
    assert backends == {"django.core.cache.backends.db.DatabaseCache"}
    assert cache.add("marked", "again", 60) is False


def test_recovery_code_is_taken_once(client):
    user = holder(Role.DECIDER, CountyFactory())
    totp_of(user)
    code = RecoveryCodes.activate(user).get_unused_codes()[0]
    second = Client()
    for one in (client, second):
        enter(one, user)
        prove(one, code)

    assert is_inside(client)
    assert not is_inside(second)


def test_seeds_lie_sealed_in_the_database():
    user = UserFactory()
    totp_of(user)
    RecoveryCodes.activate(user)

    for row in Authenticator.objects.filter(user=user):
        text = json.dumps(row.data)
        sealed = row.data.get("secret") or row.data.get("seed")
        assert len(sealed) > 60
        assert row.wrap() is not None
        assert "test" not in text


def test_enrolling_opens_the_session_and_rotates_it(client):
    user = holder(Role.DECIDER, CountyFactory())
    enter(client, user)
    assert client.get("/").headers["Location"] == reverse("account_factors")
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200
    drawn = client.get(reverse("account_totp_image"))
    assert (drawn.headers["Content-Type"], drawn.status_code) == ("image/svg+xml", 200)
    secret, before = client.session["mfa.totp.secret"], client.session.session_key
    wrong = client.post(reverse("mfa_activate_totp"), {"code": shown_by(secret, 9)})
    assert (wrong.status_code, is_inside(client)) == (200, False)

    done = client.post(reverse("mfa_activate_totp"), {"code": shown_by(secret)})

    assert done.headers["Location"] == reverse("mfa_view_recovery_codes")
    assert client.session.session_key != before
    assert "<code>" in client.get(done.headers["Location"]).text
    assert "****" not in client.get(done.headers["Location"]).text
    assert is_inside(client)


def test_image_of_the_seed_is_gone_afterwards(client):
    with_factor(client, holder(Role.DECIDER, CountyFactory()))

    assert client.get(reverse("account_totp_image")).status_code == 404


def test_session_from_before_the_factor_must_prove_it(client):
    user = holder(Role.DECIDER, CountyFactory())
    client.force_login(user)
    shown = totp_of(user)
    assert client.get("/").headers["Location"] == reverse("mfa_reauthenticate")

    client.post(reverse("mfa_reauthenticate"), {"code": shown()})

    assert is_inside(client)


def test_no_login_view_but_one():
    names = set(addresses(get_resolver().url_patterns))

    assert {name for name in names if "login" in name} == {"account_login"}
    doors = {name for name in names if not name.startswith("training:preset-")}  # programmes
    assert not {name for name in doors if "signup" in name or "reset" in name or "trust" in name}


@pytest.mark.parametrize(
    "credential", ["", "{}", "[]", "null", "1", '{"id": 1}', '{"rawId": "??", "type": []}', "\x00"]
)
def test_nonsense_of_a_key_is_refused_without_a_trace(credential, client):
    user = holder(Role.DECIDER, CountyFactory())
    totp_of(user)
    client.raise_request_exception = False
    enter(client, user)

    answer = client.post(reverse("mfa_authenticate"), {"credential": credential})

    assert answer.status_code < 500
    assert not is_inside(client)


def test_settings_of_production_demand_the_factor():
    names = "s.MFA_DEMANDED, s.MFA_TRUST_ENABLED, s.MFA_TOTP_TOLERANCE"
    code = f"from django.conf import settings as s; print({names})"
    environment = {
        "PATH": "/usr/bin",
        "DJANGO_SETTINGS_MODULE": "config.settings.prod",
        "SECRET_KEY": "x" * 50,
        "DATABASE_URL": "postgres:///x",
        "REDIS_URL": "rediss://x",
        "FIELD_KEYS": "k:" + "A" * 43 + "=",
        "FINGERPRINT_KEY": "B" * 43 + "=",
        "TRUSTED_PROXY_COUNT": "1",
        "ALLOWED_HOSTS": "x",
    }
    told = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )

    assert told.stdout.split() == ["True", "False", "0"]


def test_owner_is_told_of_changes_to_password_and_factors(settings):
    user = holder(Role.DECIDER, CountyFactory())
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    client = Client()
    enter(client, user)
    client.get(reverse("mfa_activate_totp"))
    secret = client.session[SECRET_SESSION_KEY]
    client.post(reverse("mfa_activate_totp"), {"code": shown_by(secret)})
    assert "添加了二次验证" in client.get(reverse("account")).text

    answer = client.post(reverse("mfa_deactivate_totp"))

    assert answer.status_code == 302
    acts = Entry.objects.filter(row_kind="accounts.user", row_id=user.pk, by=user)
    assert {"add_factor", "drop_factor"} <= set(acts.values_list("act", flat=True))
    passwords.change(user, password="Another-9-rivers", by=user, at=timezone.now())
    told = {row["what"] for row in sessions.odd(user, at=timezone.now())}
    assert told == {"add_factor", "drop_factor", "change_password"}
    assert sessions.odd(UserFactory(), at=timezone.now()) == []
