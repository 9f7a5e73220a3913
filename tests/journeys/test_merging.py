"""Two people on one fact, opinion or block of a class, and one person on two devices: nothing
typed is lost or written over."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, expect

from accounts.enums import Role
from recall.models import Fact, UnitOpinion, Unsaved
from tests import browser as harness
from tests.factories.accounts import grant
from tests.factories.recall import draft_nomination, open_campaign, put_fact, put_opinion
from tests.journeys.steps import tab_to
from tests.journeys.town import Town, town
from tests.journeys.walker import open_account, walkers
from training.queries import programmes as presets
from training.services import programmes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"viewport": {"width": 360, "height": 740}}
THEIRS = "值班当晚两次离岗，防汛值守电话无人接听。"
MINE = "值班当晚三次离岗，防汛值守电话无人接听，有值班记录。"
AGREED = "经集体研究，同意推荐召回，已事先提醒本人。"
HALF = "本月防汛值班三次离岗，经值班室"


@pytest.fixture
def place() -> Town:
    return town()


@pytest.fixture
def draft(place: Town) -> Any:
    return draft_nomination(open_campaign(place.unit), cadre=place.person.cadre, clerk=place.clerk)


def test_second_of_two_clerks_chooses_by_keyboard(
    browser: Browser, live_server: Any, place: Town, draft: Any
):
    other = grant(open_account("clerk2", "王秀英", at=timezone.now()), Role.UNIT_CLERK, place.unit)
    fact = put_fact(draft)
    page = reverse("recall:fact-edit", args=[draft.pk, fact.pk])
    with walkers(browser, live_server.url) as enter:
        first, second = enter(place.clerk), enter(other)
        first.go(page)
        second.go(page)
        first.fill_in({"地点": "镇防汛值班室", "事实经过": THEIRS})
        first.press("保存")
        second.fill("事实经过", MINE)

        assert second.press("保存") == 409
        second.sees("只有对方改了这一项")
        assert Fact.objects.get(pk=fact.pk).text == THEIRS
        harness.check_page(second.page, "merging")
        keys = second.page.keyboard
        tab_to(second, "用我的")  # the text: both changed it, nothing is picked
        keys.press("Space")
        tab_to(second, "保存")
        with second.page.expect_navigation() as moved:
            keys.press("Enter")
        second.arrive()

        assert moved.value.status == 200
    stands = Fact.objects.get(pk=fact.pk)
    assert (stands.text, stands.place) == (MINE, "镇防汛值班室")


def test_what_was_typed_at_the_desk_goes_on_at_the_phone(
    browser: Browser, live_server: Any, place: Town, draft: Any
):
    with walkers(browser, live_server.url) as enter:
        desk = enter(place.clerk)
        desk.go(reverse("recall:fact-add", args=[draft.pk]))
        desk.page.get_by_role("radio").first.check()
        desk.fill("地点", "镇政府值班室")
        desk.page.get_by_label("事实经过").press_sequentially(HALF)
        expect(desk.page.locator("#kept")).to_contain_text("已自动存下")
        harness.check_page(desk.page, "typing-kept", axe_at=(1440,))
    with walkers(browser, live_server.url, **PHONE) as enter:
        phone = enter(place.clerk)
        phone.go(reverse("recall:nomination-tasks", args=[draft.pk]))
        harness.check_page(phone.page, "typing-tasks")
        phone.follow("接着填")
        phone.sees("还没有保存的内容")
        assert phone.page.get_by_label("事实经过").input_value() == HALF
        harness.check_page(phone.page, "typing-resumed")
        phone.fill("事实经过", f"{HALF}提醒仍未改正。")
        phone.page.get_by_label("发生日期").fill(place.today.isoformat())
        phone.press("保存")

        phone.sees(f"{HALF}提醒仍未改正。")
    fact = draft.facts.get()
    assert (fact.text, fact.place) == (f"{HALF}提醒仍未改正。", "镇政府值班室")
    assert not Unsaved.objects.exists()


def test_what_a_clerk_left_unsaved_meets_a_colleagues_opinion_on_the_phone(
    browser: Browser, live_server: Any, place: Town, draft: Any
):
    other = grant(open_account("clerk2", "王秀英", at=timezone.now()), Role.UNIT_CLERK, place.unit)
    put_opinion(draft)
    page = reverse("recall:unit-opinion", args=[draft.pk])
    with walkers(browser, live_server.url, **PHONE) as enter:
        first, second = enter(place.clerk), enter(other)
        first.go(page)
        first.page.get_by_label("集体研究意见").fill("")
        first.page.get_by_label("集体研究意见").press_sequentially(AGREED)
        expect(first.page.locator("#kept")).to_contain_text("已自动存下")
        first.go(reverse("recall:nomination-tasks", args=[draft.pk]))
        second.go(page)
        second.fill_in({"同意票数": 6, "集体研究意见": "同意推荐，建议先谈话。"})
        second.press("保存")

        first.go(page)
        first.sees("还没有保存的内容")
        assert first.page.get_by_label("集体研究意见").input_value() == AGREED
        assert first.press("保存") == 409
        first.sees("只有对方改了这一项")
        harness.check_page(first.page, "merging-opinion")
        words = first.page.locator("input[name='pick_text'][value='mine']")
        assert not words.is_checked()
        words.check()
        assert first.press("保存") == 200

    stands = UnitOpinion.objects.get(nomination=draft)
    assert (stands.text, stands.agree_count) == (AGREED, 6)
    assert not Unsaved.objects.exists()


def test_second_of_two_planners_reads_where_the_first_moved_a_block(
    browser: Browser, live_server: Any, place: Town
):
    campaign = open_campaign(place.unit)
    row = programmes.open_class(
        campaign,
        title="第一期班",
        venue="县委党校",
        opens_on=place.today + timedelta(days=30),
        parts=presets.parts_of(presets.presets()["shiquan_2019"]["blocks"]),
        by=place.manager,
        at=timezone.now(),
    )
    block = row.blocks.order_by("from_on")[1]
    other = grant(
        open_account("manager2", "孙丽", at=timezone.now()), Role.CLASS_MANAGER, place.county
    )
    page = reverse("training:block-move", args=[block.pk])
    with walkers(browser, live_server.url) as enter:
        first, second = enter(place.manager), enter(other)
        first.go(page)
        second.go(page)
        first.fill("改为哪天开始", block.from_on + timedelta(days=7))
        first.press("确认移动")
        first.sees("已移动环节")
        theirs = row.blocks.get(pk=block.pk).from_on
        second.fill("改为哪天开始", block.from_on + timedelta(days=21))

        assert second.press("确认移动") == 409
        harness.check_page(second.page, "merging-block")
        assert row.blocks.get(pk=block.pk).from_on == theirs
        second.page.locator("input[name='pick_to_on'][value='mine']").check()
        assert second.press("确认移动") == 200
        second.sees("已移动环节")

    assert row.blocks.get(pk=block.pk).from_on > theirs
