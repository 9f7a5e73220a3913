"""A fresh installation has no account; one command opens the three, once."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.enums import DUTIES, Role
from accounts.models import Grant, User
from tests.factories.accounts import UserFactory, holder, totp_of

pytestmark = pytest.mark.django_db
GOOD = "Sanctuary-of-9-rivers"


def told(*options):
    words = StringIO()
    call_command("set_up", *options, stdout=words)
    return words.getvalue()


def test_fresh_install_has_no_login():
    assert not User.objects.filter(is_system=False).exists()
    assert not Grant.objects.exists()


def test_demo_accounts_are_refused_outside_the_demo(settings):
    settings.DEMO_ALLOWED = False

    with pytest.raises(CommandError, match="只能用于演示机"):
        call_command("seed_demo")
    assert not User.objects.exists()


def test_set_up_opens_three_duties_without_a_password(client):
    words = told("--site", "https://recall.example")

    assert {u.duty for u in User.objects.filter(is_system=False)} == set(DUTIES)
    assert not any(u.has_usable_password() for u in User.objects.all())
    paths = re.findall(r"https://recall\.example(/account/enrol/\S+)", words)
    assert len(paths) == 3
    for path in paths:
        assert client.post(path, {"password": GOOD, "again": GOOD}).status_code == 302
        assert client.get(path).status_code == 404


def test_set_up_runs_on_an_empty_system_only():
    told()
    with pytest.raises(CommandError, match="只能在空系统上进行一次"):
        told()


def test_set_up_beside_any_account_is_refused():
    UserFactory()

    with pytest.raises(CommandError):
        told()
    assert not Grant.objects.exists()


def test_renew_takes_password_and_factors_of_a_duty_only(client):
    auditor = holder(Role.AUDITOR)
    totp_of(auditor)
    client.force_login(auditor)

    words = told("--renew", auditor.username)

    assert "/account/enrol/" in words
    assert not User.objects.get(pk=auditor.pk).has_usable_password()
    assert not auditor.authenticator_set.exists()
    assert client.get(reverse("account")).status_code == 302
    with pytest.raises(CommandError, match="三员"):
        told("--renew", UserFactory().username)
