"""A unit that reported nobody, is asked again, and nominates: both sides in a browser."""

from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Browser

from recall.models import Challenge
from recall.services import compliance
from tests import browser as harness
from tests.factories.cadres import PostFactory
from tests.factories.evidence import raised_signal
from tests.factories.recall import open_campaign
from tests.fixtures import media
from tests.journeys import steps
from tests.journeys.town import town
from tests.journeys.walker import walkers

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_unit_that_reported_nobody_is_asked_and_nominates_two(browser: Browser, live_server: Any):
    place = town()
    campaign = open_campaign(place.unit)
    named = [
        PostFactory(cadre__unit=place.unit, cadre__name=name).cadre for name in ("张建国", "王海涛")
    ]
    for cadre in named:
        raised_signal(cadre)
    zero = {"round_": campaign.rounds.get(), "reason": "本单位干部表现较好，没有符合情形的"}
    compliance.sign_zero_report(place.unit, by=place.head, at=place.now, **zero)
    with walkers(browser, live_server.url) as enter:
        admin = enter(place.admin)
        admin.follow("批次")
        admin.follow(campaign.title)
        admin.follow("零报告质询")
        admin.sees("2 人")
        harness.look(admin.page, "challenges-quiet")
        admin.follow("发出质询")
        admin.tick("与线索不符")
        admin.fill("质询内容", "贵单位两名干部有线索在案，请逐人核对后补报或者说明理由。")
        harness.look(admin.page, "challenges-new")
        admin.press("发出质询")
        admin.sees("待单位答复")

        head = enter(place.head)
        head.follow("城关镇　答复零报告质询")
        harness.look(head.page, "challenges-head")
        clerk = enter(place.clerk)
        for cadre in named:
            clerk.follow("工作台")
            steps.draft(clerk, replace(place, person=cadre), is_late=True)
        for cadre in named:
            head.follow("工作台")
            head.follow(cadre.name)
            head.follow("核对并报送")
            head.fill("逾期原因", "收到质询后逐人核对补报")
            head.press("确认报送")
            head.sees("已报送")
        head.follow("工作台")
        head.follow("城关镇　答复零报告质询")
        head.follow("答复质询")
        head.tick("已补报提名")
        head.fill("答复说明", "经集体研究补报两人，材料已随提名报送。")
        head.press("答复质询")
        head.sees("已补报提名")

        admin.go(f"/recall/challenges/{Challenge.objects.get().pk}/")
        admin.follow("结束质询")
        admin.tick("已补报")
        admin.fill("结论理由", "补报两人，材料齐全，结束质询。")
        admin.press("结束质询")
        admin.follow("零报告质询")
        harness.look(admin.page, "challenges-board")
        admin.sees("其中经质询补报单位的提名")
    assert Challenge.objects.get().outcome == "NOMINATED"
