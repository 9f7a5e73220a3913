"""Before a nomination goes out: the clerk meets flags, looks at the rows, and gives the reasons."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser

from cadres.models import Cadre
from recall.models import FlagAnswer, Nomination
from tests import browser as harness
from tests.factories import books
from tests.fixtures import media
from tests.journeys import steps
from tests.journeys.town import Town, town
from tests.journeys.walker import Walker, walkers
from tests.recall.test_fairness import REASON, entered, office

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_clerk_explains_a_flag_before_submitting(page, live_server):
    members, nomination = office(4, 1, 2, 3, -1, 5, at=timezone.now())
    clerk = Walker(page.context, live_server.url)
    page = clerk.page
    harness.enter(page, live_server.url, nomination.drafted_by)
    clerk.go(reverse("recall:nomination-tasks", args=[nomination.pk]))

    clerk.follow("公平核对")
    clerk.sees("在 6 人中列第 2 名")
    harness.check_page(page, "fairness-flags")
    page.get_by_role("link", name="80.00").first.click()
    clerk.sees(f"{members[0].cadre.name}的积分明细")
    page.go_back()
    flag = page.get_by_role("article").filter(has_text="工作量或积分靠前")
    flag.get_by_label("仍然提名的理由").fill(REASON)
    flag.get_by_role("button", name="记录理由").click()

    clerk.sees(REASON)
    harness.check_page(page, "fairness-explained")


def points_of_six(place: Town) -> None:
    """Let the unit's book say that the person works much, and one of six hardly at all."""
    first = place.today.replace(day=1)
    told = {"by": place.head, "at": place.now}
    book = books.opened_book(place.unit, from_on=first, **told)
    known = [place.person.cadre, Cadre.objects.get(name="李国强"), None, None, None, None]
    members = [books.member(book, cadre=one, joined_on=first, **told) for one in known]
    entered(members, 4, 1, 2, 3, -1, 5, on=place.today, at=place.now)


def explained(clerk: Walker) -> int:
    """Give a reason for each flag that waits for one; answer how many there were."""
    given = 0
    while (waiting := clerk.page.get_by_role("article").filter(has_text="待说明")).count():
        waiting.first.get_by_label("仍然提名的理由").fill(REASON)
        with clerk.page.expect_navigation():
            waiting.first.get_by_role("button", name="记录理由").click()
        clerk.arrive()
        given += 1
    return given


def test_nomination_waits_for_the_reasons_and_takes_them_to_the_verifier(
    browser: Browser, live_server: Any
) -> None:
    place = town()
    points_of_six(place)
    with walkers(browser, live_server.url) as enter:
        steps.launch(enter(place.admin), place)
        clerk = enter(place.clerk)
        steps.draft(clerk, place)
        head = enter(place.head)
        head.follow(place.person.name)
        head.follow("核对并报送")
        head.sees("RD-01")
        assert head.press("确认报送") == 422

        row = Nomination.objects.get()
        clerk.go(reverse("recall:nomination-fairness", args=[row.pk]))
        flags = explained(clerk)
        head.follow("工作台")
        steps.submit(head, place)

        verifier = enter(place.verifier)
        verifier.follow(place.person.name)
        kept = verifier.page.get_by_role("region", name="公平核对说明")
        assert kept.get_by_text(REASON).count() == flags > 1
        harness.check_page(verifier.page, "fairness-kept")

    assert FlagAnswer.objects.filter(nomination=row).count() == flags
