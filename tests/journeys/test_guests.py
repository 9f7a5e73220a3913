"""A host's contact without an account: the slip on paper, the code by phone, the month's form."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from core import dates
from tests import browser as harness
from tests.factories import training as make
from training.forms.reviews import LABELS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def posting():
    world = make.world()
    world.manager.name = "刘敏"
    world.manager.save()
    today = dates.legal_day(timezone.now())
    room = make.planned_class(world, opens_on=today - timedelta(days=60))
    case = make.enrolled(world, room, subject=make.user(name="张力")).case
    row = make.posting(world, case, mentor="何永富", from_on=today - timedelta(days=40))
    row.world = world
    return row


def test_slip_and_code_open_one_posting_until_it_is_taken_back(
    page: Page, browser, live_server, posting
):
    harness.enter(page, live_server.url, posting.world.manager)
    page.goto(f"{live_server.url}/training/postings/{posting.pk}/")
    page.get_by_role("link", name="邀请没有账号的联系人、带教人").click()
    harness.check_page(page, "guests-list")
    page.get_by_role("link", name="发邀请条").click()
    harness.check_page(page, "guests-issue")
    page.get_by_role("button", name="发邀请条").click()
    harness.check_page(page, "guests-slip")
    address = page.locator(".slip__url").inner_text()
    code = page.locator(".slip__code").inner_text()

    with harness.context(browser, viewport=PHONE) as opened:
        phone = opened.new_page()
        phone.goto(address)
        phone.get_by_label("登录码").fill("0000 0000" if code != "0000 0000" else "1")
        phone.get_by_role("button", name="打开").click()
        expect(phone.get_by_text(re.compile("登录码不对")).first).to_be_visible()
        harness.check_page(phone, "guests-door")
        phone.get_by_label("登录码").fill(code)
        phone.get_by_role("button", name="打开").click()
        expect(phone.get_by_text("张力").first).to_be_visible()
        harness.check_page(phone, "guests-phone")
        phone.get_by_role("link", name=re.compile("月评")).first.click()
        for label in LABELS.values():
            phone.get_by_label(str(label)).select_option(label="较好")
        phone.get_by_label(re.compile("一句话")).fill("肯下力，水塔的事跑得勤。")
        phone.get_by_role("button", name=re.compile("提交|保存")).first.click()
        expect(phone.get_by_text("已提交月评")).to_be_visible()

        page.get_by_role("link", name="返回").click()
        expect(page.get_by_text("已打开")).to_be_visible()
        page.get_by_role("link", name=re.compile("收回")).click()
        page.get_by_role("button", name="收回邀请").click()
        expect(page.get_by_text("已收回").first).to_be_visible()

        phone.goto(f"{live_server.url}/training/my-trainees/")
        expect(phone).to_have_url(re.compile("/account/login/"))
        phone.goto(address)
        phone.get_by_label("登录码").fill(code)
        phone.get_by_role("button", name="打开").click()
        expect(phone.get_by_text(re.compile("登录码不对")).first).to_be_visible()
