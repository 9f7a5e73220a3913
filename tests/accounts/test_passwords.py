"""Passwords: two profiles, lockout per account, no oracle, one-time addresses (6.x)."""

import statistics
import time
from datetime import timedelta

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.models import FailedSignIn, User
from accounts.services import accounts, passwords
from tests.factories.accounts import UserFactory, holder

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-password"
GOOD = "Sanctuary-of-9-rivers"


def enter(client, username, password=PASSWORD, **extra):
    return client.post(reverse("account_login"), {"login": username, "password": password}, **extra)


@pytest.mark.parametrize(
    ("profile", "password", "is_fit"),
    [
        ("DENGBAO", "Ab3-efghi", False),
        ("DENGBAO", "Ab3-efghij", True),
        ("DENGBAO", "abcdefghijklmnop", False),
        ("DENGBAO", "sanctuary of rivers", False),
        ("DENGBAO", "sanctuary of 9 rivers", True),
        ("ASVS", "Ab3-efghijk", False),
        ("ASVS", "abvexpqzmkwu", True),
        ("ASVS", "sanctuary of rivers", True),
        ("ASVS", "x" * 64 + "yz vu", True),
        ("ASVS", "y" * 129, False),
        ("ASVS", "password1234", False),
        ("ASVS", "1234567890123", False),
        ("ASVS", "my-ganbu-zhaohui-word", False),
        ("ASVS", "the-li.si-sentence", False),
        ("DENGBAO", "李四-Ab3-efghij", False),
    ],
)
def test_password_policy_profiles(profile, password, is_fit, settings):
    settings.PASSWORD_PROFILE = profile
    user = UserFactory(username="li.si", name="李四")

    if is_fit:
        validate_password(password, user)
    else:
        with pytest.raises(ValidationError):
            validate_password(password, user)


def test_five_former_passwords_are_refused_and_the_sixth_is_free():
    user = UserFactory()
    used = [f"{GOOD}-{n}" for n in range(6)]
    for n, password in enumerate(used):
        passwords.change(user, password=password, by=user, at=timezone.now() + timedelta(seconds=n))

    for password in used[1:]:
        with pytest.raises(ValidationError, match="最近"):
            validate_password(password, user)
    validate_password(used[0], user)


@pytest.mark.parametrize(("profile", "is_due"), [("DENGBAO", True), ("ASVS", False)])
def test_password_of_ninety_days_must_be_changed_first(profile, is_due, client, settings):
    settings.PASSWORD_PROFILE = profile
    user = UserFactory(password_set_at=timezone.now() - timedelta(days=91))
    client.force_login(user)
    door = reverse("account_change_password")

    answer = client.get(reverse("account"))

    assert (answer.headers.get("Location") == door) is is_due
    told = {"oldpassword": PASSWORD, "password1": GOOD, "password2": GOOD}
    assert client.post(door, told).status_code == 302
    assert client.get(reverse("account")).status_code == 200


def test_change_ends_the_other_sessions_and_keeps_this_one(client):
    user, other = UserFactory(), Client()
    for one in (client, other):
        enter(one, user.username)
    told = {"oldpassword": PASSWORD, "password1": GOOD, "password2": GOOD}

    client.post(reverse("account_change_password"), told)

    assert client.get(reverse("account")).status_code == 200
    assert other.get(reverse("account")).status_code == 302
    assert User.objects.get(pk=user.pk).check_password(GOOD)


def test_lockout_per_account_not_global(client):
    locked, free = UserFactory(), UserFactory()
    for _ in range(5):
        enter(client, locked.username, "wrong")

    enter(client, locked.username)
    assert client.get(reverse("account")).status_code == 302
    enter(client, free.username)
    assert client.get(reverse("account")).status_code == 200
    assert FailedSignIn.objects.filter(user=locked, is_locked=True).count() == 1


def test_lockout_is_not_escaped_by_a_forged_proxy(client, settings):
    user = UserFactory()
    for n in range(5):
        enter(client, user.username, "wrong", headers={"X-Forwarded-For": f"9.9.9.{n}"})

    enter(client, user.username, headers={"X-Forwarded-For": "8.8.8.8"})

    assert client.get(reverse("account")).status_code == 302
    assert set(FailedSignIn.objects.values_list("address", flat=True)) == {"127.0.0.1"}


