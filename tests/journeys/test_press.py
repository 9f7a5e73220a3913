"""新闻稿件: drafted, refused while it names somebody, mended, approved, gone by the clock."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser

from core.dates import legal_day
from reports.models import PressText
from reports.views import press as views
from tests import browser as harness
from tests.factories import training
from tests.fixtures import media
from tests.journeys.town import town
from tests.journeys.walker import walkers

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "干部A在村里帮群众办成两百多件事。"


class Clock:
    """The pages' clock, moved by days."""

    days = 0

    @classmethod
    def now(cls) -> Any:
        return timezone.now() + timedelta(days=cls.days)


def test_a_text_for_the_press_names_nobody_and_ends(
    browser: Browser, live_server: Any, monkeypatch: Any
):
    place = town()
    names = ("county", "unit", "host", "admin", "manager", "decider", "mentor")
    world = SimpleNamespace(**{name: getattr(place, name) for name in names})
    world.campaign = training.campaign(place.county, place.admin)
    case = training.case(world.campaign, world.unit)
    ends = legal_day(timezone.now()) + timedelta(days=30)
    monkeypatch.setattr(views, "timezone", Clock)
    with walkers(browser, live_server.url) as enter:
        admin = enter(place.admin)
        admin.page.get_by_role("navigation").get_by_role(
            "link", name="新闻稿件", exact=True
        ).click()
        harness.check_page(admin.page, "press-list-empty")
        admin.go(reverse("reports:press-new", args=[world.campaign.pk]))
        admin.tick(case.cadre.name)
        admin.fill("使用截止日", ends.isoformat())
        harness.check_page(admin.page, "press-new")
        admin.press("起草新闻稿件")
        admin.sees("干部A")
        admin.follow("修改稿件")
        admin.fill("稿件", f"{WORDS}他叫{case.cadre.name}。")
        admin.press("修改稿件")
        admin.sees("DS-16")
        admin.fill("稿件", WORDS)
        admin.press("修改稿件")
        admin.sees(WORDS)
        harness.check_page(admin.page, "press-waits")

        decider = enter(place.decider)
        page = reverse("reports:press", args=[PressText.objects.get().pk])
        decider.go(page)
        decider.follow("审批稿件")
        decider.tick("同意发布")
        decider.press("审批稿件")
        decider.sees("可以提供")
        harness.check_page(decider.page, "press-approved")
        Clock.days = 31
        decider.go(page)
        decider.sees("使用期已过或已停用，不再显示。")
        assert decider.page.get_by_text(WORDS).count() == 0
