"""Guard 6: (address, role, method) → answer, as one table; no row of another county for anybody.

`matrix.yaml` is read by people: a changed answer is a changed permission. To write it anew after
an intended change, run this module with RECALL_WRITE_MATRIX=all, or with parts of the keys that
changed (RECALL_WRITE_MATRIX=training:class,recall:case), and review the diff.
"""

import os
from collections import defaultdict
from functools import cache
from pathlib import Path
from unittest.mock import patch

import pytest
import yaml
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLResolver
from django.utils import timezone

from accounts.enums import COUNTY_ROLES, DUTIES, UNIT_ROLES, Role
from tests.factories.accounts import UserFactory, grant
from tests.permissions.routes import ROUTES
from tests.permissions.worlds import ROLES, person_of, place

TABLE = Path(__file__).with_name("matrix.yaml")
EXPECTED = yaml.safe_load(TABLE.read_text("utf-8")) if TABLE.exists() else {}
HTMX = {"HX-Request": "true"}
LOGIN = "/account/login/"
WRITING = os.environ.get("RECALL_WRITE_MATRIX", "")


def addresses(patterns, space=""):
    """Answer every name of the URLconf, with its name space."""
    for entry in patterns:
        if hasattr(entry, "url_patterns"):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from addresses(entry.url_patterns, inner)
        else:
            yield f"{space}{entry.name}"


def bare(_resolver, code):
    """Answer a refusal without its page: two of three answers here are one, and only counted."""
    return lambda request, exception=None: HttpResponse(status=code)


@pytest.fixture(scope="module")
def bare_refusals():
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(URLResolver, "resolve_error_handler", bare)
        yield


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Home and abroad, made once for the module and rolled back with it.

    Then the clock stands: a slow machine takes more minutes than a note may be mended in or a
    session may idle, and the database keeps the first limit too.
    """
    media = tmp_path_factory.mktemp("matrix")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media), transaction.atomic():
        home, abroad = place(), place()
        home.people["everything"] = grant(UserFactory(), Role.HOST, home.host_unit)
        holding_everything(home.people["everything"], home)
        with patch.object(timezone, "now", return_value=timezone.now()):
            yield home, abroad
        signed_in.cache_clear()
        transaction.set_rollback(True)


@pytest.fixture
def home(world):
    return world[0]


@pytest.fixture
def abroad(world):
    return world[1]


def user_of(role, route, home):
    if role == "subject":
        return (route.row and person_of(route.row(home))) or home.enrolment.case.subject
    return home.people.get(role)


@cache
def asker():
    """Answer the one client of all requests: the chain of middleware is built once."""
    return Client(raise_request_exception=False)


def ask(method, url, cookies, form, headers):
    """Answer the status of one request, or "login"; whatever it did is undone."""
    client = asker()
    with transaction.atomic():
        client.cookies = cookies.copy()
        answer = getattr(client, method)(url, form, headers=headers)
        if answer.streaming:
            list(answer)  # a file stays open until it is read
        transaction.set_rollback(True)
    return "login" if answer.headers.get("Location", "").startswith(LOGIN) else answer.status_code


@cache
def signed_in(user):
    """Answer the cookies of a session that lasts as long as the world."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return client.cookies


def answers(route, home, where, headers, roles=ROLES):
    """Answer method → status → roles, for people of `home` who ask for a row of `where`."""
    query = route.query(where) if route.query else {}
    url = reverse(route.name, kwargs=route.arguments(where), query=query)
    table = {"get": defaultdict(list), "post": defaultdict(list)}
    for role in roles:
        cookies = signed_in(user_of(role, route, home))
        table["get"][ask("get", url, cookies, None, headers)].append(role)
        form = route.form(where) if route.form else {}
        table["post"][ask("post", url, cookies, form, headers)].append(role)
    return {method: fold(told) for method, told in table.items()}


