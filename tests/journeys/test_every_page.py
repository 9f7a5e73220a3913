"""Every address that answers with a page: axe, reflow, one h1, quiet, small, at both widths.

Addresses and who may see them come from the table of permissions, so none can be forgotten.
Axe reads one page at the wide, the next at the narrow width, as most pages are also on a journey
that reads them at both; with RECALL_EVERY_WIDTH=1 it reads all at both.
"""

import os
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from tests import browser as harness
from tests.fixtures import media
from tests.permissions.routes import ROUTES, Route
from tests.permissions.test_matrix import EXPECTED, user_of
from tests.permissions.worlds import ROLES, Place, place

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIMIT = 60 * 1024
FLOORS = [
    "recall",
    "evidence",
    "training assessment",
    "account mfa console portal reports cadres schemes",
]
IN_ENGLISH = ["portal:home", "recall:nomination-list", "recall:nomination-verify", "training:today"]
DOORS = {"account_login", "account_inactive", "account_enrol"}
EVERY_WIDTH = bool(os.environ.get("RECALL_EVERY_WIDTH"))
TOO_MANY = 8  # after so many bad pages the rest says nothing new


def seen_by(route: Route) -> str | None:
    """Answer the first role that gets the page, None if it has no page for anybody."""
    told: dict[Any, str] = EXPECTED[route.key]["get"]
    if told.get("all") == 200:
        return "anonymous" if route.name in DOORS else ROLES[-1]
    named = {role for words in told.values() if isinstance(words, str) for role in words.split()}
    if 200 in told:
        return told[200].split()[0]
    others = [role for role in ROLES if role not in named and role != "anonymous"]
    return others[0] if told.get("else") == 200 else None


def page_of(route: Route, home: Place) -> tuple[str, Any] | None:
    """Answer address and user if the address answers with a whole page."""
    role = seen_by(route)
    if role is None:
        return None
    user = user_of(role, route, home)
    query = route.query(home) if route.query else {}
    url = reverse(route.name, kwargs=route.arguments(home), query=query)
    client = Client()
    if user:
        client.force_login(user)
    answer = client.get(url)
    assert answer.status_code == 200, url
    if not answer.get("Content-Type", "").startswith("text/html") or answer.streaming:
        return None
    if b"<html" not in answer.content:
        return None
    assert len(answer.content) <= LIMIT, f"{url} has {len(answer.content)} bytes"
    return url, user


def floor_of(route: Route) -> str:
    return route.name.partition(":")[0] if ":" in route.name else route.name.partition("_")[0]


def check(
    page: Page, base: str, url: str, user: Any, *, turn: int = 0, language: str = "zh-hans"
) -> str:
    """Visit a page as its reader; answer what is wrong with it, or nothing."""
    page.context.clear_cookies()
    if user:
        harness.enter(page, base, user)
    page.context.add_cookies([{"name": "django_language", "value": language, "url": base}])
    page.goto(f"{base}{url}")
    try:
        assert page.locator("h1").count() == 1, f"{url} has {page.locator('h1').count()} h1"
        widths = harness.WIDTHS if EVERY_WIDTH else (harness.WIDTHS[turn % 2],)
        harness.check_page(page, axe_at=widths)
    except AssertionError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("floors", FLOORS)
def test_every_page_is_clean_at_both_widths(floors, live_server, page: Page) -> None:
    home, wrong, count = place(), [], 0
    for route in [row for row in ROUTES if floor_of(row) in floors.split()]:
        if found := page_of(route, home):
            count += 1
            wrong += filter(None, [check(page, live_server.url, *found, turn=count)])
        assert len(wrong) < TOO_MANY, "\n\n".join(wrong)

    assert (wrong, count >= 8) == ([], True)


def test_home_is_clean_for_every_role(live_server, page: Page) -> None:
    home, wrong = place(), []
    for at, user in enumerate(home.people.values()):
        wrong += filter(None, [check(page, live_server.url, reverse("portal:home"), user, turn=at)])

    assert wrong == []


def test_pages_in_english_are_clean_at_both_widths(live_server, page: Page) -> None:
    home, wrong = place(), []
    for at, route in enumerate(row for row in ROUTES if row.key in IN_ENGLISH):
        found = page_of(route, home)
        assert found
        told = check(page, live_server.url, *found, turn=at, language="en")
        wrong += filter(None, [told])
        assert page.locator("html").get_attribute("lang") == "en"

    assert wrong == []
