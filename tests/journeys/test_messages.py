"""A lesson moves: the trainee reads it on the phone, turns mail on, and gets a number by mail."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.enums import Role
from core import dates
from core.jobs import worker
from core.notify import mailing
from tests import browser as harness
from tests.factories import recall
from tests.factories import training as make
from tests.factories.accounts import holder
from tests.factories.cadres import PostFactory
from tests.fixtures import media
from tests.journeys.test_training import sign_in

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def move(page: Page, live_server, lesson, starts: str, ends: str) -> None:
    page.goto(f"{live_server.url}/training/sessions/{lesson.pk}/edit/")
    page.get_by_label("开始时间").fill(starts)
    page.get_by_label("结束时间").fill(ends)
    page.get_by_role("button", name="保存").click()


def test_a_moved_lesson_reaches_the_trainee_on_the_phone_and_by_mail(page, live_server, settings):
    settings.EMAIL_HOST = "mail.test"
    world = make.world()
    tomorrow = dates.legal_day(timezone.now()) + timedelta(days=1)
    room = make.planned_class(
        world, title="回炉锻造第一期班", opens_on=tomorrow, blocks=[("THEORY", 5)]
    )
    person = make.enrolled(world, room, subject=make.user(name="张小梅")).case.subject
    lesson = make.session(room, world.manager, title="纪律作风教育")
    sign_in(page, live_server, world.manager)
    move(page, live_server, lesson, "14:30", "16:30")

    sign_in(page, live_server, person)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{live_server.url}/training/today/")
    page.get_by_role("link", name="消息").click()
    expect(page.get_by_text("2 条未读")).to_be_visible()
    harness.check_page(page, "messages-phone")
    page.get_by_role("button", name="“纪律作风教育”有变动").click()
    expect(page).to_have_url(f"{live_server.url}/training/today/")
    page.get_by_role("link", name="消息").click()
    expect(page.get_by_text("1 条未读")).to_be_visible()

    page.get_by_role("link", name="提醒方式").click()
    page.get_by_label("有新消息时发邮件提醒").check()
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("NT-01").first).to_be_visible()
    page.get_by_label("邮箱地址").fill("zhang@example.gov.cn")
    page.get_by_label("有新消息时发邮件提醒").check()
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("提醒方式已保存")).to_be_visible()

    noon = timezone.now().astimezone(dates.ZONE).replace(hour=12) + timedelta(days=1)
    mailing.gather(at=noon)
    worker.drain(mailing.LANE, at=noon + timedelta(hours=1))
    page.reload()
    harness.check_page(page, "messages-mail")
    (sent,) = mail.outbox
    assert sent.body.startswith("您有新的待办事项（1 条），请登录系统查看。")
    assert "张小梅" not in sent.message().as_string()


def test_a_desk_reads_its_messages_and_marks_them_all(page, live_server):
    campaign = recall.open_campaign()
    unit = campaign.campaign_units.get().unit
    verifier = holder(Role.VERIFIER, campaign.county)
    names = ["李国强", "王丽", "赵永红", "欧阳文静"]
    for name in names:
        cadre = PostFactory(cadre__unit=unit, cadre__name=name).cadre
        recall.submitted_nomination(campaign, cadre=cadre)
    sign_in(page, live_server, verifier)
    page.goto(f"{live_server.url}/")
    page.get_by_role("link", name="消息").click()
    harness.check_page(page, "messages-desk")
    page.get_by_role("button", name="李国强　单位已报送，请核实").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("李国强")
    page.get_by_role("link", name="消息").click()
    page.get_by_role("button", name="全部标为已读").click()
    expect(page.get_by_text("条未读")).to_have_count(0)
