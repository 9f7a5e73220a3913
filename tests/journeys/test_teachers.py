"""A teacher without an account takes the roll of their own lesson on the phone."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from core import dates
from tests import browser as harness
from tests.factories import training as make
from training.models import Attendance
from training.services import teachers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def lesson():
    """A lesson that is held now, with two trainees on the roll."""
    world, now = make.world(), timezone.now()
    room = make.planned_class(world, opens_on=dates.legal_day(now), title="第一期锻造班")
    for name in ("张力", "王小明"):
        make.enrolled(world, room, subject=make.user(name=name))
    teacher = teachers.add(world.county, name="何静", by=world.manager, at=now)
    told = {"lecturer": teacher, "teacher": "", "title": "群众工作方法"}
    row = make.session(room, world.manager, **make.hour_about(now), **told)
    row.world = world
    return row


def test_teacher_marks_who_came(page: Page, browser, live_server, lesson):
    harness.enter(page, live_server.url, lesson.world.manager)
    page.goto(f"{live_server.url}/training/classes/{lesson.training_class_id}/guests/new/")
    page.get_by_label("授课教师").select_option(label="何静")
    page.get_by_role("button", name="邀请授课教师").click()
    address = page.locator(".slip__url").inner_text()
    code = page.locator(".slip__code").inner_text()

    with harness.context(browser, viewport=PHONE) as opened:
        phone = opened.new_page()
        phone.goto(address)
        phone.get_by_label("登录码").fill(code)
        phone.get_by_role("button", name="打开").click()
        expect(phone.get_by_text("群众工作方法").first).to_be_visible()
        harness.check_page(phone, "teachers-lessons")
        phone.get_by_role("link", name=re.compile("点名")).click()
        away = phone.get_by_role("group", name=re.compile("王小明"))
        away.get_by_label("缺勤").check()
        harness.check_page(phone, "teachers-roll")
        phone.get_by_role("button", name="登记考勤").click()
        expect(phone.get_by_role("heading", name="我的课")).to_be_visible()
        phone.goto(f"{live_server.url}/training/classes/{lesson.training_class_id}/")
        expect(phone.get_by_text("张力")).to_have_count(0)

    rows = Attendance.objects.filter(session=lesson)
    marks = dict(rows.values_list("enrolment__case__cadre__name", "status"))
    assert marks == {"张力": "PRESENT", "王小明": "ABSENT"}
    assert {row.recorded_by.name for row in rows.select_related("recorded_by")} == {"何静"}
