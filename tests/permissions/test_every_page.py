"""Every page as its reader gets it, and every act broken off at each of its statements."""

import re
from functools import cache
from urllib.parse import unquote

import pytest
from django.db import OperationalError, connection, transaction
from django.urls import reverse

from accounts.models import User
from cadres.models import Cadre
from tests.permissions.routes import ROUTES
from tests.permissions.test_bad_forms import FORMS, actor, home, state_of, written  # noqa: F401
from tests.permissions.test_matrix import (  # noqa: F401
    EXPECTED,
    asker,
    signed_in,
    spread,
    user_of,
    world,
)
from tests.permissions.worlds import ROLES

LOGIN = "/account/login/"
# Reading notes itself, keeps the session alive and counts; a search is kept in the session.
OF_READING = {"audit_entry", "audit_pending", "accounts_session", "accounts_limit"}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = ("default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'")
_LINK = re.compile(r'\b(?:href|action|src|hx-(?:get|post))="([^"]*)"')
PAGES = [route for route in ROUTES if {200, 302} & set(spread(EXPECTED[route.key]["get"]).values())]
ACTS = [route for route in FORMS if 302 in spread(EXPECTED[route.key]["post"]).values()]
# Of these the honest form leads to another page before anything is written, or finds it written.
ELSEWHERE = {
    "set_language",
    "verify",  # leads to the page of the code
    "portal:search",
    "evidence:target-person-pick",
    "cadres:number-reveal",
    "cadres:people-choose",
    "cadres:people-lrmx",
    "cadres:person-lrmx",
    "cadres:person-form",
    "console:account-act sessions",
    "training:calendar-revoke",  # who has no feed is told so
    "assessment:pay-run-prepare",  # the table that stands is answered
    "evidence:week-signals",  # no signal of these is left to raise
    "evidence:finding-act signals",
}
BROKEN = [route for route in ACTS if route.key not in ELSEWHERE][::6]
# The order in which rows are locked, from the whole to the single person.
ORDER = ["recall_campaign", "recall_nomination", "recall_case", "cadres_cadre"]
_LOCK = re.compile(r'FROM "(\w+)".*FOR UPDATE', re.S)


@cache
def page(route, where):
    """Answer what the first role that may read it gets, and which tables are not as they were."""
    codes = spread(EXPECTED[route.key]["get"])
    role = next(role for code in (200, 302) for role in ROLES if codes[role] == code)
    expected = codes[role]
    query = route.query(where) if route.query else {}
    url = reverse(route.name, kwargs=route.arguments(where), query=query)
    tables, client = set(), asker()
    cookies = signed_in(user_of(role, route, where))  # a session that outlives what is undone
    with transaction.atomic():
        client.cookies = cookies.copy()
        with connection.execute_wrapper(written(tables)):
            answer = client.get(url)
        if answer.streaming:
            list(answer)  # a file stays open until it is read
        after = state_of(tables - OF_READING)
        transaction.set_rollback(True)
    before = state_of(after)
    assert (answer.status_code, LOGIN in answer.headers.get("Location", "")) == (expected, False)
    return answer, {name for name in after if after[name] != before[name]}


@pytest.fixture
def here(home):  # noqa: F811
    home.__class__.__hash__ = object.__hash__
    return home


@pytest.mark.django_db  # makes pytest-django create the database that `world` fills by itself
def test_pages_and_acts_are_found():
    assert (len(PAGES) > 150, len(ACTS) > 70) == (True, True)


@pytest.mark.parametrize("route", PAGES, ids=lambda route: route.key)
def test_get_has_no_effect(route, here):
    assert page(route, here)[1] == set()


@pytest.mark.parametrize("route", PAGES, ids=lambda route: route.key)
def test_security_headers_on_every_url(route, here):
    told = page(route, here)[0].headers

    assert {name: told.get(name) for name in HEADERS} == HEADERS
    assert "no-store" in told["Cache-Control"]
    if told.get("Content-Type", "").startswith("text/html"):
        policy = told["Content-Security-Policy"]
        assert [one for one in POLICY if one not in policy] == []
        assert "unsafe" not in policy


@pytest.mark.parametrize("route", PAGES, ids=lambda route: route.key)
def test_no_pii_in_urls(route, here):
    """No address on a page, nor the one it leads to, names anybody or holds a number of theirs."""
    answer = page(route, here)[0]
    text = "" if answer.streaming else answer.content.decode(errors="replace")
    links = "\n".join(map(unquote, [*_LINK.findall(text), answer.headers.get("Location", "")]))
    people = [*Cadre.objects.values_list("name"), *User.objects.values_list("name")]

    assert [name for (name,) in people if len(name) > 1 and name in links] == []
    assert re.findall(r"\d{17}[\dXx]", links) == []


def ask(route, where, wrapper):
    role = actor(route)
    query = route.query(where) if route.query else {}
    url = reverse(route.name, kwargs=route.arguments(where), query=query)
    client, form = asker(), route.form(where)
    client.cookies = signed_in(user_of(role, route, where)).copy()
    with connection.execute_wrapper(wrapper):
        return client.post(url, form)


def failing(at, told):
    """Answer a wrapper that fails the write of number `at` and notes the tables before it."""

    def watch(execute, sql, params, many, context):
        found = re.match(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"', sql)
        if found and found[1] not in {"accounts_session", "accounts_limit"}:
            if len(told) == at:
                told.append("")
                raise OperationalError("the disk is gone")
            told.append(found[1])
        return execute(sql, params, many, context)

    return watch


@pytest.mark.parametrize("route", BROKEN, ids=lambda route: route.key)
def test_fault_at_each_statement_leaves_nothing(route, here):
    """An act that fails at its n-th write, for every n, has written nothing at all."""
    signed_in(user_of(actor(route), route, here))
    for number in range(200):
        told = []
        with transaction.atomic():
            ask(route, here, failing(number, told))
            after = state_of(set(told) - {""})
            transaction.set_rollback(True)
        before = state_of(after)
        if "" not in told:
            break
        assert after == before, f"write {number} of {told}"
    assert number > 0


@pytest.mark.parametrize("route", ACTS, ids=lambda route: route.key)
def test_locks_are_taken_in_one_order(route, here):
    locked, _cookies = [], signed_in(user_of(actor(route), route, here))

    def watch(execute, sql, params, many, context):
        if (match := _LOCK.search(sql)) and match[1] in ORDER and match[1] not in locked:
            locked.append(match[1])
        return execute(sql, params, many, context)

    with transaction.atomic():
        ask(route, here, watch)
        transaction.set_rollback(True)

    assert locked == sorted(locked, key=ORDER.index)
