"""Questions from a workbook, a quiz that draws of them by topic, a paper on a phone."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, expect

from core import dates
from tests import browser as harness
from tests.core.imports.files import workbook
from tests.factories import training as make
from tests.factories.imports import work
from tests.fixtures import media
from tests.journeys.test_practice import PHONE
from tests.journeys.walker import Walker
from training.models import Examination, Paper, Question

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HEADER = ["题目", "题型", "主题", "难度", "选项A", "选项B", "正确选项"]
TOPICS = (("党规党纪", "容易", 3), ("党规党纪", "中等", 2), ("依法行政", "中等", 2))
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def book(right: str) -> dict[str, Any]:
    """A workbook of seven questions, the last with this right option."""
    lines = [
        [f"{topic}{level}第{n + 1}题", "单选题", topic, level, "对", "错", "A"]
        for topic, level, count in TOPICS
        for n in range(count)
    ]
    lines[-1][-1] = right
    return {"name": "题库.xlsx", "mimeType": XLSX, "buffer": workbook(lines, header=HEADER)}


def entered(profile: Any, base: str, user: Any) -> Walker:
    """Sign a user in in a profile of their own, at the first page."""
    walker = Walker(profile, base)
    harness.enter(walker.page, base, user)
    walker.page.goto(base)
    return walker


def brought(manager: Any, right: str) -> None:
    manager.follow("数据导入")
    manager.follow("试题", within=manager.page.get_by_role("main"))
    manager.page.get_by_label("选择文件").set_input_files(book(right))
    manager.press("上传并核对")
    work(timezone.now())
    manager.page.reload()


def test_questions_come_by_workbook_and_a_quiz_draws_of_them(
    browser: Browser, live_server: Any
) -> None:
    world = make.world()
    today = dates.legal_day(timezone.now())
    training_class = make.planned_class(world, opens_on=today)
    trainee = make.enrolled(world, training_class).case.subject
    with harness.context(browser) as first, harness.context(browser) as second:
        manager = entered(first, live_server.url, world.admin)
        brought(manager, "D")
        manager.sees("正确选项")
        assert not Question.objects.exists()
        brought(manager, "B")
        harness.check_page(manager.page, "questions-checked")
        manager.press("写入 7 行")
        work(timezone.now())
        assert Question.objects.count() == 7

        page = reverse("training:examination-plan", args=[training_class.pk])
        manager.page.goto(live_server.url + page)
        manager.fill("名称", "开班测验")
        opens = timezone.localtime() - timedelta(minutes=5)
        for label, at in (("开始时间", opens), ("截止时间", opens + timedelta(hours=3))):
            manager.fill(label, f"{at:%Y-%m-%dT%H:%M}")
        for label, count in (("容易（在用 3 道）", 2), ("依法行政　中等（在用 2 道）", 1)):
            manager.page.get_by_label(label).fill(str(count))
        harness.check_page(manager.page, "questions-draws")
        manager.press("安排测验或考试")
        examination = Examination.objects.get()
        drawn = sorted(examination.draws.values_list("topic", "difficulty", "count"))
        assert drawn == [("依法行政", "MEDIUM", 1), ("党规党纪", "EASY", 2)]

        person = entered(second, live_server.url, trainee)
        person.page.set_viewport_size(PHONE)
        person.page.goto(live_server.url + reverse("training:examination", args=[examination.pk]))
        person.press("开始答卷")
        groups = person.page.locator(".quiz").get_by_role("group")
        expect(groups).to_have_count(3)
        harness.check_page(person.page, "questions-paper")

    assert Paper.objects.get().enrolment.case.subject == trainee
