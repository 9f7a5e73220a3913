"""A plan from the grounds: drawn up and approved on a desk, ticked on the trainee's phone."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from core import dates
from recall.models import Fact
from tests import browser as harness
from tests.factories import training as make
from tests.factories.schemes import GroundFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def enrolment():
    world = make.world()
    for who, name in ((world.mentor, "何永富"), (world.manager, "刘敏")):
        who.name = name
        who.save()
    today = dates.legal_day(timezone.now())
    room = make.planned_class(world, opens_on=today - timedelta(days=60))
    row = make.enrolled(world, room, subject=make.user(name="张力"))
    make.posting(world, row.case, from_on=today - timedelta(days=20))
    ground = GroundFactory(
        code="SQ18-98", title="对群众诉求推诿敷衍", measures=["talk", "mentoring"]
    )
    Fact.objects.create(
        nomination=row.case.nomination,
        ground=ground,
        happened_on=date(2018, 4, 1),
        text="群众来办事多次推诿",
    )
    row.world = world
    return row


def test_plan_is_drawn_up_from_the_grounds_and_ticked(page: Page, browser, live_server, enrolment):
    harness.enter(page, live_server.url, enrolment.world.manager)
    page.goto(f"{live_server.url}/training/classes/{enrolment.training_class_id}/")
    page.get_by_role("link", name="个人计划 张力").click()
    harness.check_page(page, "plans-draw-up")
    page.get_by_role("button", name="拟定个人提高计划").click()
    page.get_by_role("link", name="修改").first.click()
    page.get_by_label("目标").fill("群众来办事当天有回音")
    harness.check_page(page, "plans-line")
    page.get_by_role("button", name="修改这一条").click()
    harness.check_page(page, "plans-draft")
    page.get_by_role("link", name="批准计划").click()
    page.get_by_role("button", name="批准计划").click()
    expect(page.get_by_text("现行")).to_be_visible()

    with harness.context(browser, viewport=PHONE) as opened:
        phone = opened.new_page()
        harness.enter(phone, live_server.url, enrolment.case.subject)
        phone.goto(f"{live_server.url}/training/today/")
        phone.get_by_role("link", name="个人提高计划").click()
        phone.get_by_role("link", name="填写进展 群众来办事当天有回音").click()
        phone.get_by_label("完成").check()
        phone.get_by_label("说明").fill("12 件诉求都当天回了话")
        harness.check_page(phone, "plans-tick")
        phone.get_by_role("button", name="填写进展").click()
        expect(phone.get_by_text("12 件诉求都当天回了话")).to_be_visible()
        harness.check_page(phone, "plans-own")
