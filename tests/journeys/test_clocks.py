"""A term that stands still while an expert opinion is fetched, as the administrator meets it."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from recall.models import Clock
from recall.services import clocks
from tests import browser as harness
from tests.factories.recall import open_campaign, submitted_nomination
from tests.fixtures import media
from tests.journeys.town import town
from tests.journeys.walker import walkers

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_term_is_paused_with_a_reason_and_goes_on(browser: Browser, live_server: Any):
    place = town()
    nomination = submitted_nomination(open_campaign(place.unit))
    who = {"by": nomination.submitted_by, "at": place.now}
    clocks.begin(nomination, "VERIFY", days=15, **who)
    with walkers(browser, live_server.url) as enter:
        admin = enter(place.admin)
        admin.follow("期限")
        admin.follow(nomination.cadre.name)
        admin.follow("暂停期限")
        admin.choose("暂停原因", "鉴定、调取证据")
        admin.fill("说明", "县医院鉴定意见预计下周一出具，到后恢复")
        harness.look(admin.page, "clocks-pause")
        admin.press("暂停期限")
        admin.sees("暂停中，恢复后重新计算")
        harness.look(admin.page, "clocks-paused")
        admin.follow("期限", within=admin.page.get_by_role("navigation").first)
        harness.look(admin.page, "clocks-list")
        admin.follow(nomination.cadre.name)
        admin.follow("恢复计算")
        admin.press("恢复计算")
        admin.sees("已恢复，末日已顺延")
    assert Clock.objects.running().get().due_on is not None
