"""Sessions: limits on the server, listed and ended, dead at once when rights change (T13)."""

import re

import pytest
from django.conf import settings as django_settings
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.enums import DUTIES, Role
from accounts.models import Session, User
from accounts.services import accounts, passwords
from accounts.session_store import BEGAN, SEEN
from tests.architecture.test_templates import TEMPLATES
from tests.factories.accounts import UserFactory, holder, totp_of
from tests.factories.units import CountyFactory

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-password"


def enter(client, user, **headers):
    told = {"login": user.username, "password": PASSWORD}
    return client.post(reverse("account_login"), told, headers=headers)


def is_inside(client, **headers):
    return client.get(reverse("account"), headers=headers).status_code == 200


def age(client, **seconds):
    session = client.session
    for mark, past in seconds.items():
        session[mark] = int(timezone.now().timestamp()) - past
    session.save()


@pytest.fixture
def user():
    return UserFactory()


@pytest.mark.parametrize(
    ("marks", "inside"),
    [
        ({SEEN: 1790}, True),
        ({SEEN: 1810}, False),
        ({BEGAN: 35990}, True),
        ({BEGAN: 36010}, False),
    ],
    ids=["before idle", "idle", "before absolute", "absolute"],
)
def test_idle_and_absolute_limits(marks, inside, user, client):
    enter(client, user)
    age(client, **marks)

    assert is_inside(client) is inside


def test_activity_moves_the_idle_limit_and_polling_does_not(user, client):
    enter(client, user)
    age(client, **{SEEN: 1000})
    is_inside(client, **{"X-Passive": "1"})
    now = int(timezone.now().timestamp())
    assert now - client.session[SEEN] >= 1000

    is_inside(client)

    assert now - client.session[SEEN] <= 1


def test_every_polling_element_says_that_it_is_no_activity():
    polling = re.compile(r"<[^<>]*hx-trigger=\"[^\"]*(?:every|load)[^<>]*>", re.S)
    found = [tag for path in TEMPLATES for tag in polling.findall(path.read_text("utf-8"))]

    assert found
    assert [tag for tag in found if "X-Passive" not in tag] == []


def test_session_rotates_at_login_and_a_planted_one_is_worthless(user):
    attacker, victim = Client(), Client()
    attacker.get(reverse("account_login"))
    planted = attacker.session
    planted.save()
    victim.cookies[django_settings.SESSION_COOKIE_NAME] = planted.session_key
    enter(victim, user)
    attacker.cookies[django_settings.SESSION_COOKIE_NAME] = planted.session_key

    assert is_inside(victim)
    assert not is_inside(attacker)


def test_session_tells_whose_it_is_and_from_where(user, client):
    client.post(
        reverse("account_login"),
        {"login": user.username, "password": PASSWORD},
        headers={"User-Agent": "Firefox"},
        REMOTE_ADDR="10.1.2.3",
    )

    row = Session.objects.get(user=user)
    assert (row.address, row.agent) == ("10.1.2.3", "Firefox")
    assert row.began_at <= row.seen_at
    assert "10.1.2.3" in client.get(reverse("account")).text


def test_owner_sees_and_ends_sessions(user, client):
    other, stranger = Client(), Client()
    for one in (client, other):
        enter(one, user)
    enter(stranger, UserFactory())
    page = client.get(reverse("account")).text
    assert client.session.session_key not in page
    assert other.session.session_key not in page
    ends = re.findall(r'action="(/account/sessions/[0-9a-f]{32}/end/)"', page)
    assert len(ends) == 1

    stranger.post(ends[0])
    assert is_inside(other)
    client.post(ends[0])

    assert not is_inside(other)
    assert is_inside(client)


def test_owner_ends_all_others_at_once(user, client):
    others = [Client(), Client()]
    for one in (client, *others):
        enter(one, user)

    client.post(reverse("account_sessions_end"))

    assert [is_inside(one) for one in (client, *others)] == [True, False, False]


def test_security_administrator_ends_anybodys(user, client):
    enter(client, user)
    guard = Client()
    guard.force_login(holder(Role.SECURITY_ADMIN))
    assert user.name in guard.get(reverse("console:sessions")).text

    guard.post(reverse("console:account-act", args=[user.pk, "sessions"]))

    assert not is_inside(client)


def test_disable_user_kills_sessions(user, client):
    enter(client, user)

    accounts.close_account(user, by=holder(Role.SYSTEM_ADMIN), at=timezone.now())

    assert not is_inside(client)
    assert enter(client, user).headers.get("Location") == reverse("account_inactive")


def test_role_removed_next_request(client):
    admin = holder(Role.COUNTY_ADMIN, CountyFactory())
    client.force_login(admin)
    assert client.get(reverse("portal:job-list")).status_code == 200
    assert "文件生成" in client.get(reverse("portal:home")).text

    accounts.revoke(admin.grants.get(), by=UserFactory(), at=timezone.now())

    assert "文件生成" not in client.get(reverse("portal:home"), follow=True).text


def test_logout_clears_the_browser_and_the_row(user, client):
    enter(client, user)
    key = client.session.session_key

    answer = client.post(reverse("account_logout"))

    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not Session.objects.filter(pk=key).exists()


