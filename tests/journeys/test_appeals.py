"""An appeal upheld: filed on a phone, decided by other hands, everything put back line by line."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from accounts.enums import Role
from assessment.models import Appeal
from tests import browser as harness
from tests.factories.accounts import grant
from tests.factories.appeals import PLEA, WHY, removed
from tests.factories.recall import open_campaign
from tests.fixtures import media
from tests.journeys.town import iso, town
from tests.journeys.walker import open_account, walkers

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_appeal_is_upheld_and_everything_put_back(browser: Browser, live_server: Any):
    place = town()
    campaign = open_campaign(place.unit)
    world = SimpleNamespace(
        county=place.county,
        unit=place.unit,
        host=place.host,
        admin=place.admin,
        manager=place.manager,
        decider=place.decider,
        mentor=place.mentor,
        campaign=campaign,
    )
    outcome = removed(world, open_account("appellant", "周明远", at=place.now))
    case = outcome.case
    judge = open_account("judge", "黄文博", at=place.now)
    grant(judge, Role.APPEAL_HANDLER, place.county)
    day = outcome.receipt.served_on
    with walkers(browser, live_server.url) as enter:
        person = enter(case.subject)
        person.go(reverse("assessment:own-result", args=[case.pk]))
        person.follow("提出复核、申诉或异议")
        label = person.page.get_by_text("对免职提出申诉").first
        label.click()
        person.fill_in({"提出日期": iso(day), "请求和理由": PLEA})
        harness.look(person.page, "appeals-file")
        person.press("提出")
        person.sees("待受理")

        handler = enter(judge)
        handler.follow("复核申诉")
        handler.follow(case.cadre.name)
        handler.follow("受理")
        handler.press("确认")
        handler.follow("作出处理决定")
        handler.tick("撤销原处理")
        handler.fill("处理决定", WHY)
        handler.fill("没有账号的成员", "秦川、何畏、苏平")
        handler.press("确认")
        handler.sees("恢复措施")
        harness.look(handler.page, "appeals-upheld")

        admin = enter(place.admin)
        row = Appeal.objects.get()
        page = reverse("assessment:appeal", args=[row.pk])
        for line in row.reversals.order_by("pk"):
            admin.go(reverse("assessment:reversal-done", args=[row.pk, line.pk]))
            admin.fill("办理情况", "已办理完毕，回执留存备查")
            admin.press("确认")
        admin.go(page)
        assert "登记办结" not in admin.page.content()
        harness.look(admin.page, "appeals-put-back")
        person.go(page)
        person.sees("撤销")
    assert not row.reversals.filter(done_at=None).exists()
