"""A bureau's yearly card and list, from the rules to a frozen signal, by their pages alone."""

from dataclasses import dataclass
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
COLLEAGUES = ("张小梅", "王丽", "赵永红", "马超", "李文静", "周海燕")
TERM = 20  # days, more than the working days in which the person may object


@dataclass(frozen=True)
class Card:
    """What one practice is called, asks and says."""

    practice: Practice
    figures: dict[str, int]
    own_item: tuple[str, int]
    lapses: tuple[tuple[str, str], ...]
    said: str

    @property
    def shot(self) -> str:
        return str(self.practice).lower().replace("_", "-")


CARDS = [
    Card(
        Practice.SCORE_CARD,
        {"记分卡总分": 12, "提醒线": 3, "线索线": 6},
        ("排污口巡查记录造假", -4),
        (
            ("上班时间脱岗　-3.00", "督查时不在办公室，也没有请假"),
            ("排污口巡查记录造假　-4.00", "3号排污口没有去，记录写已巡查"),
        ),
        "全年扣 7.00 分，达到 6.00 分的线索线",
    ),
    Card(
        Practice.NEGATIVE_LIST,
        {"提醒线": 2, "线索线": 10},
        ("违规收取年检费用", -5),
        (
            ("对服务对象态度生硬　-2.00", "窗口录像和两名商户反映一致"),
            ("吃拿卡要　一票否决", "收受个体户购物卡，本人承认"),
        ),
        "触及一票否决事项 1 次",
    ),
]


def opened(head: Walker, place: Town, card: Card, first: date) -> None:
    """Open the year's book, put everybody in, and add an item of the unit's own."""
    head.follow("依据与线索")
    head.follow(str(card.practice.label))
    head.follow("新建台账")
    head.choose("单位", place.unit.name)
    head.fill_in({"施行日期": iso(first), "登记为平时考核的依据": "公务员平时考核办法"})
    head.fill_in({"登记文号": "石环发〔2018〕5号", **card.figures})
    head.page.get_by_label("线索对应的召回情形").select_option(index=1)
    harness.look(head.page, f"{card.shot}-new")
    head.press("建立台账")
    head.follow("列入本单位全部人员")
    head.fill("进入日期", iso(first))
    head.press("列入本单位全部人员")
    head.follow("增加计分项目")
    title, points = card.own_item
    head.fill_in({"事项": title, "分值": points})
    head.press("增加计分项目")
    head.sees(title)


def entered(clerk: Walker, place: Town, card: Card, on: date) -> None:
    """Let the clerk write down what happened, line by line, and see who reached which line."""
    for (item, reason), mark in zip(card.lapses, ("达到提醒线", "达到线索线"), strict=True):
        to_book(clerk, card)
        clerk.follow("记分", within=clerk.page.locator(".phead"))
        clerk.pick("人员", place.person.name)
        clerk.choose("项目", item)
        clerk.fill_in({"发生日期": iso(on), "事由": reason, "依据材料": "督查通报第3期"})
        clerk.press("记分")
        clerk.sees("已记分")
        clerk.follow(f"{on.year}年")
        clerk.sees(mark)
    harness.look(clerk.page, f"method-{card.shot}")


def to_book(walker: Walker, card: Card) -> None:
    """Go to the practice's only book."""
    walker.follow("依据与线索")
    walker.follow(str(card.practice.label))
    walker.follow(walker.page.locator("tbody .who").first.inner_text())


def to_period(walker: Walker, card: Card, year: int) -> None:
    to_book(walker, card)
    walker.follow(f"{year}年")


def answered(person: Walker, head: Walker, card: Card, place: Town, year: int) -> None:
    """Let the person read the own lines and object to one, and the head answer it."""
    reason = card.lapses[0][1]
    person.follow("我的积分")
    person.page.get_by_role("main").get_by_role("link").last.click()
    person.sees(reason)
    person.follow(f"提出异议 {reason}")
    person.fill("异议", "那天上午在医院陪护，口头请过假")
    person.press("提出异议")
    person.sees("已提出异议")
    to_period(head, card, year)
    head.follow(place.person.name)
    head.follow(f"答复异议 {reason}")
    head.tick("不成立")
    head.fill("答复", "考勤和值班长都没有请假记录")
    head.press("答复异议")
    head.sees("已答复")


@pytest.mark.parametrize("card", CARDS, ids=[card.shot for card in CARDS])
def test_card_is_set_up_kept_answered_settled_and_goes_into_a_nomination(
    browser: Browser, live_server: Any, clock: Clock, card: Card
) -> None:
    place = town()
    for name in COLLEAGUES:
        PostFactory(cadre__unit=place.unit, cadre__name=name)
    year = place.today.year
    with walkers(browser, live_server.url) as enter:
        opened(enter(place.head), place, card, date(year, 1, 1))
        entered(enter(place.clerk), place, card, place.today)

        clock.to(date(year + 1, 1, 4))
        head = enter(place.head)
        to_period(head, card, year)
        head.follow("结账")
        head.press("结账")
        head.sees("已结账")
        answered(enter(place.person), head, card, place, year)

        clock.to(clock.today + timedelta(days=TERM))
        head = enter(place.head)
        to_period(head, card, year)
        head.follow("定案")
        head.press("定案")
        head.sees("已定案")
        head.follow("产生线索")
        head.sees(card.said)
        harness.look(head.page, f"{card.shot}-signals")
        head.press("产生线索")
        head.sees("已产生线索")

        taken = take_signal(enter(place.clerk), place, card.practice)
        assert [row.cadre for row in Signal.objects.all()] == [place.person.cadre]
        assert card.said in taken.snapshot["said"]
        assert [row["label"] for row in taken.snapshot["rows"]] == [r for _i, r in card.lapses]
