"""Guard 6: (address, role, method) → answer, as one table; no row of another county for anybody.

`matrix.yaml` is read by people: a changed answer is a changed permission. To write it anew after
an intended change: RECALL_WRITE_MATRIX=1 pytest tests/permissions -p no:xdist, then review the diff.
"""

import os
from collections import defaultdict
from pathlib import Path

import pytest
import yaml
from django.db import transaction
from django.test import Client, override_settings
from django.urls import get_resolver, reverse

from tests.permissions.routes import ROUTES
from tests.permissions.worlds import ROLES, person_of, place

TABLE = Path(__file__).with_name("matrix.yaml")
EXPECTED = yaml.safe_load(TABLE.read_text("utf-8")) if TABLE.exists() else {}
HTMX = {"HX-Request": "true"}
IS_WRITING = bool(os.environ.get("RECALL_WRITE_MATRIX"))


def addresses(patterns, space=""):
    """Answer every name of the URLconf, with its name space."""
    for entry in patterns:
        if hasattr(entry, "url_patterns"):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from addresses(entry.url_patterns, inner)
        else:
            yield f"{space}{entry.name}"


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Home and abroad, made once for the module and rolled back with it."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("matrix"))
    with django_db_blocker.unblock(), media, transaction.atomic():
        yield place(), place()
        transaction.set_rollback(True)


@pytest.fixture
def home(world):
    return world[0]


@pytest.fixture
def abroad(world):
    return world[1]


def user_of(role, route, home):
    if role == "subject":
        return person_of(route.row(home)) if route.row else person_of(home.served)
    return home.people.get(role)


def ask(method, url, user, form, headers):
    """Answer the status of one request; whatever it did is undone."""
    with transaction.atomic():
        client = Client(raise_request_exception=False)
        if user is not None:
            client.force_login(user)
        status = getattr(client, method)(url, form, headers=headers).status_code
        transaction.set_rollback(True)
    return status


def answers(route, home, where, headers, roles=ROLES):
    """Answer method → status → roles, for people of `home` who ask for a row of `where`."""
    query = route.query(where) if route.query else {}
    url = reverse(route.name, kwargs=route.arguments(where), query=query)
    table = {"get": defaultdict(list), "post": defaultdict(list)}
    for role in roles:
        user = user_of(role, route, home)
        table["get"][ask("get", url, user, None, headers)].append(role)
        form = route.form(where) if route.form else {}
        table["post"][ask("post", url, user, form, headers)].append(role)
    return {method: fold(told) for method, told in table.items()}


def fold(told):
    """Write roles as one line per status, the longest as `else`."""
    if len(told) == 1:
        return {"all": next(iter(told))}
    rest = max(told, key=lambda status: len(told[status]))
    named = {status: " ".join(told[status]) for status in sorted(told) if status != rest}
    return named | {"else": rest}


@pytest.mark.django_db  # makes pytest-django create the database that `world` fills by itself
def test_every_address_has_a_route():
    assert {route.name for route in ROUTES} == set(addresses(get_resolver().url_patterns))


def test_every_route_stands_in_the_table_and_nothing_else():
    assert [route.key for route in ROUTES] == list(EXPECTED)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.key)
def test_answers_are_as_reviewed_with_and_without_htmx(route, home):
    plain = answers(route, home, home, {})

    assert plain == EXPECTED[route.key]
    assert answers(route, home, home, HTMX) == plain


@pytest.mark.parametrize(
    "route", [r for r in ROUTES if r.row or r.args], ids=lambda route: route.key
)
def test_row_of_another_county_is_not_found_by_anybody(route, home, abroad):
    roles = [role for role in ROLES if role != "anonymous"]
    own = EXPECTED[route.key]
    allowed = {
        method: {"all": 405} if 405 in told.values() else {"all": 404}
        for method, told in own.items()
    }

    for headers in ({}, HTMX):
        assert answers(route, home, abroad, headers, roles) == allowed


if IS_WRITING:

    def test_write_the_table(home):
        told = {route.key: answers(route, home, home, {}) for route in ROUTES}
        TABLE.write_text(yaml.safe_dump(told, sort_keys=False, width=100), "utf-8")