@pytest.mark.parametrize(
    ("count", "claimed", "kept"),
    [
        (0, "9.9.9.9", "127.0.0.1"),
        (1, "9.9.9.9, 10.0.0.7", "10.0.0.7"),
        (2, "6.6.6.6, 10.0.0.7, 10.0.0.1", "10.0.0.7"),
        (2, "10.0.0.1", "127.0.0.1"),
        (1, "nonsense", "127.0.0.1"),
        (1, "", "127.0.0.1"),
        (1, "[::1]:99", "::1"),
    ],
)
def test_xff_spoof(count, claimed, kept, client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = count

    answer = enter(client, "nobody", "wrong", headers={"X-Forwarded-For": claimed})

    assert answer.status_code == 200
    assert FailedSignIn.objects.get().address == kept


def test_sixty_people_behind_one_address_sign_in_within_a_minute():
    for _ in range(60):
        assert enter(Client(), UserFactory().username, "a-long-password").status_code == 302


def test_answer_is_the_same_for_known_closed_and_unknown_accounts(client):
    known = UserFactory(username="wang.known")
    UserFactory(username="wang.close", is_active=False)
    accounts.open_account(
        username="wang.empty", name="空", password=None, by=known, at=timezone.now()
    )
    told = {}
    for name in ("wang.known", "wang.close", "wang.empty", "wang.nobod"):
        page = Client()
        answers = [enter(page, name, "wrong") for _ in range(7)]
        answer = answers[-1]
        told[name] = answer.text.replace(name, "").replace(page.cookies["csrftoken"].value, "")
    shapes = {len(text) for text in told.values()}

    assert len(shapes) == 1


def test_login_timing_uniform(settings):
    """With the product's own hash: the median for an unknown name is that of a known one."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": False}
    user = UserFactory()
    empty = UserFactory()
    empty.set_unusable_password()
    empty.save()

    def median(name):
        took = []
        for _ in range(3):
            began = time.process_time()
            enter(Client(), name, "wrong")
            took.append(time.process_time() - began)
        return statistics.median(took)

    known = median(user.username)
    for other in (median("nobody-here"), median(empty.username)):
        assert 0.5 < other / known < 2


def test_pages_of_an_account_without_a_password_never_fail(client):
    user = UserFactory()
    user.set_unusable_password()
    user.save()
    client.force_login(user)

    for name in ("account_change_password", "account_set_password", "account_reauthenticate"):
        assert client.get(reverse(name), follow=True).status_code < 500


def test_one_time_address_sets_a_password_once_and_signs_nobody_in(client):
    user = UserFactory()
    user.set_unusable_password()
    user.save()
    url = reverse("account_enrol", args=passwords.enrolment(user))

    assert client.get(url).status_code == 200
    assert client.post(url, {"password": "short", "again": "short"}).status_code == 422
    assert client.post(url, {"password": GOOD, "again": GOOD[:-1]}).status_code == 422
    done = client.post(url, {"password": GOOD, "again": GOOD})

    assert done.headers["Location"] == reverse("account_login")
    assert "_auth_user_id" not in client.session
    assert client.get(url).status_code == 404
    assert User.objects.get(pk=user.pk).check_password(GOOD)


@pytest.mark.parametrize("uid", ["MQ", "x", "%00", "LTE", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk", "ééé"])
def test_one_time_address_of_nobody_is_not_found(uid, client):
    assert client.get(f"/account/enrol/{uid}/abc-def/").status_code == 404


def test_renewing_keeps_the_second_factor_and_needs_the_owner(client):
    admin, user = holder(Role.SYSTEM_ADMIN), UserFactory()
    client.force_login(admin)

    page = client.post(reverse("console:account-act", args=[user.pk, "renew"]), follow=True).text

    assert not User.objects.get(pk=user.pk).has_usable_password()
    assert "/account/enrol/" in page


@pytest.mark.parametrize("duty", [Role.SECURITY_ADMIN, Role.AUDITOR])
@pytest.mark.parametrize("act", ["renew", "close", "factors"])
def test_system_administrator_touches_no_other_duty(act, duty, client):
    client.force_login(holder(Role.SYSTEM_ADMIN))
    other = holder(duty)

    answer = client.post(reverse("console:account-act", args=[other.pk, act]))

    assert answer.status_code == 403
    assert User.objects.get(pk=other.pk).has_usable_password()
