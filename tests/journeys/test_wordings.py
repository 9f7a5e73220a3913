"""A county words its notice anew: by one admin, approved by another; what was issued stays."""

from datetime import timedelta
from typing import Any

import pymupdf
import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from accounts.enums import Role
from core.documents import rendering, storage
from core.documents.models import Document
from recall.models import Case
from tests import browser as harness
from tests.factories.accounts import grant
from tests.factories.recall import open_case
from tests.fixtures import media
from tests.journeys.town import iso, town
from tests.journeys.walker import Walker, open_account, walkers

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADDED = "请携带身份证件和学习笔记报到。"


def said(document: Any, at: Any) -> str:
    """Print a paper and answer the characters that a reader gets from its file."""
    ready = rendering.render(document, at=at)
    with storage.open_verified(ready) as file, pymupdf.open(stream=file.read()) as paper:
        return "".join("".join(page.get_text() for page in paper).split())


def write(admin: Walker, today: Any) -> None:
    """Leave a field out and be told why it must stay; put it back, add a sentence, save."""
    body = admin.page.get_by_label("正文", exact=True)
    whole = body.input_value()
    body.fill(whole.replace("{{异议途径}}", ""))
    admin.fill("启用日期", iso(today))
    admin.press("保存")
    admin.sees("公务员法第九十五条")
    admin.sees("TX-02")
    body = admin.page.get_by_label("正文", exact=True)
    body.focus()
    body.press("Control+End")
    field = admin.page.get_by_role("button", name="{{异议途径}}")
    field.focus()
    field.press("Enter")
    body.press_sequentially(f"\n{ADDED}")
    harness.check_page(admin.page, "wording-edit")
    admin.press("保存")


def look_at_sample(admin: Walker, at: Any) -> None:
    """Ask for the paper as it will be, wait for the page to bring it, and take the file."""
    admin.press("看样张")
    admin.sees("召回通知书样张：正在生成")
    sample = Document.objects.get(kind="wording_sample")
    assert ADDED in said(sample, at)
    link = admin.page.get_by_role("link", name="召回通知书样张")
    link.wait_for()
    with admin.page.expect_download() as taken:
        link.click()
    assert taken.value.suggested_filename.startswith("sample-")
    harness.check_page(admin.page, "wording-sample")


def test_notice_bears_the_words_approved_by_another_and_the_earlier_one_keeps_its_own(
    browser: Browser, live_server: Any
) -> None:
    place = town()
    case = open_case()
    offices = [
        grant(
            open_account(key, name, at=place.now - timedelta(days=1)),
            Role.COUNTY_ADMIN,
            case.county,
        )
        for key, name in (("li.na", "李娜"), ("ma.jun", "马军"))
    ]
    with walkers(browser, live_server.url) as enter:
        admin = enter(offices[0])
        admin.follow("公文文本")
        harness.check_page(admin.page, "wording-list")
        admin.follow("召回通知书")
        admin.press("以现用文本起草新版")
        write(admin, place.today)
        admin.sees("王样张")
        look_at_sample(admin, place.now)
        admin.press("提交审定")
        admin.sees("须由另一名管理员审定")

        approver = enter(offices[1])
        approver.go(reverse("portal:message-list"))
        approver.press("召回通知书第1版　文本已提交，请审定")
        approver.sees("召回通知书样张")
        approver.follow("公文文本")
        approver.follow("第1版")
        approver.follow("与基准比较")
        approver.sees(ADDED)
        harness.check_page(approver.page, "wording-diff")
        approver.page.go_back()
        harness.check_page(approver.page, "wording")
        approver.press("审定")
        approver.sees("这一版不能再修改")

        approver.follow("发文登记")
        approver.follow("召回通知书")
        approver.follow(f"作废 {case.notice.reference}")
        approver.fill("作废原因", "改用本县文本")
        approver.press("作废并重新制发")
        approver.sees("改用本县文本")

    new = Case.objects.get(pk=case.pk).notice
    assert ADDED not in said(case.notice, place.now)
    assert ADDED in said(new, place.now)
    assert new.snapshot["wording"]["number"] == 1
