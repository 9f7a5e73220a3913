"""Reminders from a spreadsheet to the list of those that somebody still has to serve."""

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser

from evidence.models import Reminder
from tests import browser as harness
from tests.factories.imports import work
from tests.factories.recall import GroundFactory
from tests.fixtures import media
from tests.journeys.town import town
from tests.journeys.walker import walkers

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
GRID = "姓名\t出生日期\t单位\t召回情形\t事实\t需要改正的\t改正期（天）"


def test_reminders_are_pasted_corrected_written_and_wait_to_be_served(
    browser: Browser, live_server: Any
) -> None:
    place = town()
    ground, person = GroundFactory(code="IM-1"), place.person.cadre
    told = f"{person.name}\t{person.born_on}\t{place.unit.name}\t{ground.code}"
    with walkers(browser, live_server.url) as enter:
        admin = enter(place.admin)
        admin.follow("数据导入")
        admin.sees("日常考核")
        harness.check_page(admin.page, "imports-list")
        admin.follow("依据与线索")
        admin.follow("提醒预警")
        admin.follow("导入", within=admin.page.get_by_role("main"))
        admin.fill("或者粘贴表格", f"{GRID}\n{told}\t三次迟到\t按时到岗\t3.999")
        admin.press("上传并核对")
        work(timezone.now())
        admin.page.reload()
        admin.sees("G2 改正期（天）：应是整数")

        admin.follow("数据导入")
        admin.follow("提醒预警", within=admin.page.get_by_role("main"))
        admin.fill("或者粘贴表格", f"{GRID}\n{told}\t三次迟到\t按时到岗\t30")
        admin.press("上传并核对")
        work(timezone.now())
        admin.page.reload()
        admin.sees("没有送达的，不产生任何效果")
        admin.press("写入 1 行")
        work(timezone.now())
        admin.page.reload()
        harness.check_page(admin.page, "imports-written")

        clerk = enter(place.clerk)
        clerk.follow("依据与线索")
        clerk.follow("提醒预警")
        clerk.follow(person.name)
        clerk.sees("登记送达")

    row = Reminder.objects.get()
    assert (row.days, row.served_on) == (30, None)
