"""Whoever is shown a row about a person leaves an entry; whoever is refused leaves one too."""

import json

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from core.audit import trail
from core.audit.models import Entry, Outcome
from tests.permissions.routes import ROUTES
from tests.permissions.test_matrix import EXPECTED, signed_in, spread, user_of, world  # noqa: F401
from tests.permissions.worlds import ROLES

# Shown without an entry, and why.
EXCUSED = {
    "recall:case-notice": "polled: says only whether a file is there",
    "recall:own-case-notice": "polled",
    "assessment:outcome-document": "polled",
    "assessment:own-document": "polled",
    "assessment:appeal-receipt": "polled",
    "assessment:clearing-note": "polled",
    "training:journal-write": "the person's or the mentor's own form; shows no case",
    "training:posting-send": "a form; the case was read before",
}
TWO_PEOPLE = {"cadres:pair", "training:reflection-compare"}  # side by side: an entry for each
SHOWN = [
    route
    for route in ROUTES
    if route.row
    and route.name not in EXCUSED
    and 200 in spread(EXPECTED[route.key]["get"]).values()
]


@pytest.fixture
def home(world):  # noqa: F811
    return world[0]


def is_about_a_person(route, home):
    return route.row is not None and trail.about(route.row(home)) is not None


@pytest.mark.django_db  # makes pytest-django create the database that `world` fills by itself
def test_every_excuse_names_an_address():
    assert set(EXCUSED) <= {route.name for route in ROUTES}


@pytest.mark.parametrize("route", SHOWN, ids=lambda route: route.key)
def test_reading_a_row_about_a_person_leaves_one_entry(route, home):
    if not is_about_a_person(route, home):
        return
    answers = spread(EXPECTED[route.key]["get"])
    role = next(role for role in ROLES if answers[role] == 200)
    user = user_of(role, route, home)
    client = Client()
    client.cookies = signed_in(user).copy()

    with transaction.atomic():
        before = Entry.objects.count()
        query = route.query(home) if route.query else {}
        list(client.get(reverse(route.name, kwargs=route.arguments(home), query=query)))
        found = list(Entry.objects.order_by("-pk")[: Entry.objects.count() - before])
        transaction.set_rollback(True)

    files = 2 if route.key in TWO_PEOPLE else 1
    assert [(e.act in {"read", "download"}, e.by_id) for e in found] == [(True, user.pk)] * files
    assert trail.about(route.row(home)) in {e.about_id for e in found}
    assert found[0].address == "127.0.0.1"


@pytest.mark.parametrize(
    ("method", "name", "named"),
    [("get", "recall:case", {}), ("post", "recall:case-act", {"name": "revoke"})],
    ids=["get", "post"],
)
def test_every_denial_audited(world, method, name, named):  # noqa: F811
    """One entry, by the route's name and the row's number: nothing about a person."""
    home, abroad = world
    client = Client()
    client.cookies = signed_in(home.people["county_admin"]).copy()

    with transaction.atomic():
        before = Entry.objects.count()
        asked = reverse(name, kwargs={"pk": abroad.served.pk, **named})
        status = getattr(client, method)(asked, {"reason": "522601198001011235"}).status_code
        entry = Entry.objects.latest("pk")
        left = Entry.objects.count() - before
        transaction.set_rollback(True)

    assert (left, entry.act, entry.outcome) == (1, "denied", Outcome.DENIED)
    assert (entry.row_kind, entry.row_id) == (name, abroad.served.pk)
    assert entry.about_id is None
    assert json.dumps(entry.detail) == json.dumps({"method": method.upper(), "status": status})


def test_reader_who_asks_for_a_case_is_noted_as_denied(home):
    client = Client()
    client.cookies = signed_in(home.people["reader"]).copy()

    with transaction.atomic():
        status = client.get(reverse("recall:case", args=[home.served.pk])).status_code
        entry = Entry.objects.latest("pk")
        transaction.set_rollback(True)

    assert (status, entry.act, entry.by) == (404, "denied", home.people["reader"])
