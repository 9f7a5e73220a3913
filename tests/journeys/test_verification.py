"""Verification by two hands: they differ, and a written record settles it."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from recall.models import Nomination
from tests import browser as harness
from tests.factories.recall import open_campaign, submitted_nomination
from tests.factories.settlements import WHY, disputed
from tests.fixtures import media
from tests.journeys.town import town
from tests.journeys.walker import walkers

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_two_who_differ_are_settled_by_a_record(browser: Browser, live_server: Any):
    place = town()
    campaign = open_campaign(place.unit, verifiers_needed=2)
    row = disputed(row=submitted_nomination(campaign, cadre=place.person.cadre), at=place.now)
    with walkers(browser, live_server.url) as enter:
        admin = enter(place.admin)
        admin.go(reverse("recall:nomination", args=[row.pk]))
        admin.follow("认定不一致，按记录认定")
        for one in row.verifications.all():
            admin.sees(one.by.name)
        admin.tick("属实", within=admin.group("分歧 1 认定为"))
        admin.tick("值班记录.pdf", within=admin.group("分歧 1 依据的记录"))
        admin.fill("分歧 1：记录说明了什么", WHY)
        admin.tick("符合召回情形", within=admin.group("认定结论"))
        admin.fill("认定说明", "按值班记录，当晚未到岗属实。")
        harness.check_page(admin.page, "settle")
        admin.press("按记录认定")
        admin.sees("已按记录认定")
        admin.sees(WHY)
        harness.check_page(admin.page, "settled")
    assert Nomination.objects.get(pk=row.pk).state == "VERIFIED"
