"""A vote on paper: planned from a preset, entered by two people, a difference settled, counted."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from evidence.enums import Practice
from evidence.models import PaperSheet, Poll, UrnBallot
from tests import browser as harness
from tests.fixtures import media
from tests.journeys.clock import Clock, clock
from tests.journeys.steps import take_signal
from tests.journeys.town import Town, town
from tests.journeys.walker import Walker, walkers

__all__ = ["clock", "media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "城关镇2018年度民主测评"
VOTERS = ("张小梅", "王丽", "赵永红", "马超", "李文静")
PAPERS = [("优秀", "不称职")] * 4 + [("称职", "基本称职")]  # 李国强, 欧阳䶮


def planned(head: Walker, place: Town, clock: Clock) -> Poll:
    """Plan the vote from the prefecture's preset, with one group that votes on paper."""
    head.follow("依据与线索")
    head.follow("民主测评")
    head.follow("新建测评")
    head.follow("黔西南州：民主测评末位")
    head.choose("范围", place.unit.name)
    head.fill_in({"名称": TITLE, "依据办法及版本": "城关镇民主测评办法（第一版）"})
    head.fill("投票人分组和权重", "服务对象 100")
    head.page.get_by_label("对应的召回情形").select_option(index=1)
    closes = (clock.now() + timedelta(hours=30)).replace(minute=0)
    head.fill("截止时间", closes.strftime("%Y-%m-%dT%H:%M"))
    harness.look(head.page, "paper-plan")
    head.press("建立测评")
    head.follow("加入被测评人")
    head.press("加入被测评人")
    head.follow("编制名册")
    head.choose("人员", "不加单位人员")
    head.fill("其他投票人", "\n".join(VOTERS))
    head.choose("领票方式", "纸质票")
    head.press("编制名册")
    head.follow("返回测评")
    head.follow("开始投票")
    head.press("开始投票")
    head.sees("投票已开始")
    return Poll.objects.get()


def closed(head: Walker, poll: Poll) -> None:
    head.go(reverse("evidence:poll", args=[poll.pk]))
    head.follow("截止投票")
    head.press("截止投票")
    head.sees("投票已截止")
    head.follow("录入纸质票")


def enter_paper(walker: Walker, number: int, marks: tuple[str, str]) -> None:
    """Enter one paper as it was read: what each of the two people was given."""
    walker.fill("纸票编号", number)
    for name, answer in zip(("李国强", "欧阳䶮"), marks, strict=True):
        walker.group(name).get_by_label(answer, exact=True).check()
    walker.press("录入纸质票")


def test_paper_is_entered_twice_a_difference_settled_and_the_count_names_the_last(
    browser: Browser, live_server: Any, clock: Clock
) -> None:
    place = town()
    with walkers(browser, live_server.url) as enter:
        poll = planned(enter(place.head), place, clock)
        clock.forward(2)
        head, clerk = enter(place.head), enter(place.clerk)
        closed(head, poll)
        for number, marks in enumerate(PAPERS, 1):
            enter_paper(head, number, marks)
        head.page.reload()
        enter_paper(head, 1, PAPERS[0])
        head.sees("须由另一人独立录入第二遍")
        clerk.go(reverse("evidence:poll-act", args=[poll.pk, "paper"]))
        for number, marks in enumerate(PAPERS[:4], 1):
            enter_paper(clerk, number, marks)
        enter_paper(clerk, 5, ("称职", "不称职"))
        clerk.sees("2 欧阳䶮：第一遍基本称职，第二遍不称职")
        harness.check_page(clerk.page, "paper-differs")

        count(head, poll)
        head.sees("还有纸质票没有由两人录入一致")
        settle(clerk, head, poll)
        assert not PaperSheet.objects.exclude(first_marks=None, second_marks=None).exists()
        assert UrnBallot.objects.count() == len(PAPERS)
        count(head, poll)
        head.sees("已计票")
        harness.check_page(head.page, "paper-counted")
        head.follow("产生线索")
        head.press("产生线索")
        head.sees("已产生线索")
        taken = take_signal(clerk, place, Practice.BALLOT)
        assert "不称职 4" in taken.snapshot["rows"][0]["label"]


def settle(clerk: Walker, head: Walker, poll: Poll) -> None:
    """Look at the paper again, and enter it anew, each by themselves."""
    clerk.press("重录 第 5 号")
    clerk.sees("已退回重录")
    enter_paper(clerk, 5, PAPERS[4])
    head.go(reverse("evidence:poll-act", args=[poll.pk, "paper"]))
    head.sees("待第二人录入")
    enter_paper(head, 5, PAPERS[4])


def count(walker: Walker, poll: Poll) -> None:
    walker.go(reverse("evidence:poll", args=[poll.pk]))
    walker.follow("计票")
    walker.press("计票")
