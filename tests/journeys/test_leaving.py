"""A person retires while their case runs: no term is lost until a hand ends it."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from recall.models import Case, Clock
from tests import browser as harness
from tests.factories.recall import open_campaign, open_case
from tests.fixtures import media
from tests.journeys.town import iso, town
from tests.journeys.walker import walkers

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WHY = "本人到龄退休，县委组织部已下文"


def test_case_of_who_retired_is_ended_from_the_workbench(browser: Browser, live_server: Any):
    place = town()
    case = open_case(open_campaign(place.unit), cadre=place.person.cadre)
    running = Clock.objects.running().filter(case=case)
    with walkers(browser, live_server.url) as enter:
        admin = enter(place.admin)
        admin.go(reverse("cadres:person-act", args=[case.cadre_id, "leave"]))
        admin.fill("离开日期", iso(place.today))
        admin.choose("原因", "退休")
        admin.press("保存")
        assert running.exists()

        decider = enter(place.second)
        decider.follow(f"{case.cadre.name}　因离任终止")
        decider.fill("离任情况和依据", WHY)
        harness.check_page(decider.page, "leaving")
        decider.press("因离任终止")
        decider.sees("已按离任终止")
        harness.check_page(decider.page, "leaving-done")
    row = Case.objects.get(pk=case.pk)
    assert (row.state, row.steps.latest("pk").opinion) == ("CLOSED", WHY)
    assert not running.exists()
