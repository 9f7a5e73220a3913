"""What other sites and the browser itself may send."""

import json
import logging

import pytest
from django.core.cache import cache
from django.urls import reverse

from accounts.enums import Role
from core.audit.models import Entry
from tests.factories.accounts import holder
from tests.factories.units import CountyFactory

pytestmark = pytest.mark.django_db
LINK = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}


@pytest.fixture
def user(client):
    row = holder(Role.COUNTY_ADMIN, CountyFactory())
    client.force_login(row)
    cache.clear()
    return row


def test_link_from_another_site_is_followed(client, user):
    assert client.get("/", headers=LINK).status_code == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize(
    "change",
    [{"Sec-Fetch-Dest": "iframe"}, {"Sec-Fetch-Mode": "no-cors"}, {"Sec-Fetch-Mode": "cors"}],
)
def test_page_of_another_site_can_neither_embed_nor_read(client, user, site, change):
    answer = client.get("/", headers=LINK | {"Sec-Fetch-Site": site} | change)

    assert answer.status_code == 403
    assert Entry.objects.filter(act="denied", by=user).count() == 1


def test_form_of_another_site_is_refused(client, user):
    assert client.post(reverse("account_sessions_end"), headers=LINK).status_code == 403


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_own_pages_and_typed_addresses_are_let_through(client, user, site):
    told = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"}

    assert client.get("/", headers=told).status_code == 200


def report(client, body):
    page = reverse("policy_report")
    return client.post(page, body, content_type="application/csp-report").status_code


def test_policy_names_where_reports_go(client, user):
    policy = client.get("/").headers["Content-Security-Policy"]

    assert f"report-uri {reverse('policy_report')}" in policy


def test_report_is_logged_once_without_addresses_or_words(client, user, caplog):
    told = {
        "effective-directive": "script-src-elem",
        "blocked-uri": "https://evil.example/steal?name=张三",
        "document-uri": f"https://recall.example{reverse('portal:search')}?q=张三",
    }

    with caplog.at_level(logging.WARNING, logger="recall.policy"):
        codes = {report(client, json.dumps({"csp-report": told})) for _time in range(3)}

    assert codes == {204}
    assert [entry.getMessage() for entry in caplog.records] == [
        "content policy: directive=script-src-elem blocked=https://evil.example page=portal:search"
    ]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b"[" * 5000,
        b'{"csp-report": 7}',
        b'{"csp-report": {"document-uri": "http://["}}',
        b"\xff\xfe",
        b"x" * 9000,
    ],
)
def test_report_of_any_shape_is_taken_in_silence(client, user, body, caplog):
    assert report(client, body) == 204
    assert all("\n" not in entry.getMessage() for entry in caplog.records)
