"""Anlong's two lists from the rules to the archive, as those who work with them meet them."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from cadres.models import Honour
from evidence.enums import Practice
from evidence.models import HonourList, ListEntry, Signal
from recall.models import TakenSignal
from tests import browser as harness
from tests.factories.cadres import PostFactory
from tests.fixtures import media
from tests.journeys.clock import Clock, clock
from tests.journeys.steps import take_signal
from tests.journeys.town import Town, iso, town
from tests.journeys.walker import Walker, walkers

__all__ = ["clock", "media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "双星创建第三季度红黄榜"
PRAISE = "9月连续值守水库七昼夜，组织转移群众 213 人，无一伤亡"
EXPOSED = "8月三次未按时报送项目进度，致使全镇通报延误一周"


def proposal(clerk: Walker, name: str, colour: str, reason: str, on: Any) -> None:
    clerk.follow("提出人选")
    clerk.pick("人员", name)
    clerk.tick(colour)
    clerk.fill_in({"事实日期": iso(on), "上榜事由": reason})


def drawn(place: Town, clerk: Walker, *, times: int = 0) -> HonourList:
    """Let the clerk draw the lists up; so many times on the yellow one make a signal."""
    clerk.follow("依据与线索")
    clerk.follow("红黄榜")
    clerk.follow("新建红黄榜")
    clerk.choose("范围", place.unit.name)
    clerk.fill_in({"名称": TITLE, "依据文件": "安组发〔2014〕6号"})
    clerk.fill_in({"起始日期": iso(place.today - timedelta(days=60)), "截止日期": iso(place.today)})
    if times:
        clerk.fill("上黄榜几次产生线索", times)
        clerk.page.get_by_label("线索对应的召回情形").select_option(index=1)
    harness.look(clerk.page, "honour-lists-new")
    clerk.press("新建红黄榜")
    return HonourList.objects.get()


def test_one_is_praised_and_filed_another_is_heard_and_kept_off(browser: Browser, live_server: Any):
    place = town()
    colleague = PostFactory(cadre__unit=place.unit, cadre__name="张小梅").cadre
    with walkers(browser, live_server.url) as enter:
        clerk = enter(place.clerk)
        row = drawn(place, clerk)
        proposal(clerk, colleague.name, "红榜（表扬）", PRAISE, place.today - timedelta(days=20))
        clerk.press("提出人选")
        clerk.go(reverse("evidence:honour-list", args=[row.pk]))
        proposal(
            clerk, place.person.name, "黄榜（曝光）", EXPOSED, place.today - timedelta(days=30)
        )
        harness.look(clerk.page, "honour-lists-entry-new")
        clerk.press("提出人选")
        clerk.follow("登记告知本人")
        clerk.fill_in({"告知日期": iso(place.today)})
        clerk.choose("告知方式", "当面送达")
        clerk.press("登记告知本人")
        clerk.sees("申辩期内")

        person = enter(place.person)
        person.follow("我的红黄榜")
        person.follow(EXPOSED[:20])
        person.fill("申辩意见", "三次都在截止日前一天通过政务邮箱发出，有发送回执。")
        harness.look(person.page, "honour-lists-own")
        person.press("提交申辩")
        person.sees("申辩待答复")

        head = enter(place.head)
        head.go(reverse("evidence:honour-list", args=[row.pk]))
        head.follow(place.person.name)
        head.follow("答复申辩")
        head.tick("成立，不上榜")
        head.fill("结论理由", "核对邮箱回执，三次均按时发出")
        head.press("答复申辩")
        head.sees("已撤下")
        head.go(reverse("evidence:honour-list", args=[row.pk]))
        head.follow(colleague.name)
        head.follow("公布")
        head.press("公布")
        head.sees("公布中")
        harness.look(head.page, "honour-lists-entry")
        head.go(reverse("evidence:honour-list", args=[row.pk]))
        harness.look(head.page, "honour-lists-period")

        admin = enter(place.admin)
        entry = ListEntry.objects.get(cadre=colleague)
        admin.go(reverse("evidence:list-entry", args=[entry.pk]))
        admin.follow("记入干部档案")
        admin.press("记入干部档案")
        admin.sees("已记入表彰奖励")
        assert Honour.objects.get().cadre == colleague

        person.go(reverse("evidence:honour-board"))
        person.sees(PRAISE)
        assert EXPOSED not in person.page.content()
        harness.look(person.page, "honour-lists-board")


def test_one_who_was_told_and_said_nothing_is_exposed_and_goes_into_a_nomination(
    browser: Browser, live_server: Any, clock: Clock
) -> None:
    place = town()
    with walkers(browser, live_server.url) as enter:
        clerk = enter(place.clerk)
        row = drawn(place, clerk, times=1)
        proposal(
            clerk, place.person.name, "黄榜（曝光）", EXPOSED, place.today - timedelta(days=30)
        )
        clerk.press("提出人选")
        clerk.follow("登记告知本人")
        clerk.fill_in({"告知日期": iso(place.today)})
        clerk.choose("告知方式", "当面送达")
        clerk.press("登记告知本人")
        clerk.sees("申辩期内")

        clock.forward(10)
        head = enter(place.head)
        head.follow("依据与线索")
        head.follow("红黄榜")
        head.follow(TITLE)
        head.follow(place.person.name)
        head.follow("公布")
        head.press("公布")
        head.sees("公布中")
        head.go(reverse("evidence:honour-list", args=[row.pk]))
        head.follow("产生线索")
        head.sees("上黄榜 1 次，达到 1 次")
        harness.look(head.page, "honour-lists-signals")
        head.press("产生线索")
        head.sees("已产生线索")

        clerk = enter(place.clerk)
        taken = take_signal(clerk, place, Practice.HONOUR_LISTS)
        assert EXPOSED in taken.snapshot["rows"][0]["label"]

        entry = ListEntry.objects.get()
        head.go(reverse("evidence:list-entry", args=[entry.pk]))
        head.follow("撤下")
        head.fill("撤下理由", "县委办补查发送记录，三次均按时")
        head.press("撤下")
        head.sees("已撤下")
        assert Signal.objects.get().withdrawn_at is not None
        clerk.page.reload()
        clerk.sees("来源已撤销这条线索")
        assert draft_still_says(taken)


def draft_still_says(taken: TakenSignal) -> bool:
    """Answer whether the nomination holds what it took, whatever became of the source."""
    return TakenSignal.objects.get(pk=taken.pk).snapshot == taken.snapshot
