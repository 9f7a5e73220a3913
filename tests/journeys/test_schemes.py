"""Schemes in the browser: drafted under the level above, compared, approved; a ground found."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from recall.models import Nomination
from schemes.models import SchemeVersion
from tests import browser as harness
from tests.factories.recall import draft_nomination, open_campaign
from tests.factories.schemes import approved, draft_version
from tests.factories.units import PrefectureFactory
from tests.journeys.town import Town, iso, town
from tests.journeys.walker import Walker, walkers
from units.models import Jurisdiction

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ABOVE, TITLE = "安康市干部召回办法", "石泉县干部召回实施办法"
REASON = "这一项由纪检监察机关依规处理，本县不再列入。"


def under_a_prefecture(place: Town) -> None:
    """Put the county under a prefecture whose scheme is in force."""
    above = PrefectureFactory(name="安康市")
    Jurisdiction.objects.filter(pk=place.county.pk).update(parent=above)
    approved(draft_version(above, title=ABOVE))


def test_county_adds_and_drops_under_the_scheme_above_and_another_admin_approves(
    browser: Browser, live_server: Any
) -> None:
    place = town()
    under_a_prefecture(place)
    with walkers(browser, live_server.url) as enter:
        admin = enter(place.admin)
        admin.follow("办法")
        admin.follow("新建办法")
        admin.fill("办法名称", TITLE)
        admin.choose("上级办法", ABOVE)
        admin.press("保存")
        admin.follow("第1版")
        admin.sees("提交审定前还须处理")
        rest_on_a_basis(admin, place.today)
        drop_and_add(admin)
        harness.check_page(admin.page, "scheme-draft")
        admin.press("提交审定")
        admin.sees("须由另一名管理员审定")

        approver = enter(place.approver)
        approver.go(reverse("schemes:text", args=[newest().pk]))
        approver.follow("与上级比较")
        approver.sees("不再适用，已写明理由")
        approver.sees(REASON)
        approver.sees("防汛值守离岗")
        harness.check_page(approver.page, "scheme-diff")
        approver.page.go_back()
        approver.press("审定")
        approver.sees("已审定的版本不能修改")

    version = newest()
    assert (version.state, version.approved_by) == ("APPROVED", place.approver)
    assert version.clauses.standing().count() == version.above.clauses.count()


def newest() -> SchemeVersion:
    return SchemeVersion.objects.order_by("-pk").first()  # type: ignore[return-value]


def rest_on_a_basis(admin: Walker, today: date) -> None:
    admin.follow("修改依据和有效期")
    admin.fill_in({"制定依据": "依据公务员法和市办法。", "文号": "石委发〔2026〕9号"})
    admin.fill_in({"施行日期": iso(today), "有效期至": iso(today, 900)})
    admin.press("保存")


def drop_and_add(admin: Walker) -> None:
    """Leave one ground of the list above out, with the reason, and write one of the county's."""
    admin.follow("修改", within=admin.page.locator("ol.clauses"))
    admin.page.get_by_text("不再适用这一情形").click()
    admin.fill("不再适用的理由", REASON)
    admin.press("标为不再适用")
    admin.follow("增加情形")
    admin.fill_in({"情形": "防汛值守离岗", "全文": "汛期值守时间内擅自离岗，经查属实的。"})
    admin.tick("全体干部")
    admin.press("保存")


def test_clerk_finds_a_ground_by_four_questions_or_by_pinyin(
    browser: Browser, live_server: Any
) -> None:
    place = town()
    row = draft_nomination(open_campaign(place.unit), clerk=place.clerk)
    with walkers(browser, live_server.url) as enter:
        clerk = enter(place.clerk)
        clerk.go(reverse("recall:fact-add", args=[row.pk]))
        clerk.follow("最多回答 4 个问题")
        asked = answer_until_a_ground_is_named(clerk)
        assert asked <= 4
        chosen = clerk.page.get_by_role("radio", checked=True)
        assert chosen.count() == 1

        clerk.follow("最多回答 4 个问题")
        clerk.fill("直接检索（可用口语或拼音）", "kuanggong")
        clerk.press("检索", within=clerk.page.get_by_role("main"))
        clerk.sees("检索结果")
        harness.check_page(clerk.page, "scheme-guide")
        found = clerk.page.get_by_role("region", name="检索结果").get_by_role("heading")
        title = found.get_by_role("link").first.inner_text()
        clerk.follow(title)
        assert title in clerk.page.get_by_role("radio", checked=True).first.evaluate(
            "box => box.closest('label, li, div').innerText"
        )

    assert Nomination.objects.get(pk=row.pk).facts.count() == 0


def answer_until_a_ground_is_named(clerk: Walker) -> int:
    """Take the first answer of each question; tell how many questions that were."""
    for asked in range(1, 6):
        clerk.sees(f"第 {asked} 问，最多 4 问")
        first = clerk.page.locator("section[aria-labelledby=h-ask] li a").first
        with clerk.page.expect_navigation():
            first.click()
        clerk.arrive()
        if "ground=" in clerk.page.url:
            return asked
    raise AssertionError("five questions and no ground")
