"""Secret visits from the round that is ordered to the chart of months and the nomination."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from evidence.enums import Practice
from evidence.models import Inspection, InspectionFinding, Signal
from tests import browser as harness
from tests.factories.inspections import SEEN, series
from tests.fixtures import media
from tests.journeys.steps import take_signal
from tests.journeys.town import Town, iso, town
from tests.journeys.walker import Walker, walkers

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


TITLE = "作风建设明察暗访"
YEAR = 2014
MONTHS = {4: 12, 5: 14, 6: 20, 7: 13, 8: 11, 9: 9, 10: 7, 11: 5, 12: 3}


def ordered(admin: Walker) -> None:
    """Set the round up: paper, working days in which a unit answers."""
    admin.follow("依据与线索")
    admin.follow("明察暗访")
    admin.follow("新建督查安排")
    admin.fill_in({"名称": TITLE, "依据文件": "州纪委作风建设督查方案", "答复期限（工作日）": 3})
    harness.look(admin.page, "findings-new")
    admin.press("保存")


def enter_and_tell(admin: Walker, place: Town) -> None:
    """Enter what was seen, name the person, and put it before the unit."""
    admin.follow("依据与线索")
    admin.follow("明察暗访")
    admin.follow("登记发现的问题")
    admin.pick("单位", place.unit.name)
    admin.choose("督查安排", TITLE)
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


def read_chart(admin: Walker) -> None:
    """Read the fall of the report off the chart, and one month down to its rows."""
    admin.go(reverse("evidence:finding-figures"))
    admin.choose("年份", str(YEAR))
    admin.press("筛选")
    bars = admin.page.locator("figure").first
    table = admin.page.get_by_role("region", name="每月发现的问题")
    for month, many in MONTHS.items():
        line = table.get_by_role("row", name=f"{month}月").first
        assert line.get_by_role("cell").first.inner_text() == str(many)
        assert str(many) in (bars.text_content() or "")
    harness.check_page(admin.page, "method-findings")
    admin.follow("3", within=table.get_by_role("row", name="12月"))
    assert admin.page.locator("tbody tr").count() == MONTHS[12]


def test_finding_is_told_answered_confirmed_and_counted(browser: Browser, live_server: Any) -> None:
    place = town()
    with walkers(browser, live_server.url) as enter:
        admin = enter(place.admin)
        ordered(admin)
        enter_and_tell(admin, place)
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

        taken = take_signal(enter(place.clerk), place, Practice.FINDINGS)
        series(Inspection.objects.get(title=TITLE), place.quiet_unit, MONTHS, year=YEAR)
        read_chart(admin)

    assert Signal.objects.get().cadre_id == place.person.cadre.pk
    assert SEEN in taken.snapshot["rows"][0]["label"]
