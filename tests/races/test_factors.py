"""A code is good for one door, however many are tried with it at once, on real connections."""

import subprocess
import sys
import time
from functools import partial

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from tests.factories.accounts import holder, totp_of
from tests.factories.units import CountyFactory
from tests.races.starting import race

pytestmark = pytest.mark.django_db(transaction=True)
DOORS = 6


@pytest.fixture
def decider(settings):
    settings.MFA_DEMANDED = True
    return holder(Role.DECIDER, CountyFactory())


def before_the_code(user):
    """Answer a client that has given the password and not yet the code."""
    client = Client()
    client.post(reverse("account_login"), {"login": user.username, "password": "a-long-password"})
    return client


def prove(client, code):
    return client.post(reverse("mfa_authenticate"), {"code": code}).status_code


def test_totp_at_six_doors_at_once_opens_one(decider):
    shown = totp_of(decider)
    clients = [before_the_code(decider) for _ in range(DOORS)]
    code = shown()

    answers = race([partial(prove, client, code) for client in clients])

    assert sorted(answers) == [200] * (DOORS - 1) + [302]


def test_recovery_code_at_six_doors_at_once_opens_one(decider):
    totp_of(decider)
    code = RecoveryCodes.activate(decider).get_unused_codes()[0]
    clients = [before_the_code(decider) for _ in range(DOORS)]

    answers = race([partial(prove, client, code) for client in clients])

    assert sorted(answers) == [200] * (DOORS - 1) + [302]


IN_ANOTHER_PROCESS = """
import sys, django, time_machine
from django.conf import settings
from django.db import connection
django.setup()
settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = sys.argv[1]
from allauth.mfa.models import Authenticator
with time_machine.travel(float(sys.argv[4]), tick=False):  # a busy machine takes long to get here
    print(Authenticator.objects.get(pk=int(sys.argv[2])).wrap().validate_code(sys.argv[3]))
"""


def test_totp_used_in_one_process_is_used_in_the_other(decider):
    shown = totp_of(decider)
    factor = Authenticator.objects.get(user=decider)
    told = [sys.executable, "-c", IN_ANOTHER_PROCESS, connection.settings_dict["NAME"]]

    with time_machine.travel(time.time(), tick=False):
        code = shown()
        other = subprocess.run(
            [*told, str(factor.pk), code, str(time.time())],
            cwd=django_settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=True,
        )

        assert other.stdout.split() == ["True"]
        assert factor.wrap().validate_code(code) is False
        assert cache.get(f"allauth.mfa.totp.used?user={decider.pk}&code={code}") == "y"