def fold(told):
    """Write roles as one line per status, the longest as `else`."""
    if len(told) == 1:
        return {"all": next(iter(told))}
    rest = max(told, key=lambda status: len(told[status]))
    named = {status: " ".join(told[status]) for status in sorted(told, key=str) if status != rest}
    return named | {"else": rest}


@pytest.mark.django_db  # makes pytest-django create the database that `world` fills by itself
def test_every_address_has_a_route():
    assert {route.name for route in ROUTES} == set(addresses(get_resolver().url_patterns))


def test_every_route_stands_in_the_table_and_nothing_else():
    assert [route.key for route in ROUTES] == list(EXPECTED)


def spread(told, roles=ROLES):
    """Answer status by role from a folded table."""
    if "all" in told:
        return dict.fromkeys(roles, told["all"])
    named = {role: status for status, line in told.items() for role in str(line).split()}
    return {role: named.get(role, told["else"]) for role in roles}


@pytest.mark.sweep  # the next test asks one role for each pair of answers
@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.key)
def test_answers_are_as_reviewed(route, home, bare_refusals):
    assert answers(route, home, home, {}) == EXPECTED[route.key]


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.key)
def test_answers_to_htmx_are_the_same_status(route, home, bare_refusals):
    """One role for each pair of answers in the table: what is asked differs in nothing else."""
    get, post = (spread(EXPECTED[route.key][method]) for method in ("get", "post"))
    roles = list({(get[role], post[role]): role for role in ROLES}.values())

    if route.types:
        post = {role: 200 if code == 302 else code for role, code in post.items()}

    told = answers(route, home, home, HTMX, roles)

    for method, expected in (("get", get), ("post", post)):
        assert spread(told[method], roles) == {role: expected[role] for role in roles}


@pytest.mark.parametrize(
    "route",
    [r for r in ROUTES if (r.row or r.args) and not r.everywhere],
    ids=lambda route: route.key,
)
def test_row_of_another_county_is_not_found_by_anybody(route, home, abroad, bare_refusals):
    """One person holds every business role of home at once: what any of them opened would show."""
    roles = ["everything", "subject", "mentor", "prefecture_viewer", *map(str.lower, DUTIES)]
    own = EXPECTED[route.key]
    allowed = {
        method: {"all": 405} if 405 in told.values() else {"all": 404}
        for method, told in own.items()
    }

    assert answers(route, home, abroad, {}, roles) == allowed
    assert answers(route, home, abroad, HTMX, ["everything", "subject"]) == allowed


def holding_everything(user, home):
    """Give a person every role of the county and of the unit."""
    for role in COUNTY_ROLES:
        grant(user, role, home.county)
    for role in UNIT_ROLES:
        grant(user, role, home.unit)


@pytest.mark.parametrize("route", [r for r in ROUTES if r.row], ids=lambda route: route.key)
def test_person_concerned_holds_no_role_on_their_own_case(route, home):
    """T7: whatever roles the person holds, a row about them answers as to anybody it concerns."""
    person = person_of(route.row(home))
    if person is None:
        return
    own = {method: spread(EXPECTED[route.key][method])["subject"] for method in ("get", "post")}

    signed_in(person)  # a session that outlives the rolled back grants
    with transaction.atomic():
        holding_everything(person, home)
        told = answers(route, home, home, {}, ["subject"])
        transaction.set_rollback(True)

    assert {method: spread(told[method], ["subject"])["subject"] for method in told} == own


if WRITING:
    PARTS = WRITING.split(",")

    def is_asked(key):
        return WRITING == "all" or key not in EXPECTED or any(part in key for part in PARTS)

    @pytest.mark.django_db
    def test_write_the_table(home):
        told = {
            route.key: answers(route, home, home, {})
            if is_asked(route.key)
            else EXPECTED[route.key]
            for route in ROUTES
        }
        TABLE.write_text(yaml.safe_dump(told, sort_keys=False, width=100), "utf-8")
