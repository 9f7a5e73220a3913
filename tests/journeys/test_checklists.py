"""Pu'an's six problems from the list to a signal, as those who work it meet them."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from evidence.enums import Practice
from evidence.models import Checklist, Problem, Signal
from evidence.services import checklists
from recall.models import TakenSignal
from tests import browser as harness
from tests.factories.cadres import PostFactory
from tests.factories.checklists import confirmed, reported
from tests.fixtures import media
from tests.journeys.steps import take_signal
from tests.journeys.town import Town, iso, town
from tests.journeys.walker import walkers

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "第一批召回突出问题清单"
SEEN = "晚八点二十分查岗，不在镇政府值守，手机定位在县城"


def other_rows(place: Town, row: Checklist) -> None:
    """Let the other units report, or say that they have nothing."""
    told = [("张小梅", "走读", True), ("马超", "吃空饷", True), ("周海燕", "办事冷硬推", False)]
    for name, title, sure in told:
        cadre = PostFactory(cadre__unit=place.quiet_unit, cadre__name=name).cadre
        row_ = reported(
            row, cadre, by=place.quiet_head, title=title, from_on=place.today, at=place.now
        )
        if sure:
            confirmed(row_, by=place.verifier, at=place.now)


def test_problems_are_listed_reported_confirmed_and_make_signals(
    browser: Browser, live_server: Any
) -> None:
    place = town()
    with walkers(browser, live_server.url) as enter:
        admin = enter(place.admin)
        admin.follow("依据与线索")
        admin.follow("突出问题清单")
        admin.follow("新建清单")
        admin.fill_in({"名称": TITLE, "依据文件": "普组通〔2018〕3号"})
        admin.fill("报送截止日期", iso(place.today + timedelta(days=9)))
        admin.press("新建突出问题清单")
        admin.sees("据报道内容整理")
        harness.look(admin.page, "checklist-draft")
        admin.press("定案")
        row = Checklist.objects.get()
        other_rows(place, row)

        clerk = enter(place.clerk)
        clerk.go(reverse("evidence:checklist", args=[row.pk]))
        clerk.follow("报告问题")
        clerk.choose("问题", "走读")
        clerk.pick("人员", place.person.name)
        clerk.fill_in({"起始日期": iso(place.today), "发现的情况": SEEN})
        clerk.fill_in({"发现人或来源": "县委督查室", "佐证材料": "查岗记录2号"})
        harness.look(clerk.page, "checklist-report")
        clerk.press("报告问题")
        clerk.sees("报告人不得处理自己报告的记录")

        verifier = enter(place.verifier)
        verifier.go(reverse("evidence:checklist", args=[row.pk]))
        harness.look(verifier.page, "checklist-matrix")
        line = verifier.page.get_by_role("row", name=place.unit.name)
        verifier.follow("1", within=line)
        harness.look(verifier.page, "checklist-rows")
        verifier.follow(place.person.name)
        harness.look(verifier.page, "checklist-problem")
        verifier.press("确认")
        verifier.sees("已确认")

        admin.go(reverse("evidence:checklist-signals", args=[row.pk]))
        harness.look(admin.page, "checklist-signals")
        admin.press("产生线索")
        admin.sees("已产生线索")

        person = enter(place.person)
        person.go(reverse("portal:me"))
        person.follow("我的记录")
        harness.look(person.page, "checklist-own")
        person.follow("走读")
        person.sees(SEEN)
        assert person.page.get_by_text("县委督查室").count() == 0

        assert Signal.objects.count() == 3
        taken = take_signal(clerk, place, Practice.CHECKLIST)
        last = Problem.objects.get(cadre=place.person.cadre)
        checklists.strike(last, reason="当晚经批准在县城开会", by=place.admin, at=place.now)
        assert Signal.objects.filter(withdrawn_at=None).count() == 2
        clerk.page.reload()
        clerk.sees("来源已撤销这条线索")
        clerk.sees(str(taken))
        assert TakenSignal.objects.get().snapshot == taken.snapshot
