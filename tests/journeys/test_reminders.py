"""A reminder from the clerk to the person, and what the person says on it."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from evidence.models import Reminder
from tests import browser as harness
from tests.factories.reminders import issued
from tests.journeys.town import iso, town
from tests.journeys.walker import walkers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_reminder_is_served_and_answered(browser: Browser, live_server: Any) -> None:
    place = town()
    row = issued(place.person.cadre, by=place.clerk)
    with walkers(browser, live_server.url) as enter:
        clerk = enter(place.clerk)
        clerk.follow("依据与线索")
        clerk.follow("提醒预警")
        clerk.follow(place.person.name)
        clerk.follow("登记送达")
        clerk.fill("送达日期", iso(place.today))
        clerk.press("保存")
        clerk.sees("改正期内")
        harness.check_page(clerk.page)
        harness.look(clerk.page, "reminder")

        person = enter(place.person)
        person.go(reverse("portal:me"))
        person.follow("对我的提醒")
        person.follow(row.correct)
        harness.check_page(person.page)
        harness.look(person.page, "reminder-own")
        person.fill("说明", "已调整通勤时间")
        person.press("提交说明")
        person.sees("已收到您的说明")

    assert Reminder.objects.get().said == "已调整通勤时间"
