"""The county office's points from the rule to the award and the nomination, by pages alone."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator

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
LAPSE, AGAIN = "会议通知时间写错", "会议通知地点写错"
BASE = "83.32"  # 20.83 days of 8 hours, half a point for each
TERM = 20  # days, more than the working days in which the person may object
TOTALS = {"王丽": "103.32", "马超": "93.32", "赵永红": "93.32", "欧阳䶮": "68.32"}


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
    head.sees("20.83")
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


def loaded(head: Walker, first: date) -> None:
    """Give one a regular task, and another work of more than two thirds of the week."""
    duties = (
        ("马超", "常规性工作", "每日信息编报", 0),
        ("赵永红", "增加的工作内容", "防汛值守", 27),
    )
    for name, kind, title, hours in duties:
        to_month(head, first)
        head.follow(name)
        head.follow("增加工作")
        head.choose("类型", kind)
        head.fill_in({"工作内容": title, "每周工时": hours, "起始日期": iso(first)})
        head.press("增加工作")
        head.sees("已增加工作")
    head.sees("第 2 类")


def entered(clerk: Walker, place: Town, on: date) -> None:
    """Let the clerk write down what happened; the same mistake a second time is doubled."""
    lines = (
        (place.person.name, "公文出现差错　-5.00", LAPSE),
        (place.person.name, "公文出现差错　-5.00", AGAIN),
        ("王丽", "完成专项项目　+20.00", "防汛专班"),
    )
    for name, item, reason in lines:
        to_book(clerk)
        clerk.follow("记分", within=clerk.page.locator(".phead"))
        clerk.pick("人员", name)
        clerk.choose("项目", item)
        clerk.fill_in({"发生日期": iso(on), "事由": reason})
        clerk.press("记分")
        clerk.sees("已记分")


def answered(person: Walker, head: Walker, month: date) -> None:
    """Let the person read the own rows and object to one, and the head answer it."""
    person.follow("我的积分")
    person.follow(TITLE)
    person.follow(f"{month.year}年{month.month}月")
    person.sees(LAPSE)
    harness.look(person.page, "points-own")
    person.follow(f"提出异议 {LAPSE}")
    person.fill("异议", "通知由同事起草")
    person.press("提出异议")
    person.sees("已提出异议")
    to_month(head, month)
    head.follow("欧阳䶮")
    head.follow(f"答复异议 {LAPSE}")
    head.tick("不成立")
    head.fill("答复", "签发人为本人")
    head.press("答复异议")
    head.sees("已答复")


def line_of(walker: Walker, name: str) -> Locator:
    return walker.page.get_by_role("row").filter(has_text=name)


def read_down(head: Walker, month: date) -> None:
    """Read every total of the month, and follow one number down to the rows that it adds up."""
    to_month(head, month)
    for name, total in TOTALS.items():
        assert line_of(head, name).get_by_role("cell").last.inner_text() == total
    harness.look(head.page, "points-period")
    head.follow(BASE, within=line_of(head, "欧阳䶮"))
    assert points_of(head) == [Decimal(BASE)]
    to_month(head, month)
    head.follow("-15.00", within=line_of(head, "欧阳䶮"))
    assert sorted(points_of(head)) == [Decimal(-10), Decimal(-5)]
    head.sees("第 2 次")


def points_of(walker: Walker) -> list[Decimal]:
    """Answer the points of the rows behind a number."""
    rows = walker.page.get_by_role("table", name="记录").locator("tbody tr td:nth-of-type(2)")
    return [Decimal(text) for text in rows.all_inner_texts()]


def shared(head: Walker) -> None:
    """Share 40 % of the year's award by the points of the year, to the cent."""
    to_book(head)
    head.follow("按积分分配年终奖励")
    head.fill_in({"年终考核奖励总额（元）": "100000.01", "发放依据": "县委办考核奖励方案"})
    head.press("按积分分配年终奖励")
    head.sees("已计算分配")
    head.follow("按积分分配年终奖励")
    head.sees("其中 40% 即 40000.00 元按积分分配")
    shares = head.page.get_by_role("table", name="分配结果").locator("tbody tr")
    told = [Decimal(text) for text in shares.locator("td:last-child").all_inner_texts()]
    assert (len(told), sum(told)) == (7, Decimal("40000.00"))
    harness.look(head.page, "points-award")


def settled(head: Walker, month: date) -> None:
    to_month(head, month)
    head.follow("定案")
    head.press("定案")
    head.sees("已定案")


def test_points_are_set_up_entered_closed_answered_shared_and_go_into_a_nomination(
    browser: Browser, live_server: Any, clock: Clock
) -> None:
    place = town()
    for name in COLLEAGUES:
        PostFactory(cadre__unit=place.unit, cadre__name=name)
    first = date(place.today.year, 12, 1)  # the year's last month, so that the award can follow
    clock.to(max(place.today, first + timedelta(days=3)))
    with walkers(browser, live_server.url) as enter:
        head = enter(place.head)
        opened(head, place, first)
        loaded(head, first)
        entered(enter(place.clerk), place, clock.today)

        clock.to(first + timedelta(days=32))
        head = enter(place.head)
        to_month(head, first)
        head.follow("结账")
        head.press("结账")
        head.sees("已结账")
        read_down(head, first)
        answered(enter(place.person), head, first)

        clock.forward(TERM)
        head = enter(place.head)
        settled(head, first)
        head.follow("产生线索")
        head.sees("不足 5 人，不排末位")
        harness.look(head.page, "points-signals")
        head.press("产生线索")
        head.sees("已产生线索")
        shared(head)
        taken = take_signal(enter(place.clerk), place, Practice.POINTS)

    assert [row.cadre for row in Signal.objects.all()] == [place.person.cadre]
    assert {LAPSE, AGAIN} <= {row["label"] for row in taken.snapshot["rows"]}
