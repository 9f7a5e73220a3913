"""The county office's points from the rule to the nomination, as those who work it meet them."""

from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser

from evidence.enums import Practice
from evidence.models import Signal
from tests import browser as harness
from tests.factories.cadres import PostFactory
from tests.fixtures import media
from tests.journeys.clock import Clock, clock
from tests.journeys.steps import take_signal
from tests.journeys.town import Town, iso, town
from tests.journeys.walker import Walker, walkers

__all__ = ["clock", "media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
COLLEAGUES = ("张小梅", "王丽", "赵永红", "马超", "李文静")
TITLE = "城关镇积分管理"
LAPSE = "会议通知时间写错"
TERM = 20  # days, more than the working days in which the person may object


def opened(head: Walker, place: Town, first: date) -> None:
    """Open the book by its rule, in two groups: one person in the second, the others before."""
    head.follow("依据与线索")
    head.follow("积分管理")
    head.follow("新建台账")
    head.choose("单位", place.unit.name)
    head.fill_in({"名称": TITLE, "施行日期": iso(first), "分组": "政务组、事务组"})
    head.fill_in({"登记为平时考核的依据": "公务员平时考核办法", "登记文号": "城发〔2018〕2号"})
    head.fill_in({"末位人数": 1, "最少组员数": 5})
    head.page.get_by_label("线索对应的召回情形").select_option(index=1)
    harness.look(head.page, "points-new")
    head.press("建立台账")
    head.follow("列入人员")
    head.pick("人员", "李国强")
    head.choose("分组", "事务组")
    head.fill("进入日期", iso(first))
    head.press("列入人员")
    to_book(head)
    head.follow("列入本单位全部人员")
    head.choose("分组", "政务组")
    head.fill("进入日期", iso(first))
    head.press("列入本单位全部人员")
    head.sees("已列入全部人员")


def to_book(walker: Walker) -> None:
    walker.follow("依据与线索")
    walker.follow("积分管理")
    walker.follow(TITLE)


def to_month(walker: Walker, month: date) -> None:
    to_book(walker)
    walker.follow(f"{month.year}年{month.month}月")


def entered(clerk: Walker, place: Town) -> None:
    """Let the clerk write down what happened this month."""
    lines = (
        (place.person.name, "公文出现差错　-5.00", LAPSE),
        ("王丽", "完成专项项目　+20.00", "防汛专班"),
    )
    for name, item, reason in lines:
        to_book(clerk)
        clerk.follow("记分", within=clerk.page.locator(".phead"))
        clerk.pick("人员", name)
        clerk.choose("项目", item)
        clerk.fill_in({"发生日期": iso(place.today), "事由": reason})
        clerk.press("记分")
        clerk.sees("已记分")


def answered(person: Walker, head: Walker, place: Town) -> None:
    """Let the person read the own rows and object to one, and the head answer it."""
    person.follow("我的积分")
    person.follow(TITLE)
    person.follow(f"{place.today.year}年{place.today.month}月")
    person.sees(LAPSE)
    harness.look(person.page, "points-own")
    person.follow(f"提出异议 {LAPSE}")
    person.fill("异议", "通知由同事起草")
    person.press("提出异议")
    person.sees("已提出异议")
    to_month(head, place.today)
    head.follow(place.person.name)
    head.follow(f"答复异议 {LAPSE}")
    head.tick("不成立")
    head.fill("答复", "签发人为本人")
    head.press("答复异议")
    head.sees("已答复")


def test_points_are_set_up_entered_closed_answered_and_go_into_a_nomination(
    browser: Browser, live_server: Any, clock: Clock
) -> None:
    place = town()
    for name in COLLEAGUES:
        PostFactory(cadre__unit=place.unit, cadre__name=name)
    first = place.today.replace(day=1)
    with walkers(browser, live_server.url) as enter:
        opened(enter(place.head), place, first)
        entered(enter(place.clerk), place)

        clock.to((first + timedelta(days=32)).replace(day=2))
        head = enter(place.head)
        to_month(head, first)
        head.follow("结账")
        head.press("结账")
        head.sees("已结账")
        harness.look(head.page, "points-period")
        answered(enter(place.person), head, place)

        clock.forward(TERM)
        head = enter(place.head)
        to_month(head, first)
        head.follow("定案")
        head.press("定案")
        head.sees("已定案")
        head.follow("产生线索")
        head.sees("不足 5 人，不排末位")
        harness.look(head.page, "points-signals")
        head.press("产生线索")
        head.sees("已产生线索")
        taken = take_signal(enter(place.clerk), place, Practice.POINTS)

    assert [row.cadre for row in Signal.objects.all()] == [place.person.cadre]
    assert LAPSE in [row["label"] for row in taken.snapshot["rows"]]
