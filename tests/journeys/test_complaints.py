"""Xingren's shares of complaints from the rules to a signal, as those who work it meet them."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from evidence.enums import Practice
from evidence.models import Complaint, ComplaintPlan, Signal
from evidence.services import complaints
from tests import browser as harness
from tests.factories.cadres import PostFactory
from tests.fixtures import media
from tests.journeys.steps import take_signal
from tests.journeys.town import Town, iso, town
from tests.journeys.walker import walkers

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "政务大厅投诉占比"


def others(place: Town, plan: ComplaintPlan) -> None:
    """Let a colleague have served many with one complaint, and twelve more people complain."""
    told = {"kind": "SILENCE", "channel": "HOTLINE", "on": plan.until_on}
    who = {"by": place.clerk, "at": place.now}
    cadre = PostFactory(cadre__unit=place.unit, cadre__name="张小梅").cadre
    complaints.count(plan, cadre=cadre, applicants=240, source="办件系统导出", **who)
    rows = [complaints.enter(plan, cadre=cadre, number="", **told, **who)]
    person = place.person.cadre
    rows += [
        complaints.enter(plan, cadre=person, number=f"SL{n}", **told, **who) for n in range(19)
    ]
    for row in rows:
        complaints.judge(row, finding="TRUE", reason="回访属实", by=place.head, at=place.now)


def test_shares_are_ruled_entered_judged_and_make_signals(browser: Browser, live_server: Any):
    place = town()
    first, last = place.today - timedelta(days=40), place.today - timedelta(days=1)
    with walkers(browser, live_server.url) as enter:
        clerk = enter(place.clerk)
        clerk.follow("依据与线索")
        clerk.follow("投诉占比")
        clerk.follow("新建投诉占比统计")
        clerk.choose("单位", place.unit.name)
        clerk.fill_in({"名称": TITLE, "依据文件": "兴组发〔2014〕8号"})
        clerk.fill_in({"起始日期": iso(first), "截止日期": iso(last)})
        clerk.press("新建投诉占比统计")
        clerk.sees("诉求不回应")
        harness.look(clerk.page, "complaints-rules")
        clerk.press("规则定案")

        clerk.follow("录入办事人数")
        clerk.pick("人员", place.person.name)
        clerk.fill_in({"办事人数": 40, "数据来源": "政务服务办件系统导出"})
        clerk.press("录入办事人数")
        clerk.follow("录入投诉")
        clerk.pick("人员", place.person.name)
        clerk.choose("投诉内容", "诉求不回应")
        clerk.choose("渠道", "热线电话")
        clerk.fill_in({"投诉日期": iso(last), "受理编号": "SL2018-117"})
        harness.look(clerk.page, "complaints-enter")
        clerk.press("录入投诉")
        plan, row = ComplaintPlan.objects.get(), Complaint.objects.get()
        others(place, plan)
        clerk.go(reverse("evidence:complaint-judge", args=[row.pk]))
        clerk.sees("录入人不得核查自己录入的投诉")

        head = enter(place.head)
        head.go(reverse("evidence:complaint-plan", args=[plan.pk]))
        harness.look(head.page, "complaints-plan")
        head.follow("诉求不回应", within=head.page.get_by_role("listitem"))
        head.tick("属实")
        head.fill("核查依据", "调取通话记录，三次来电均未回复")
        harness.look(head.page, "complaints-judge")
        head.press("核查投诉")
        head.sees("50.00%")
        head.press("结束统计")
        head.follow("产生线索")
        head.sees("占 50.00%")
        harness.look(head.page, "complaints-signals")
        head.press("产生线索")
        head.sees("已产生线索")
        assert Signal.objects.get().cadre.user == place.person
        take_signal(clerk, place, Practice.COMPLAINTS)

        person = enter(place.person)
        person.follow("涉及我的投诉占比")
        person.follow(TITLE)
        person.sees("以保护反映问题的人")
        harness.look(person.page, "complaints-own")
