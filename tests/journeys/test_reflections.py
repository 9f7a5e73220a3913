"""A reflection from the task over a phone without a network to the review with its hint."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from core import dates
from tests import browser as harness
from tests.factories import training as make
from tests.fixtures import media
from tests.journeys.test_practice import PHONE, sign_in, until
from training.models import Reflection, ReflectionReview, ReflectionTask, ReflectionVersion
from training.services import reflections

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHARED = "高原村的水塔建好以后没有人管护，水质一直不好，群众意见很大，我到村第一周就听到了三次"
OWN = (
    "读了《纪律处分条例》，我想起自己在单位时接到来信只批转、不过问。"
    f"{SHARED}。以后接到诉求，我先到现场看一遍，再说办法。"
)
OTHER = f"这次学习触动很大。{SHARED}。我打算把水塔管护写进村规民约，定人定责。"


@pytest.fixture
def room():
    world = make.world()
    world.manager.name = "刘敏"
    world.manager.save()
    today = dates.legal_day(timezone.now())
    training_class = make.planned_class(world, title="干部回炉锻造班", opens_on=today)
    people = [
        make.enrolled(world, training_class, subject=make.user(name=name)).case.subject
        for name in ("张力", "孙玉兰", "马超")
    ]
    return world, training_class, people


def fill_task(page: Page) -> None:
    page.get_by_label("题目").fill("读《纪律处分条例》心得")
    page.get_by_label("要求").fill("联系本职工作，写清一件没有办好的事，错在哪里，今后怎么办。")
    page.get_by_label("最少字数").fill("60")
    page.get_by_label("最多字数").fill("800")
    due_on = dates.legal_day(timezone.now()) + timedelta(days=5)
    page.get_by_label("截止日期").fill(due_on.isoformat())


def late(route: Route) -> None:
    """Let a script come a second after it was asked for, as over a slow network."""
    time.sleep(1)
    route.continue_()


def write_on_the_phone(page: Page) -> None:
    """Write before the scripts have come, lose the network, come back to what the phone kept."""
    page.route("**/*htmx*.js", late)
    page.get_by_role("link", name="写心得").click(no_wait_after=True)
    page.get_by_label("正文").fill("开头")
    expect(page.get_by_text("草稿已保存：2 字")).to_be_visible(timeout=10_000)
    page.unroute("**/*htmx*.js")
    page.context.set_offline(True)
    page.get_by_label("正文").fill(OWN)
    expect(page.get_by_text("没有信号")).to_be_visible()
    page.context.set_offline(False)
    until(page, lambda: Reflection.objects.filter(draft=OWN).exists())
    harness.check_page(page, "reflection-write")


def test_reflection_is_set_written_returned_and_accepted(page, live_server, room):
    world, training_class, people = room
    sign_in(page, live_server, world.manager)
    page.goto(f"{live_server.url}/training/classes/{training_class.pk}/")
    page.get_by_role("link", name="心得", exact=True).click()
    page.get_by_role("link", name="布置心得").click()
    fill_task(page)
    page.get_by_role("button", name="布置心得").click()
    expect(page.get_by_text("已布置")).to_be_visible()
    task = ReflectionTask.objects.get()
    reflections.hand_in(task, text=OTHER, by=people[1], at=timezone.now())

    page.context.clear_cookies()
    page.set_viewport_size(PHONE)
    sign_in(page, live_server, people[0])
    page.goto(f"{live_server.url}/training/today/")
    write_on_the_phone(page)
    page.get_by_role("button", name="交稿").click()
    expect(page.get_by_text("待评阅")).to_be_visible()

    page.context.clear_cookies()
    sign_in(page, live_server, world.manager)
    page.goto(f"{live_server.url}/training/reflection-tasks/{task.pk}/")
    harness.check_page(page, "reflection-task")
    page.get_by_role("link", name="张力").click()
    harness.check_page(page, "reflection-review")
    page.get_by_role("link", name="对照查看").click()
    harness.check_page(page, "reflection-compare")
    page.get_by_role("link", name="返回评阅").click()
    page.get_by_text("退回修改", exact=True).click()
    page.get_by_label("评语或退回原因").fill("水塔那段和别人的一样，请写自己做了什么。")
    page.get_by_role("button", name="提交评阅").click()
    expect(page.get_by_text("已评阅")).to_be_visible()

    page.context.clear_cookies()
    page.set_viewport_size(PHONE)
    sign_in(page, live_server, people[0])
    page.goto(f"{live_server.url}/training/reflection-tasks/{task.pk}/write/")
    expect(page.get_by_text("请写自己做了什么")).to_be_visible()
    harness.check_page(page, "reflection-returned")
    assert ReflectionVersion.objects.count() == 2
    assert ReflectionReview.objects.count() == 1
