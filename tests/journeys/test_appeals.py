"""An appeal upheld: filed on a phone, decided by other hands, everything put back, then closed."""

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from accounts.enums import Role
from assessment.models import Appeal
from assessment.services import payruns
from core.dates import add_months
from recall.enums import CaseState
from recall.models import Case
from tests import browser as harness
from tests.factories import assessment as assess
from tests.factories import books
from tests.factories.accounts import grant
from tests.factories.appeals import PLEA, WHY, removed
from tests.factories.pay import ordered
from tests.factories.recall import open_campaign
from tests.fixtures import media
from tests.journeys.town import Town, iso, town
from tests.journeys.walker import Walker, open_account, walkers

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DONE = "已办理完毕，回执留存备查"


def world_of(place: Town) -> SimpleNamespace:
    names = ("county", "unit", "host", "admin", "manager", "decider", "mentor")
    people = {name: getattr(place, name) for name in names}
    return SimpleNamespace(**people, campaign=open_campaign(place.unit))


def pay_cut(place: Town, world: SimpleNamespace, case: Case) -> Any:
    """Two signed months in which the person got 500 yuan less; answer the month now open."""
    month = place.today.replace(day=1)
    told = {"source": "OUTCOME", "kind": "BASIC", "at": place.now}
    ordered(world, case, from_month=add_months(month, -2), **told)
    for back in (2, 1):
        run = payruns.prepare(
            place.county, month=add_months(month, -back), by=place.admin, at=place.now
        )
        payruns.check(run, content_hash=run.content_hash, by=place.decider, at=place.now)
    return month


def deduction(place: Town, case: Case) -> Any:
    """What the unit took in its book of points because of the removal."""
    first = place.today.replace(day=1)
    book = books.opened_book(place.unit, from_on=first, by=place.head, at=place.now)
    member = books.member(book, cadre=case.cadre, joined_on=first, at=place.now)
    told = {"reason": "因免职处理扣分", "token": uuid4(), "at": place.now}
    return books.entry(member, "公文出现差错", on=place.today, by=place.head, **told)


def tick(walker: Walker, row: Appeal, line: Any) -> None:
    walker.go(reverse("assessment:reversal-done", args=[row.pk, line.pk]))
    walker.fill("办理情况", DONE)
    walker.press("确认")


def test_appeal_is_upheld_everything_put_back_and_the_case_closed(
    browser: Browser, live_server: Any
):
    place = town()
    world = world_of(place)
    outcome = removed(world, open_account("appellant", "周明远", at=place.now))
    case = outcome.case
    month, taken = pay_cut(place, world, case), deduction(place, case)
    judge = open_account("judge", "黄文博", at=place.now)
    grant(judge, Role.APPEAL_HANDLER, place.county)
    day = outcome.receipt.served_on
    with walkers(browser, live_server.url) as enter:
        person = enter(case.subject)
        person.go(reverse("assessment:own-result", args=[case.pk]))
        person.follow("提出复核、申诉或异议")
        label = person.page.get_by_text("对免职提出申诉").first
        label.click()
        person.fill_in({"提出日期": iso(day), "请求和理由": PLEA})
        harness.look(person.page, "appeals-file")
        person.press("提出")
        person.sees("待受理")

        handler = enter(judge)
        handler.follow("复核申诉")
        handler.follow(case.cadre.name)
        handler.follow("受理")
        handler.press("确认")
        handler.follow("作出处理决定")
        handler.tick("撤销原处理")
        handler.fill("处理决定", WHY)
        handler.fill("没有账号的成员", "秦川、何畏、苏平")
        handler.press("确认")
        handler.sees("恢复措施")
        harness.look(handler.page, "appeals-upheld")

        handler.follow("登记答复送达")
        handler.fill("答复送达日期", iso(place.today))
        handler.press("确认")

        admin = enter(place.admin)
        row = Appeal.objects.get()
        page = reverse("assessment:appeal", args=[row.pk])
        repaid = row.reversals.get(kind="money", fen__gt=0)
        assert repaid.fen == 100_000
        tick(admin, row, repaid)
        admin.sees("补发还没有列入已签发的变动表")
        admin.follow("待遇变动")
        admin.press(f"编制{month.year}年{month.month}月变动表")
        decider = enter(place.decider)
        decider.follow("待遇变动")
        decider.follow(f"{month.year}年{month.month}月")
        decider.sees("1,000.00")
        decider.press("复核签发")

        admin.go(page)
        admin.follow("冲正扣分")
        admin.follow("冲正")
        admin.fill("冲正原因", "免职决定已被撤销")
        admin.press("冲正")
        for line in row.reversals.filter(done_at=None).order_by("pk"):
            tick(admin, row, line)
        admin.go(page)
        assert "登记办结" not in admin.page.content()
        harness.look(admin.page, "appeals-put-back")
        person.go(page)
        person.sees("撤销")

        assess.file_away(world, case)
        manager = enter(place.manager)
        manager.go(reverse("assessment:case", args=[case.pk]))
        manager.press("办结")
        manager.sees("已办结")
        harness.look(manager.page, "appeals-closed")
    assert not row.reversals.filter(done_at=None).exists()
    assert Case.objects.get(pk=case.pk).state == CaseState.CLOSED
    assert taken.reversal.points == -taken.points
