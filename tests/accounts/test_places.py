"""The three administrators come from their network and in their hours, where settings name them."""

from datetime import UTC, datetime, time
from ipaddress import ip_network

import pytest
from django.urls import reverse

from accounts import places
from accounts.enums import DUTIES, Role
from core.audit.models import Entry, Outcome
from tests.factories.accounts import holder
from tests.factories.units import CountyFactory

pytestmark = pytest.mark.django_db
OFFICE = [ip_network("10.1.0.0/16"), ip_network("2001:db8::/32")]
NOON = datetime(2018, 5, 8, 4, 0, tzinfo=UTC)  # 12:00 in Shanghai


@pytest.mark.parametrize("duty", DUTIES)
def test_admin_network_and_hours(duty, settings, client):
    settings.ADMIN_NETWORKS = OFFICE
    client.force_login(holder(duty))

    def status(address):
        return client.get(reverse("console:home"), REMOTE_ADDR=address).status_code

    assert [status(a) for a in ("10.1.2.3", "2001:db8::1")] == [200, 200]
    assert [status(a) for a in ("10.2.0.1", "127.0.0.1", "::1")] == [403, 403, 403]
    refused = Entry.objects.latest("pk")
    assert (refused.act, refused.outcome) == ("denied", Outcome.DENIED)
    assert client.post(reverse("account_logout"), REMOTE_ADDR="10.2.0.1").status_code == 302


def test_claimed_address_opens_nothing(settings, client):
    settings.ADMIN_NETWORKS = OFFICE
    client.force_login(holder(Role.AUDITOR))

    answer = client.get(reverse("console:home"), headers={"X-Forwarded-For": "10.1.2.3"})

    assert answer.status_code == 403


def test_network_binds_nobody_but_the_three(settings, client):
    settings.ADMIN_NETWORKS, settings.ADMIN_HOURS = OFFICE, [time(0, 0), time(0, 0)]
    client.force_login(holder(Role.DECIDER, CountyFactory()))

    assert client.get(reverse("account")).status_code == 200


@pytest.mark.parametrize(
    ("hours", "inside"),
    [
        ([], True),
        ([time(8), time(18)], True),
        ([time(12), time(13)], True),
        ([time(8), time(12)], False),
        ([time(20), time(8)], False),
        ([time(20), time(12, 1)], True),
    ],
)
def test_hours_are_local_and_may_pass_midnight(hours, inside, settings):
    settings.ADMIN_HOURS = hours

    assert places.allows("10.2.0.1", at=NOON) is inside


@pytest.mark.parametrize(
    ("address", "inside"),
    [("10.1.0.9", True), ("::ffff:10.1.0.9", True), ("10.2.0.9", False), (None, False)],
)
def test_network_reads_both_kinds_of_address(address, inside, settings):
    settings.ADMIN_NETWORKS = OFFICE

    assert places.allows(address, at=NOON) is inside
