"""The county office's points from entry to signal, as clerk, head and person meet them."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from core.dates import ZONE
from evidence.enums import DutyKind, Practice
from evidence.models import BookObjection, Signal
from evidence.presenters.books import name_of as month_of
from evidence.services import books, ledger
from schemes.models import Ground
from tests import browser as harness
from tests.factories import books as make
from tests.factories.cadres import PostFactory
from tests.fixtures import media
from tests.journeys.steps import take_signal
from tests.journeys.town import Town, iso, town
from tests.journeys.walker import walkers

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAMES = ("张小梅", "王丽", "赵永红", "马超", "李文静", "周海燕", "刘洋")


def last_month(place: Town) -> datetime:
    """Answer an instant in the month before this one."""
    return datetime.combine(
        place.today.replace(day=1) - timedelta(days=3), datetime.min.time(), ZONE
    )


def office(place: Town, at: datetime) -> Any:
    """Open the book a month ago with two groups of six; the last one made one mistake."""
    given = {"by": place.head, "at": at}
    ground = Ground.objects.order_by("pk").first()
    from_on = at.date().replace(day=1)
    book = make.opened_book(
        place.unit, from_on=from_on, rule=make.figures_of("POINTS", ground=ground), **given
    )
    people = [PostFactory(cadre__unit=place.unit, cadre__name=name).cadre for name in NAMES]
    for number, cadre in enumerate(people):
        row = books.join(
            book, cadre=cadre, group=book.groups[number > 4], joined_on=from_on, **given
        )
        told = {"title": "公文流转", "week_hours": 0, "from_on": from_on}
        books.add_duty(row, kind=DutyKind.REGULAR, **told, **given)
        if number % 3 == 0:
            make.entry(row, "完成", on=at.date(), reason="防汛专班", **given)
    group = {"group": book.groups[0], "joined_on": from_on}
    books.join(book, cadre=place.person.cadre, **group, **given)
    return book


def test_points_are_entered_closed_objected_to_and_name_the_last(
    browser: Browser, live_server: Any
) -> None:
    place = town()
    at = last_month(place)
    book = office(place, at)
    with walkers(browser, live_server.url) as enter:
        clerk = enter(place.clerk)
        clerk.follow("依据与线索")
        clerk.follow("积分管理")
        clerk.follow(book.title)
        clerk.follow("记分", within=clerk.page.locator(".phead"))
        clerk.pick("人员", place.person.name)
        clerk.choose("项目", "公文出现差错　-5.00")
        clerk.fill_in({"发生日期": iso(at.date()), "事由": "会议通知时间写错"})
        clerk.press("记分")
        clerk.sees("已记分")

        head = enter(place.head)
        head.go(reverse("evidence:period-act", args=[make.period(book).pk, "close"]))
        head.press("结账")
        head.sees("已结账")
        harness.look(head.page, "points-period")
        head.go(reverse("evidence:book", args=[book.pk]))
        harness.look(head.page, "points-book")

        person = enter(place.person)
        person.go(reverse("portal:me"))
        person.follow("我的积分")
        person.follow(book.title)
        person.follow(month_of(make.period(book)))
        person.follow("提出异议")
        person.fill("异议", "通知由同事起草")
        person.press("提出异议")
        person.sees("已提出异议")

        objection = BookObjection.objects.get()
        given = {"finding": "REJECTED", "answer": "签发人为本人", "by": place.head}
        ledger.answer(objection, at=place.now, **given)
        later = place.now + timedelta(days=14)
        ledger.finalise(make.period(book), by=place.head, at=later)

        head.go(reverse("evidence:period-act", args=[make.period(book).pk, "signals"]))
        head.sees("不足 5 人，不排末位")
        harness.look(head.page, "points-signals")
        head.press("产生线索")
        head.sees("已产生线索")
        take_signal(clerk, place, Practice.POINTS)

    assert [row.cadre for row in Signal.objects.all()] == [place.person.cadre]
