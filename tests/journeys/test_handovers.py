"""A mentor is changed: the department puts it forward, both sign on the phone, pages follow."""

import time
from datetime import timedelta

import pytest
from django.urls import reverse
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
    row.world, row.coming = world, make.holder("HOST", world.host)
    row.coming.name = "王强"
    row.coming.save()
    return row


def test_letters_typed_before_the_page_is_ready_are_looked_up(page: Page, live_server, posting):
    """The script that looks up comes a second late; a quick hand has typed by then."""

    def late(route):
        time.sleep(1)
        route.continue_()

    harness.enter(page, live_server.url, posting.world.manager)
    page.route("**/htmx*.js", late)
    address = reverse("training:handover-new", args=[posting.pk])
    page.goto(live_server.url + address, wait_until="commit")
    page.get_by_role("combobox", name="新带教人").press_sequentially("王强")

    page.get_by_role("option", name="王强").click()


def test_department_asks_and_both_mentors_sign(page: Page, browser, live_server, posting):
    harness.enter(page, live_server.url, posting.world.manager)
    page.goto(f"{live_server.url}/training/postings/{posting.pk}/")
    page.get_by_role("link", name="更换带教人").click()
    page.get_by_role("combobox", name="新带教人").press_sequentially("王强")
    page.get_by_role("option", name="王强").click()
    page.get_by_label("更换原因").fill("原带教人调到县城工作")
    page.get_by_label("交接说明").fill("高原村水塔还差 2 处没有修，每周五本人要回家接孩子。")
    harness.check_page(page, "handovers-new")
    page.get_by_role("button", name="更换带教人").click()
    expect(page.get_by_text("待签字").first).to_be_visible()
    harness.check_page(page, "handovers-desk")

    for user, is_last in ((posting.world.mentor, False), (posting.coming, True)):
        with harness.context(browser, viewport=PHONE) as opened:
            phone = opened.new_page()
            harness.enter(phone, live_server.url, user)
            phone.goto(f"{live_server.url}/training/my-trainees/")
            phone.locator("section", has_text="等您签字的带教交接").get_by_role("link").click()
            harness.check_page(phone, f"handovers-sign-{'new' if is_last else 'old'}")
            phone.get_by_role("button", name="签字同意").click()
            expect(phone.get_by_text("已签字").first).to_be_visible()
            phone.goto(f"{live_server.url}/training/my-trainees/")
            expect(phone.get_by_role("heading", name="张力")).to_be_visible()
            expect(phone.get_by_text("等您签字的带教交接")).to_have_count(0)

    with harness.context(browser, viewport=PHONE) as opened:
        phone = opened.new_page()
        harness.enter(phone, live_server.url, posting.world.mentor)
        phone.goto(f"{live_server.url}/training/my-trainees/")
        expect(phone.get_by_text("张力")).to_have_count(0)
    page.goto(f"{live_server.url}/training/postings/{posting.pk}/")
    expect(page.get_by_text("已交接")).to_be_visible()
    harness.check_page(page, "handovers-history")
