"""A person who moved to another county: that county agrees before anything is taken from them."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from accounts.enums import Role
from assessment.models import Concurrence, OutcomeProposal
from tests import browser as harness
from tests.factories import assessment as assess
from tests.factories import observations as waits
from tests.factories import training
from tests.factories.accounts import grant
from tests.factories.units import CountyFactory, UnitFactory
from tests.fixtures import media
from tests.journeys.town import Town, iso, town
from tests.journeys.walker import Walker, open_account, walkers
from tests.permissions.rows.concurrences import moved

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WHY = "综合考核不合格，拟转岗到基层窗口"
ANSWER = "经本县研究，同意按原办理县意见办理"


@pytest.fixture
def place() -> Town:
    return town()


@pytest.fixture
def world(place: Town) -> SimpleNamespace:
    names = ("county", "unit", "host", "admin", "manager", "decider", "mentor")
    people = {name: getattr(place, name) for name in names}
    return SimpleNamespace(**people, campaign=training.campaign(place.county, place.admin))


@pytest.fixture
def there(place: Town) -> Any:
    return UnitFactory(county=CountyFactory(name="汉阴县"), name="涧池镇")


@pytest.fixture
def judge(place: Town, there: Any) -> Any:
    return grant(open_account("judge", "高志强", at=place.now), Role.DECIDER, there.county)


def ask(decider: Walker, name: str) -> None:
    decider.sees("现单位：涧池镇")
    decider.sees("石泉县")  # the reader's own place stays on top
    decider.follow("送现所在县会签")
    decider.choose("拟作结果", "转岗")
    decider.fill("拟作理由", WHY)
    harness.check_page(decider.page, f"{name}-ask")
    decider.press("送会签")
    decider.sees("待会签")


def agree(judge: Walker, person: str, name: str) -> None:
    judge.follow("综合考核")
    judge.follow("调入人员的在办案件")
    harness.check_page(judge.page, f"{name}-list")
    judge.follow(person)
    judge.sees(WHY)
    harness.check_page(judge.page, f"{name}-arrived")
    judge.follow("会签", within=judge.page.get_by_role("main").locator(".acts-row"))
    judge.tick("同意")
    judge.fill("会签意见", ANSWER)
    harness.check_page(judge.page, f"{name}-answer")
    judge.press("登记会签")
    judge.sees("已登记会签")


def test_new_county_agrees_and_the_outcome_goes_to_a_meeting(
    browser: Browser, live_server: Any, place: Town, world: Any, there: Any, judge: Any
):
    subject = open_account("subject", "周明远", at=place.now)
    case = moved(assess.concluded(world, subject=subject).case, there, by=world.admin)
    page = reverse("assessment:outcome-propose", args=[case.pk])
    with walkers(browser, live_server.url) as enter:
        decider = enter(place.decider)
        decider.go(page)
        propose(decider, world)
        decider.sees("MV-01")
        harness.check_page(decider.page, "concurrence-refused")
        decider.go(reverse("assessment:case", args=[case.pk]))
        decider.follow("他县会签")
        ask(decider, "concurrence")
        agree(enter(judge), "周明远", "concurrence")
        decider.go(reverse("assessment:concurrence-list", args=[case.pk]))
        decider.sees(ANSWER)
        harness.check_page(decider.page, "concurrence")
        decider.go(page)
        propose(decider, world)
        decider.sees("已提交会议研究")
    assert OutcomeProposal.objects.get(case=case).kind == "TRANSFER"


def propose(decider: Walker, world: Any) -> None:
    decider.page.get_by_role("radio", name="转岗").check()
    for box in decider.page.get_by_role("checkbox").all():
        if box.is_visible():
            box.check()
    decider.fill("建议理由", WHY)
    decider.choose("批准机关", "县（市、区）委")
    decider.pick("新单位", world.host.name)
    decider.fill("新职务", "科员")
    decider.press("提交会议")


def test_suspended_outcome_is_asked_about_again_before_it_is_carried_out(
    browser: Browser, live_server: Any, place: Town, world: Any, there: Any, judge: Any
):
    subject = open_account("subject", "周明远", at=place.now)
    row = waits.proposed(world, waits.suspended(world, subject=subject))
    case = moved(row.outcome.case, there, by=world.admin)
    page = reverse("assessment:observation", args=[row.pk])
    with walkers(browser, live_server.url) as enter:
        decider = enter(place.decider)
        decider.go(page)
        carry_out(decider, place)
        decider.sees("MV-01")
        decider.go(page)
        harness.check_page(decider.page, "concurrence-waiting")
        decider.follow("他县会签")
        ask(decider, "concurrence-again")
        agree(enter(judge), "周明远", "concurrence-again")
        decider.go(page)
        carry_out(decider, place)
        decider.sees("已登记")
    row.refresh_from_db()
    assert row.is_activated
    assert Concurrence.objects.get(case=case).is_agreed


def carry_out(decider: Walker, place: Town) -> None:
    decider.follow("登记会议决定")
    decider.fill_in({"会议名称": "县委组织部部务会", "会议日期": iso(place.today)})
    decider.fill_in({"应到人数": 5, "同意执行票数": 5, "不同意票数": 0})
    decider.press("登记会议决定")
