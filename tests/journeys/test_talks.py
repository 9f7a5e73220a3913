"""A talk between mentor and trainee: entered on a phone, signed on another, read by the manager."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from core import dates
from tests import browser as harness
from tests.factories import training as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def posting():
    world = make.world()
    for who, name in ((world.mentor, "何永富"), (world.manager, "刘敏")):
        who.name = name
        who.save()
    today = dates.legal_day(timezone.now())
    room = make.planned_class(world, opens_on=today - timedelta(days=60))
    case = make.enrolled(world, room, subject=make.user(name="张力")).case
    row = make.posting(world, case, from_on=today - timedelta(days=20))
    row.world = world
    return row


def test_mentor_enters_a_talk_and_both_stand_by_it(page: Page, browser, live_server, posting):
    page.set_viewport_size(PHONE)
    harness.enter(page, live_server.url, posting.world.mentor)
    page.goto(f"{live_server.url}/training/my-trainees/")
    page.get_by_role("link", name="登记谈心谈话").click()
    page.get_by_label("困难关怀").check()
    page.get_by_label("谈话要点").fill("孩子今年上初中，担心没人接送；村里的水塔想在月底前修完。")
    page.get_by_label("后续跟进").fill("请村里调整周五的值班，让他回家接孩子")
    harness.check_page(page, "talks-new")
    page.get_by_role("button", name="登记谈心谈话").click()
    expect(page.get_by_text("跟进日期要一起填写").first).to_be_visible()
    day = dates.legal_day(timezone.now()) + timedelta(days=7)
    page.get_by_label("跟进日期").fill(day.isoformat())
    page.get_by_role("button", name="登记谈心谈话").click()
    expect(page.get_by_text("待本人确认")).to_be_visible()

    with harness.context(browser, viewport=PHONE) as opened:
        phone = opened.new_page()
        harness.enter(phone, live_server.url, posting.case.subject)
        phone.goto(f"{live_server.url}/training/talks/")
        phone.get_by_role("link", name="张力").click()
        harness.check_page(phone, "talks-sign")
        phone.get_by_label("本人意见").fill("水塔还缺两根管子，已经和村主任说了。")
        phone.get_by_role("button", name="确认谈话记录").click()
        expect(phone.get_by_text("待谈话人阅知")).to_be_visible()

    page.reload()
    page.get_by_role("button", name="已阅知本人意见").click()
    expect(page.get_by_text("双方已确认")).to_be_visible()
    harness.check_page(page, "talks-both")
    page.goto(f"{live_server.url}/training/talks/")
    harness.check_page(page, "talks-list")
