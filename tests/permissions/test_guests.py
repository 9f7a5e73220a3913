"""Whoever was invited by a link reaches the pages of their posting, and nothing else there is."""

import pytest
from django.urls import reverse

from tests.permissions.routes import ROUTES
from tests.permissions.test_matrix import (  # noqa: F401
    EXPECTED,
    ask,
    bare_refusals,
    signed_in,
    spread,
    world,
)
from training.middleware import GUIDING

OWN = {  # pages without a row: they show what is theirs
    "portal:home",
    "portal:message-list",
    "portal:messages-read",
    "training:my-trainees",
    "training:talk-list",
}

ON_THE_WAY_IN = {"mfa_authenticate"}  # a step of signing in: leads on whoever is signed in


def is_open(route):
    """Answer whether nobody needs to sign in for an address."""
    return any(
        status != "login"
        for method in ("get", "post")
        for status in [spread(EXPECTED[route.key][method])["anonymous"]]
    )


CLOSED = [route for route in ROUTES if not is_open(route)]


def answer(method, route, where, guest):
    query = route.query(where) if route.query else {}
    url = reverse(route.name, kwargs=route.arguments(where), query=query)
    form = route.form(where) if method == "post" and route.form else {}
    return ask(method, url, signed_in(guest), form, {})


@pytest.mark.django_db  # makes pytest-django create the database that `world` fills by itself
def test_every_page_named_for_guests_exists():
    assert {route.name for route in ROUTES} >= GUIDING


@pytest.mark.sweep
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_other_page_exists_for_a_guest(world, bare_refusals, method):  # noqa: F811
    home, _abroad = world
    guest, reached = home.guest.user, {}
    for route in CLOSED:
        code = answer(method, route, home, guest)
        if code not in (404, 405):
            reached[route.key] = code
    assert set(reached) <= OWN | {"account_logout", "set_language", *ON_THE_WAY_IN}, reached


def test_own_posting_is_open(world):  # noqa: F811
    home, _abroad = world
    guest, pk = home.guest.user, home.invited.pk
    for name in ("posting-detail", "week-list", "stay"):
        assert ask("get", reverse(f"training:{name}", args=[pk]), signed_in(guest), {}, {}) == 200
    month = reverse("training:month-review", args=[pk, 1])
    assert ask("get", month, signed_in(guest), {}, {}) in (200, 409, 422)
