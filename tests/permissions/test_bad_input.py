"""Input of any shape at every address: an answer below 500 and no trace (T19, T21)."""

import re

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from accounts.enums import COUNTY_ROLES, UNIT_ROLES, Role
from tests.factories.accounts import UserFactory, grant, holder
from tests.factories.units import UnitFactory

pytestmark = pytest.mark.django_db
IDS = ["-1", "99999999999999999999", "%00", "..%2f..%2fetc", "%27--%3Cb%3E"]
QUERIES = [
    "page=%00&size=%00&sort=%00&view=%00&q=%00&next=//evil.example",
    "page=-1&size=1e9&sort=-pk;--&view=[]&county=%27&state=%3Cscript%3E&unit=1&unit=2",
    "page=99999999999999999999&sort=__class__&campaign=x&forget=1&from=%E0%80%80",
]
HEADERS = [
    {
        "X-Forwarded-For": "nonsense, ::1, 999.9.9.9" + ", x" * 50,
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "gopher",
        "Forwarded": "for=_x",
        "X-HTTP-Method-Override": "DELETE",
        "Accept": "*/*;q=x",
        "Range": "bytes=9-1",
    },
    {"HX-Request": "true", "HX-Target": "\t'\"<", "HX-Current-URL": "javascript:alert(1)"},
]
BODIES = [
    ("application/json", b'{"a": [[[['),
    ("multipart/form-data; boundary=x", b"--y\r\n\r\n\x00"),
    ("application/x-www-form-urlencoded", b"name=%00&state=CLOSED&id=1&user=%FF%FE&pk=x&token=x"),
]
METHODS = ["patch", "trace"]
HOSTS = ["evil.example", "testserver.evil.example", "x y", "[::", "a" * 300]
REPORTED = {"/i18n/policy/"}  # browsers report by themselves, without a token; it changes nothing
TARGETS = ["//evil.example", "https://evil.example", "/\\evil", "javascript:1"]


def paths(patterns, before="/"):
    """Answer each address as a sentence in which `{}` stands for what varies."""
    for entry in patterns:
        route = before + re.sub(r"<[^>]+>", "{}", str(entry.pattern))
        if hasattr(entry, "url_patterns"):
            yield from paths(entry.url_patterns, route)
        else:
            yield route


ALL = sorted(set(paths(get_resolver().url_patterns)))


@pytest.fixture(scope="module")
def sessions(django_db_setup, django_db_blocker):
    """The cookies of somebody with every business role, and of an administrator."""
    with django_db_blocker.unblock(), transaction.atomic():
        unit, busy = UnitFactory(), UserFactory()
        for role in COUNTY_ROLES:
            grant(busy, role, unit.county)
        for role in UNIT_ROLES:
            grant(busy, role, unit)
        made = []
        for user in (busy, holder(Role.SECURITY_ADMIN)):
            client = Client()
            client.force_login(user)
            made.append(client.cookies)
        yield made
        transaction.set_rollback(True)


def bad(answer):
    return answer.status_code >= 500 or b"Traceback" in getattr(answer, "content", b"")


def asks(path):
    """Answer every bad way to ask an address: method, path, arguments."""
    if "{}" in path:
        yield from (("get", path.replace("{}", each), {}) for each in IDS)
    first = path.replace("{}", "1")
    yield from (("get", f"{first}?{query}", {}) for query in QUERIES)
    yield from (("get", first, {"headers": told}) for told in HEADERS)
    yield from (("post", first, {"data": body, "content_type": kind}) for kind, body in BODIES)
    yield from ((method, first, {}) for method in METHODS)


@pytest.mark.parametrize("path", ALL)
def test_bad_input_is_answered_without_a_trace(path, sessions):
    wrong = []
    client = Client(raise_request_exception=False)
    for method, url, given in asks(path):
        client.cookies = sessions["/console/" in path].copy()
        with transaction.atomic():
            if bad(getattr(client, method)(url, **given)):
                wrong.append((method, url, given))
            transaction.set_rollback(True)

    assert wrong == []


@pytest.mark.parametrize("host", HOSTS)
def test_foreign_host_is_refused(host, client):
    assert client.get("/account/login/", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("target", TARGETS)
def test_open_redirect_corpus(target, client):
    told = {"login": UserFactory().username, "password": "a-long-password", "next": target}

    assert client.post("/account/login/", told).headers["Location"] == "/"
    answer = client.post("/i18n/setlang/", {"language": "en", "next": target})
    assert not answer.headers.get("Location", "/").startswith(("//", "http", "/\\", "javascript"))


def test_csrf_everywhere(sessions):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    for path in (path for path in ALL if "{}" not in path and path not in REPORTED):
        client.cookies = sessions[0].copy()
        refused = (403, 404, 405) if not path.startswith("/api/v1/") else (401,)  # by key alone
        assert client.post(path, {"a": "b"}).status_code in refused, path
