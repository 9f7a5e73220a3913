"""A study panel from its paper to the nomination, as admin, chair, member and recorder meet it."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser

from evidence.enums import Practice
from evidence.models import Signal
from tests import browser as harness
from tests.journeys.steps import take_signal
from tests.journeys.town import Town, iso, town
from tests.journeys.walker import Walker, walkers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "第一批召回研判小组"
MINUTES = "上午在部会议室研判，逐人看了线索和台账，讨论后各自评分。"


def planned(admin: Walker, place: Town) -> None:
    """Let the admin set the panel up: place, period, what is scored, line and quorum."""
    admin.follow("依据与线索")
    admin.follow("研判小组")
    admin.follow("成立研判小组")
    admin.choose("范围", f"{place.county.name}全县")
    admin.fill_in({"名称": TITLE, "依据文件": "两政发〔2018〕9号"})
    admin.page.get_by_label("线索对应的召回情形").select_option(index=1)
    first = place.today - timedelta(days=60)
    admin.fill_in({"线索起始日期": iso(first), "线索截止日期": iso(place.today)})
    admin.fill("评分项和权重", "问题严重程度 60\n本人态度 40")
    admin.fill_in({"提出线（分）": 60, "最少到会评分人数": 2})
    harness.look(admin.page, "panel-new")
    admin.press("保存")
    admin.sees("已成立")


def manned_and_opened(admin: Walker, place: Town) -> None:
    """Give four people a seat, add the person with a reason, and open."""
    seats = (
        (place.decider, "组长"),
        (place.verifier, "成员"),
        (place.second, "成员"),
        (place.quiet_head, "记录人"),
    )
    admin.follow("安排成员")
    for user, seat in seats:  # the page comes back for the next
        admin.pick("姓名", user.name)
        admin.choose("席位", seat)
        admin.press("安排成员")
        admin.sees("已安排")
    to_panel(admin)
    admin.follow("列入人选")
    admin.pick("人员", place.person.name)
    admin.fill("列入理由", "连续两月任务未完成")
    admin.press("列入人选")
    to_panel(admin)
    admin.follow("开始研判")
    admin.press("开始研判")
    admin.sees("评分中")
    harness.look(admin.page, "panel-open")


def to_panel(walker: Walker) -> None:
    walker.follow("依据与线索")
    walker.follow("研判小组")
    walker.follow(TITLE)


def scored(member: Walker, serious: int, manner: int) -> None:
    """Let a member score the candidate, and read nobody else's marks."""
    to_panel(member)
    member.follow("评分", within=member.page.locator("#h-sides").locator("xpath=../.."))
    member.fill_in({"问题严重程度": serious, "本人态度": manner, "理由": "台账和走访记录属实"})
    member.press("评分")
    member.sees("已评分")


def recused(member: Walker, name: str) -> None:
    """Let a member step back from a candidate, with the reason; there is nothing to score then."""
    to_panel(member)
    member.follow(f"回避 {name}")
    member.fill("回避理由", "同村邻居，两家长期往来")
    member.press("回避")
    member.sees("已登记回避")
    sides = member.page.get_by_role("table", name="人选并列")
    assert sides.get_by_role("link", name="评分").count() == 0


def test_panel_is_set_up_manned_scores_in_secret_and_proposes(
    browser: Browser, live_server: Any
) -> None:
    place = town()
    with walkers(browser, live_server.url) as enter:
        admin = enter(place.admin)
        planned(admin, place)
        manned_and_opened(admin, place)
        chair = enter(place.decider)
        scored(chair, 90, 70)
        assert "82.00" in chair.page.content()
        member = enter(place.verifier)
        scored(member, 70, 60)
        assert "82.00" not in member.page.content()
        stepped_back = enter(place.second)
        recused(stepped_back, place.person.name)

        recorder = enter(place.quiet_head)
        to_panel(recorder)
        recorder.follow("结束研判")
        for user in (place.decider, place.verifier, place.second, place.quiet_head):
            recorder.tick(user.name)
        recorder.fill("会议记录", MINUTES)
        recorder.press("结束研判")
        recorder.sees("74.00")
        harness.look(recorder.page, "panel-result")
        to_panel(stepped_back)
        stepped_back.sees("您已回避，看不到这名人选的评分")
        assert "82.00" not in stepped_back.page.content()

        to_panel(chair)
        chair.follow("提出人选")
        chair.tick(place.person.name)
        chair.press("提出人选")
        chair.sees("已产生线索")
        taken = take_signal(enter(place.clerk), place, Practice.PANEL)

    assert Signal.objects.get().cadre_id == place.person.cadre.pk
    assert "74" in taken.snapshot["said"]
