"""A person without a computer writes on paper; the desk scans it and confirms it as their word."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, expect

from accounts.enums import Role
from core.dates import legal_day
from core.documents import rendering
from recall.models import Nomination, Statement
from recall.queries import statement_papers
from tests import browser as harness
from tests.factories import recall, scans
from tests.factories.recall import holder
from tests.fixtures import media
from tests.journeys.walker import Walker

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAID = "当天我在高原村防汛，有值班记录。"


def test_a_statement_comes_on_paper(browser: Browser, live_server: Any, media: Any) -> None:
    row = recall.verified_nomination()
    verifier = holder(Role.VERIFIER, row.county)
    with harness.context(browser) as opened:
        desk = Walker(opened, live_server.url)
        harness.enter(desk.page, live_server.url, verifier)
        desk.page.goto(live_server.url + reverse("recall:nomination", args=[row.pk]))
        desk.follow("纸质陈述申辩书")
        desk.press("打印一份")
        harness.check_page(desk.page, "statement-printed")
        now = timezone.now()
        document = rendering.render(statement_papers.of_nomination(row).get(), at=now)
        scans.sent(row.county, scans.scanned(document, 1), by=verifier, at=now)
        harness.enter(desk.page, live_server.url, row.subject)
        desk.page.goto(live_server.url + reverse("portal:me"))
        desk.sees("您的纸质陈述申辩书已收回，等待确认")
        desk.follow("查看事实并陈述")
        desk.sees("等待组织部门确认")
        harness.check_page(desk.page, "statement-own-waits")
        harness.enter(desk.page, live_server.url, verifier)

        desk.page.goto(live_server.url + reverse("portal:message-list"))
        expect(desk.page.get_by_text("纸质陈述申辩书已扫描归位")).to_be_visible()
        desk.page.goto(live_server.url + reverse("portal:home"))
        harness.check_page(desk.page, "statement-workbench")
        desk.follow("确认纸质陈述申辩")
        expect(desk.page.get_by_text("已收回，待确认")).to_be_visible()
        harness.check_page(desk.page, "statement-came-back")
        desk.follow("确认纸质陈述申辩")
        desk.fill("收到日期", legal_day(now).isoformat())
        desk.fill("内容", SAID)
        desk.press("确认纸质陈述申辩")
        desk.sees("已登记本人的陈述申辩")

    with harness.context(browser) as opened:
        person = Walker(opened, live_server.url)
        harness.enter(person.page, live_server.url, row.subject)
        person.page.goto(live_server.url + reverse("recall:own-nomination", args=[row.pk]))
        person.sees("确认登记。扫描件在您的信息副本里")
        harness.check_page(person.page, "statement-own")
    assert Nomination.objects.get().state == "HEARD"
    assert Statement.objects.get().text == SAID
