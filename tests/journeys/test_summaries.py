"""Summaries in the browser: a prefecture over its counties, two compared, one by itself."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser

from accounts.enums import Role
from core.jobs import worker
from reports import tasks
from reports.models import PrefectureSummary, SummaryDate
from reports.queries import submissions
from reports.services import summaries
from tests import browser as harness
from tests.factories.accounts import grant
from tests.factories.units import PrefectureFactory
from tests.journeys.walker import open_account, walkers
from tests.reports.conftest import Book

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAMES = ("兴义市", "兴仁县", "安龙县")


def prefecture() -> tuple[Any, list[Book]]:
    """Three counties of a prefecture with a campaign of 2018 each."""
    above = PrefectureFactory(name="黔西南州")
    books = [Book(seed, count) for seed, count in ((1, 60), (2, 120), (3, 30))]
    for name, book in zip(NAMES, books, strict=True):
        county = book.campaign.county
        county.name, county.parent = name, above
        county.save(update_fields=["name", "parent"])
    return above, books


def test_prefecture_sums_up_compares_and_a_county_orders_a_day(
    browser: Browser, live_server: Any, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    above, books = prefecture()
    now = timezone.now()
    viewer = grant(open_account("viewer", "周敏", at=now), Role.PREFECTURE_VIEWER, above)
    county = books[0].campaign.county
    admin = grant(open_account("admin", "陈建民", at=now), Role.COUNTY_ADMIN, county)
    with walkers(browser, live_server.url) as enter:
        there = enter(viewer)
        there.follow("全县汇总")
        there.follow("全州汇总 黔西南州")
        for day in ("2018-06-01", "2018-08-01"):
            there.fill("统计日", day)
            there.press("生成 PDF")
        worker.drain("pdf", at=timezone.now(), seconds=60)
        there.go(reverse("reports:prefecture", args=[above.pk]))
        there.sees("黔西南州2018年干部召回工作汇总表")
        there.page.get_by_role("button", name="校验").first.click()
        there.sees("与登记的一致")
        harness.check_page(there.page, "prefecture")
        there.follow("与另一份对比")
        there.sees("两份的定义相同")
        there.sees("兴义市")
        harness.check_page(there.page, "comparison")
        kept, _later = PrefectureSummary.objects.order_by("pk")
        there.go(reverse("verify-code", args=[kept.document.verify_code]))
        there.sees("全州干部召回工作汇总表")
        there.sees("本文件有效")

        own = enter(admin)
        own.go(reverse("reports:campaign", args=[books[0].campaign.pk]))
        own.fill("统计日", timezone.localdate(), within=own.page.locator("form[action$='dates/']"))
        own.press("预定")
        rhythm = own.page.locator("form[action$='rhythms/']")
        rhythm.get_by_label("批次结束后").check()
        own.fill("结束后天数", "30", within=rhythm)
        own.press("设定")
        own.sees("批次结束后（第30天）")
        own.sees("结束一个批次后推算")
        harness.check_page(own.page, "campaign-dates")
        own.press("停止 批次结束后")
        own.sees("已停止定期汇总")
        tasks.order_summaries(timezone.now() + timedelta(days=1))
        worker.drain(tasks.LANE, at=timezone.now() + timedelta(days=1), seconds=60)
        own.go(reverse("reports:campaign", args=[books[0].campaign.pk]))
        own.sees("没有预定")
        assert SummaryDate.objects.get().summary is not None


def test_a_decider_signs_a_summary_and_it_goes_up(
    browser: Browser, live_server: Any, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    _above, books = prefecture()
    campaign, now = books[0].campaign, timezone.now()
    admin = grant(open_account("admin", "陈建民", at=now), Role.COUNTY_ADMIN, campaign.county)
    decider = grant(open_account("decider", "周志远", at=now), Role.DECIDER, campaign.county)
    row = summaries.request_summary(campaign, as_of=now.date(), by=admin, at=now)
    page = reverse("reports:campaign", args=[campaign.pk])
    worker.drain("pdf", at=timezone.now(), seconds=60)
    with walkers(browser, live_server.url) as enter:
        there = enter(decider)
        there.go(page)
        there.follow("签发上报")
        there.sees("各轮办理情况表")
        harness.check_page(there.page, "submission")
        there.fill("联合发文机关和签发人", "兴义市人力资源和社会保障局")
        there.press("签发上报")
        there.sees("GW-02")
        there.fill("联合发文机关和签发人", "兴义市人力资源和社会保障局：李某")
        there.press("签发上报")
        there.sees("已签发")
        worker.drain("pdf", at=timezone.now(), seconds=60)
        there.go(page)
        there.sees("报〔")
        harness.check_page(there.page, "submitted", axe_at=(1440,))
        printed = submissions.of_summary(row).get()
        assert printed.snapshot["signers"] == [["周志远", "李某"]]
        own = enter(admin)
        own.go(page)
        own.sees("报〔")
        with own.page.expect_download() as paper:
            own.page.locator(
                f"a[href='{reverse('reports:submission-file', args=[printed.pk])}']"
            ).click()
        assert Path(paper.value.path()).read_bytes().startswith(b"%PDF")
        own.page.locator("a[href*='rows/'][href*='n=nominated']:not([href*='cut='])").first.click()
        own.page.wait_for_url("**/reports/rows/**")
        harness.check_page(own.page, "submitted-rows", axe_at=(1440,))
        own.go(page)
        own.page.locator("a[href*='/reports/units/'][href*='n=units_due']").first.click()
        own.page.wait_for_url("**/reports/units/**")
        own.sees("应报单位")
        harness.check_page(own.page, "unit-rows")


def test_a_prefectures_rhythm_and_days_are_set_and_stopped(
    browser: Browser, live_server: Any, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    above, _books = prefecture()
    now = timezone.now()
    chief = grant(open_account("chief", "杨正华", at=now), Role.COUNTY_ADMIN, above)
    page = reverse("reports:prefecture", args=[above.pk])
    with walkers(browser, live_server.url) as enter:
        there = enter(chief)
        there.go(page)
        there.sees("没有预定")
        days = there.page.locator("form[action$='dates/']")
        there.fill("统计日", "2018-01-01", within=days)
        there.press("预定")
        there.sees("RP-02")
        days = there.page.locator("form[action$='dates/']")
        there.fill("统计日", timezone.localdate(), within=days)
        there.press("预定")
        there.sees("已预定")
        there.page.locator("form[action$='rhythms/']").get_by_label("全州每季末").check()
        there.press("设定")
        there.sees("下一统计日")
        harness.check_page(there.page, "prefecture-days")
        there.press("停止 全州每季末")
        there.sees("已停止定期汇总")
        tomorrow = now + timedelta(days=1)
        tasks.order_summaries(tomorrow)
        worker.drain(tasks.LANE, at=tomorrow, seconds=60)
        there.go(page)
        there.sees("没有预定")
        assert SummaryDate.objects.get().whole == PrefectureSummary.objects.get()
        harness.check_page(there.page, "prefecture-day-made", axe_at=(1440,))