@pytest.mark.parametrize("name", ["account", "account_login", "portal:health"])
def test_no_store_on_every_page(name, user, client):
    enter(client, user)

    assert "no-store" in client.get(reverse(name)).headers["Cache-Control"]


def test_production_cookies_are_host_only_secure_and_closed():
    text = (django_settings.BASE_DIR / "config/settings/prod.py").read_text()

    assert 'SESSION_COOKIE_NAME = "__Host-session"' in text
    assert django_settings.SESSION_COOKIE_HTTPONLY
    assert django_settings.SESSION_COOKIE_SAMESITE == "Lax"


@pytest.mark.parametrize(
    ("page", "duty"),
    [("accounts", Role.SYSTEM_ADMIN), ("sessions", Role.SECURITY_ADMIN)],
)
def test_list_costs_the_same_for_ten_and_for_a_thousand(
    page, duty, client, django_assert_max_num_queries
):
    client.force_login(holder(duty))
    counts = []
    for size in (10, 990):
        made = User.objects.bulk_create(
            User(username=f"many{size}-{n}", name=f"众人{n}") for n in range(size)
        )
        Session.objects.bulk_create(
            Session(
                session_key=f"{size}-{one.pk}",
                user=one,
                began_at=timezone.now(),
                seen_at=timezone.now(),
                expire_date=timezone.now() + timezone.timedelta(hours=1),
            )
            for one in made
        )
        with django_assert_max_num_queries(12) as seen:
            answer = client.get(reverse(f"console:{page}"))
        assert answer.status_code == 200
        assert len(answer.content) <= 60 * 1024
        counts.append(len(seen))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("duty", DUTIES)
def test_administrator_lands_on_the_console(duty, client):
    client.force_login(holder(duty))

    answer = client.get("/", follow=True)

    assert answer.redirect_chain == [(reverse("console:home"), 302)]
    assert "三员分立" in answer.text


def test_step_up_required_and_the_act_goes_on_afterwards(settings, client):
    settings.STEP_UP_DEMANDED = True
    user, guard = UserFactory(), holder(Role.SYSTEM_ADMIN)
    enter(client, guard)
    act = reverse("console:account-act", args=[user.pk, "close"])

    asked = client.post(act)
    assert asked.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert User.objects.get(pk=user.pk).is_active
    done = client.post(asked.headers["Location"], {"password": PASSWORD})

    assert done.status_code == 302
    assert not User.objects.get(pk=user.pk).is_active
    other = UserFactory()
    client.post(reverse("console:account-act", args=[other.pk, "close"]))
    assert not User.objects.get(pk=other.pk).is_active


def test_owner_is_told_of_a_new_address_and_of_failed_tries(user, client):
    def come(address, password=PASSWORD):
        told = {"login": user.username, "password": password}
        return Client().post(reverse("account_login"), told, REMOTE_ADDR=address)

    come("10.1.2.3")
    come("10.1.2.3")
    client.force_login(user)
    assert "请留意的登录和变更" not in client.get(reverse("account")).text

    come("203.0.113.9")
    come("203.0.113.9", password="wrong")
    page = client.get(reverse("account")).text

    assert page.count("从新的地址登录") == 1
    assert page.count("登录失败") == 1
    stranger = Client()
    stranger.force_login(UserFactory())
    assert "203.0.113.9" not in stranger.get(reverse("account")).text


@pytest.mark.parametrize("change", ["renew", "close", "password"])
def test_half_finished_sign_in_ends_with_the_password_it_began_with(change, user, settings):
    """Between password and code the account may go, or the password may change."""
    shown, thief = totp_of(user), Client()
    assert enter(thief, user).headers["Location"] == reverse("mfa_authenticate")
    admin, now = holder(Role.SYSTEM_ADMIN), timezone.now()
    if change == "renew":
        accounts.renew(user, by=admin, at=now)
    elif change == "close":
        accounts.close_account(user, by=admin, at=now)
    else:
        passwords.change(user, password="Another-9-rivers", by=user, at=now)

    answer = thief.post(reverse("mfa_authenticate"), {"code": shown()})

    assert answer.headers["Location"] == reverse("account_login")
    assert not is_inside(thief)
    assert not Session.objects.filter(user=user).exists()


def test_account_of_the_system_cannot_be_given_a_password():
    system = accounts.system_user()
    system.set_password("Sanctuary-of-9-rivers")

    with pytest.raises(IntegrityError, match="user_of_the_system_has_no_password"):
        system.save()


def test_grant_that_ran_out_counts_no_more_in_a_running_session(client):
    admin = holder(Role.COUNTY_ADMIN, CountyFactory())
    client.force_login(admin)
    assert client.get(reverse("reports:export-list")).status_code == 200

    admin.grants.update(until_on=timezone.localdate() - timezone.timedelta(days=1))

    assert client.get(reverse("reports:export-list")).status_code == 404


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil"])
@pytest.mark.parametrize("door", ["account_reauthenticate", "mfa_reauthenticate"])
def test_confirming_leads_to_no_other_host(door, target, user, client):
    shown = totp_of(user)
    client.force_login(user)
    told = {"password": PASSWORD, "code": shown(), "next": target}

    answer = client.post(f"{reverse(door)}?next={target}", told)

    assert answer.status_code == 302
    assert not answer.headers["Location"].startswith(("//", "http", "/\\"))
