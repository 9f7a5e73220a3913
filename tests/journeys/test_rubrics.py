"""The own summary: set with criteria, written on a phone, marked by keyboard, a score."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from core import dates
from tests import browser as harness
from tests.factories import assessment as assess
from tests.factories import training as make
from tests.fixtures import media
from tests.journeys.test_practice import PHONE, sign_in
from training.models import ReflectionReview, ReflectionTask

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAID = "这四个月，我从修一座水塔学起：先到现场看，再找人商量，一件一件办完，再请群众说满意不满意。"


@pytest.fixture
def room():
    world = make.world(weights={"class": 50, "self": 50})
    today = dates.legal_day(timezone.now())
    training_class = make.planned_class(world, title="干部回炉锻造班", opens_on=today)
    return world, make.enrolled(world, training_class, subject=make.user(name="张力"))


def set_summary(page, live_server, world, place):
    sign_in(page, live_server, world.manager)
    page.goto(f"{live_server.url}/training/classes/{place.training_class_id}/reflections/new/")
    page.get_by_label("种类").select_option(label="个人总结")
    page.get_by_label("题目").fill("个人总结")
    page.get_by_label("要求").fill("写清四个月学了什么、做了什么，还差什么。")
    page.get_by_label("最少字数").fill("20")
    page.get_by_label("最多字数").fill("800")
    due_on = dates.legal_day(timezone.now()) + timedelta(days=5)
    page.get_by_label("截止日期").fill(due_on.isoformat())
    expect(page.get_by_label("评分标准")).to_have_value(
        "认识问题 30\n联系实际 30\n整改打算 30\n条理和文字 10"
    )
    harness.check_page(page, "summary-set")
    page.get_by_role("button", name="布置心得").click()
    expect(page.get_by_text("已布置")).to_be_visible()


def write_on_the_phone(page, live_server, person):
    page.context.clear_cookies()
    page.set_viewport_size(PHONE)
    sign_in(page, live_server, person)
    page.goto(f"{live_server.url}/training/today/")
    page.get_by_role("link", name="写心得 个人总结").click()
    page.get_by_label("正文").fill(SAID)
    expect(page.get_by_text("草稿已保存")).to_be_visible(timeout=10_000)
    harness.check_page(page, "summary-write")
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="交稿").click()
    expect(page.get_by_text("待评阅")).to_be_visible()


def mark_by_keyboard(page):
    """Go from field to field by the keyboard alone, first without the last mark."""
    page.get_by_label("认识问题").focus()
    for points in ("25", "28", "20"):
        page.keyboard.type(points)
        page.keyboard.press("Tab")
    page.get_by_text("通过", exact=True).click()
    page.get_by_label("评语或退回原因").fill("写得实在")
    page.get_by_role("button", name="提交评阅").click()
    expect(page.get_by_text("请评分").first).to_be_visible()
    harness.check_page(page, "summary-mark")
    page.set_viewport_size(PHONE)
    page.get_by_label("条理和文字").fill("7")
    page.get_by_role("button", name="提交评阅").click()
    expect(page.get_by_text("80 分（满分 100 分）")).to_be_visible()


def test_summary_is_written_marked_and_becomes_the_score(page, live_server, room):
    world, place = room
    set_summary(page, live_server, world, place)
    write_on_the_phone(page, live_server, place.case.subject)

    page.context.clear_cookies()
    sign_in(page, live_server, world.manager)
    page.goto(f"{live_server.url}/training/reflection-tasks/{ReflectionTask.objects.get().pk}/")
    page.get_by_role("link", name="张力").click()
    mark_by_keyboard(page)
    assert ReflectionReview.objects.get().mark == 80

    page.context.clear_cookies()
    sign_in(page, live_server, place.case.subject)
    page.goto(
        f"{live_server.url}/training/reflection-tasks/{ReflectionTask.objects.get().pk}/write/"
    )
    expect(page.get_by_text("条理和文字 7/10")).to_be_visible()
    harness.check_page(page, "summary-marked")

    page.context.clear_cookies()
    sign_in(page, live_server, world.manager)
    opened = assess.assessments.open_(place.case, by=world.manager, at=timezone.now())
    page.goto(f"{live_server.url}/assessment/cases/{place.case_id}/")
    expect(page.get_by_role("link", name="查看本人的个人总结")).to_be_visible()
    page.get_by_role("button", name="按记录计分 个人总结").click()
    expect(page.get_by_text("已按记录计分")).to_be_visible()
    harness.check_page(page, "summary-scored")
    assert opened.versions.get().value == 80
