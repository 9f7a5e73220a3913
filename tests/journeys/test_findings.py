"""A secret visit from the entry to the month's count, as those who work on it meet it."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from evidence.enums import Practice
from evidence.models import InspectionFinding, Signal
from tests.factories.inspections import SEEN, inspected
from tests.fixtures import media
from tests.journeys.steps import take_signal
from tests.journeys.town import Town, iso, town
from tests.journeys.walker import Walker, walkers

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def enter_and_tell(admin: Walker, place: Town) -> None:
    """Enter what was seen, name the person, and put it before the unit."""
    admin.follow("依据与线索")
    admin.follow("明察暗访")
    admin.follow("登记发现的问题")
    admin.pick("单位", place.unit.name)
    admin.choose("督查安排", "作风建设明察暗访")
    admin.choose("来源", "暗访")
    admin.page.get_by_label("对应的召回情形").select_option(index=1)
    admin.fill_in({"发现日期": iso(place.today, -1), "地点": "政务大厅", "发现情况": SEEN})
    admin.press("保存")
    admin.follow("列入人员")
    admin.pick("人员", place.person.name)
    admin.press("列入人员")
    row = InspectionFinding.objects.get()
    admin.go(reverse("evidence:finding-act", args=[row.pk, "send"]))
    admin.press("告知单位")
    admin.sees("待单位答复")


def test_finding_is_told_answered_confirmed_and_counted(browser: Browser, live_server: Any) -> None:
    place = town()
    inspected(place.unit.county, by=place.admin)
    with walkers(browser, live_server.url) as enter:
        enter_and_tell(enter(place.admin), place)
        row = InspectionFinding.objects.get()
        page = reverse("evidence:finding", args=[row.pk])

        head = enter(place.head)
        head.go(page)
        head.follow("答复")
        head.fill("单位答复", "情况属实，已责成整改。")
        head.press("答复")
        head.sees("待认定")

        verifier = enter(place.verifier)
        verifier.go(page)
        verifier.follow("认定")
        verifier.tick("属实")
        verifier.fill("认定意见", "现场影像清楚，属实。")
        verifier.press("认定")
        verifier.go(reverse("evidence:finding-figures"))
        verifier.sees("每月发现的问题")
        verifier.go(reverse("evidence:finding-act", args=[row.pk, "signals"]))
        verifier.press("产生线索")

        person = enter(place.person)
        person.go(reverse("portal:me"))
        person.follow("涉及我的督查发现")
        person.sees(SEEN)

        take_signal(enter(place.clerk), place, Practice.FINDINGS)

    assert Signal.objects.get().cadre_id == place.person.cadre.pk
