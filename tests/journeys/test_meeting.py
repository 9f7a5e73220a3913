"""A meeting of twelve cases with two recusals by the keyboard, and one whose network drops."""

import os
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, Route, expect

from accounts.enums import Role
from cadres.models import Kinship
from core.dates import legal_day
from recall.models import Decision, Meeting, MeetingItem, MeetingResult, MeetingVote
from recall.services import decisions, meetings
from tests import browser as harness
from tests.factories import meetings as make
from tests.factories.accounts import UserFactory, grant
from tests.factories.cadres import PostFactory
from tests.factories.recall import heard_nomination, open_campaign
from tests.factories.units import CountyFactory, UnitFactory
from tests.fixtures import media

__all__ = ["media"]
# Whether the page may be left or loaded again without the browser asking first.
MAY_LEAVE = "window.dispatchEvent(new Event('beforeunload', { cancelable: true }))"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PEOPLE = ["李国强", "张小梅", "马超", "周海燕", "吴志明", "郑丽", "孙浩", "钱玉芬", "冯涛"]
PEOPLE += ["陈桂花", "褚卫东", "卫红梅"]
CHIEFS = ["王部长", "李副部长", "张副部长", "陈副部长"]
SECRETARY = Role.DECISION_SECRETARY


def decider(county: Any, name: str) -> Any:
    return grant(UserFactory(name=name), Role.DECIDER, county)


def gathered(count: int) -> Meeting:
    """Answer a prepared meeting of today with its roll called: three accounts, four names."""
    county = CountyFactory(name="石泉县")
    unit = UnitFactory(county=county, name="城关镇")
    campaign = open_campaign(unit)
    keeper, second, third = (decider(county, n) for n in ("周志远", "吴桂兰", "何静"))
    rows = [
        heard_nomination(campaign, cadre=PostFactory(cadre__unit=unit, cadre__name=name).cadre)
        for name in PEOPLE[:count]
    ]
    own = PostFactory(cadre__unit=UnitFactory(county=county), cadre__user=second).cadre
    now = timezone.now()
    tied = {"cadre": rows[min(2, count - 1)].cadre, "relative": own, "kind": "SPOUSE"}
    Kinship.objects.create(**tied, declared_by=second, declared_at=now)
    decisions.recuse(rows[min(6, count - 1)], user=third, reason="同学", by=third, at=now)
    told: dict[str, Any] = {
        "name": "2026年第十一次部务会",
        "held_on": legal_day(now),
        "members": [keeper, second, third],
        "others": CHIEFS,
        "at": now,
    }
    return make.called(make.with_agenda(*rows, by=keeper, **told), at=now)


def press_until(page: Page, words: str, key: str = "Tab", most: int = 90) -> None:
    """Press a key until the focus stands on the link or button of these words."""
    for _press in range(most):
        page.keyboard.press(key)
        said = page.evaluate("document.activeElement.textContent.trim()")
        if said.startswith(words) and len(said) < 40:
            return
    raise AssertionError(f"{key} does not reach {words}")


def enter_on(page: Page, words: str, key: str = "Tab") -> None:
    press_until(page, words, key)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def cast(page: Page, *counts: int) -> None:
    """Type the three counts of the case on the screen and send them."""
    page.keyboard.press(str(counts[0]))
    for count in counts[1:]:
        page.keyboard.press("Tab")
        page.keyboard.type(str(count))
    page.keyboard.press("Enter")


def said(page: Page) -> Any:
    return page.locator("[data-case]:visible [data-said]")


def test_twelve_cases_by_the_keyboard_alone(browser: Browser, live_server: Any) -> None:
    row = gathered(12)
    with harness.context(browser) as opened:
        page = opened.new_page()
        harness.enter(page, live_server.url, row.keeper)
        page.goto(live_server.url + reverse("recall:meeting", args=[row.pk]))
        harness.check_page(page, "meeting-prepared")
        enter_on(page, "开会")
        expect(page.locator("[data-case]:visible")).to_have_count(1)
        harness.check_page(page, "meeting-room")
        for number in range(1, 13):
            expect(page.get_by_text(f"{number} / 12", exact=True)).to_be_visible()
            here = 6 if number in (3, 7) else 7
            against = {5: (1, here - 1, 0), 9: (0, 2, here - 2)}.get(number, (here, 0, 0))
            if number == 3:
                expect(page.get_by_text("吴桂兰：亲属或者共同居住")).to_be_visible()
                harness.check_page(page, "meeting-recused")
            cast(page, *against)
            expect(said(page)).to_contain_text(f"同意 {against[0]} 票，不同意 {against[1]} 票")
            expect(said(page)).to_have_class("room__said is-done")
            page.keyboard.press("ArrowRight")
        harness.check_page(page, "meeting-voted")
        enter_on(page, "返回会议", "Shift+Tab")
        enter_on(page, "闭会")
        enter_on(page, "登记全部决定")
        expect(page.get_by_text("缓议，未作决定")).to_be_visible()
        enter_on(page, "生成会议纪要")
        harness.check_page(page, "meeting-applied")

    assert MeetingVote.objects.count() == 12
    recused = MeetingVote.objects.filter(due_count=6).order_by("item__position")
    assert [vote.item.position for vote in recused] == [3, 7]
    assert Decision.objects.filter(is_approved=True).count() == 10
    assert MeetingResult.objects.filter(outcome="APPLIED").count() == 11


def test_votes_entered_without_a_network_are_kept_once_each(
    browser: Browser, live_server: Any
) -> None:
    row = _opened(gathered(4))
    with harness.context(browser) as opened:
        page = opened.new_page()
        harness.enter(page, live_server.url, row.keeper)
        page.goto(live_server.url + reverse("recall:meeting-room", args=[row.pk]))
        opened.set_offline(True)
        for number in (1, 2, 3):
            cast(page, 6 if number == 3 else 7, 0, 0)
            expect(page.locator("#queue")).to_contain_text(f"还有 {number} 件表决没有送到服务器")
            expect(said(page)).to_contain_text("已存在这台电脑上")
            page.keyboard.press("ArrowRight")
        if os.environ.get("SCREENS"):
            harness.look(page, "meeting-offline")
        stored = page.evaluate("JSON.stringify(localStorage)")
        assert not [name for name in PEOPLE + CHIEFS if name in stored]
        assert not MeetingVote.objects.exists()
        assert page.evaluate(MAY_LEAVE) is False
        page.route("**/vote/", _lose_first_answers())
        opened.set_offline(False)
        expect(page.locator("#queue")).to_contain_text("全部表决已送到服务器", timeout=15_000)
        assert page.evaluate("Object.keys(localStorage).filter(k => /^votes/.test(k)).length") == 0
        assert page.evaluate(MAY_LEAVE) is True

    votes = MeetingVote.objects.order_by("item__position")
    assert [(v.item.position, v.agree_count) for v in votes] == [(1, 7), (2, 7), (3, 6)]


def _opened(row: Meeting) -> Meeting:
    return meetings.open_meeting(row, by=row.keeper, at=timezone.now())


def _lose_first_answers() -> Any:
    """Answer a handler that lets the server act and loses the answer, the first two times."""
    lost: list[int] = []

    def handle(route: Route) -> None:
        answer = route.fetch()
        if len(lost) < 2:
            lost.append(answer.status)
            route.abort("connectionreset")
        else:
            route.fulfill(response=answer)

    return handle


def test_room_is_plain_forms_without_script(browser: Browser, live_server: Any) -> None:
    row = _opened(gathered(2))
    item = MeetingItem.objects.get(meeting=row, position=1)
    with harness.context(browser, java_script_enabled=False) as opened:
        page = opened.new_page()
        harness.enter(page, live_server.url, row.keeper)
        page.goto(live_server.url + reverse("recall:meeting-room", args=[row.pk]))
        case = page.locator(f"#case-{item.pk}")
        for label, count in (("同意", 7), ("不同意", 0), ("缓议", 0)):
            case.get_by_label(label, exact=True).fill(str(count))
        case.get_by_role("button", name="登记表决").click()
        expect(page.locator(f"#case-{item.pk}")).to_contain_text("决定召回：同意 7 票")


def test_stale_case_is_refused_in_words_in_the_room(browser: Browser, live_server: Any) -> None:
    row = _opened(gathered(1))
    nomination = MeetingItem.objects.get(meeting=row).nomination
    with harness.context(browser) as opened:
        page = opened.new_page()
        harness.enter(page, live_server.url, row.keeper)
        page.goto(live_server.url + reverse("recall:meeting-room", args=[row.pk]))
        type(nomination).objects.filter(pk=nomination.pk).update(version=9)
        cast(page, 5, 0, 0)
        expect(said(page)).to_contain_text("材料在列入议程或打开页面后有改动")
        expect(page.locator("#queue")).to_contain_text(
            "第 1 件（同意 5、不同意 0、缓议 0）没有被接受"
        )

    assert not MeetingVote.objects.exists()


def test_roll_is_called_on_a_phone(browser: Browser, live_server: Any) -> None:
    row = gathered(1)
    first = row.members.order_by("pk")[0]
    with harness.context(browser, viewport={"width": 360, "height": 740}, has_touch=True) as opened:
        page = opened.new_page()
        harness.enter(page, live_server.url, grant(UserFactory(), SECRETARY, row.county))
        page.goto(live_server.url + reverse("recall:meeting-roll", args=[row.pk]))
        harness.check_page(page, "meeting-roll")
        page.set_viewport_size({"width": 360, "height": 740})
        cards = page.locator("main label.opt-row")
        sizes = [cards.nth(n).bounding_box() or {} for n in range(cards.count())]
        assert len(sizes) == 14
        assert min(min(box["height"], box["width"] / 3) for box in sizes) >= 44
        assert page.get_by_label(f"{first.name}：缺席原因").is_hidden()
        page.get_by_role("group", name=first.name).get_by_text("缺席", exact=True).tap()
        page.get_by_label(f"{first.name}：缺席原因").fill("出差")
        page.get_by_role("button", name="登记到会").tap()
        expect(page.get_by_text("应到 7 人，到会 6 人")).to_be_visible()

    assert row.members.get(pk=first.pk).absence_reason == "出差"
