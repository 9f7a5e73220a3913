"""A trainee's day on a phone of 360 px: where to be, sign in, the opening quiz; and the wall."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from core import dates
from tests import browser as harness
from tests.factories import examinations as draw
from tests.factories import training as make
from tests.fixtures import media
from tests.journeys.test_training import sign_in
from training.models import Attendance, Paper, Session
from training.queries import checkins, examinations
from training.regulations.attendance import step_of

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def room():
    """A class of which a lesson has begun two minutes ago, with a quiz that is open."""
    now = timezone.now()
    world = make.world()
    world.manager.name = "刘敏"
    row = make.planned_class(
        world, title="回炉锻造第一期班", opens_on=dates.legal_day(now), blocks=[("THEORY", 5)]
    )
    row.world = world
    row.people = [
        make.enrolled(world, row, subject=make.user(name=name)).case.subject
        for name in ("张小梅", "李国强", "王丽", "赵永红", "欧阳文静")
    ]
    row.lesson = Session.objects.create(
        training_class=row,
        county=world.county,
        venue=row.venue,
        kind="DISCIPLINE",
        title="纪律作风教育",
        room="报告厅",
        starts_at=now - timedelta(minutes=2),
        ends_at=now + timedelta(minutes=58),
    )
    asked = [
        draw.question(world, kind, text=text)
        for kind, text in [
            ("SINGLE", "重大事项应在几日内报告？"),
            ("MULTIPLE", "本期培训包括哪些内容？"),
            ("TRUE_FALSE", "连续两次退回且考核不合格的，可以辞退或解聘。"),
        ]
    ]
    row.quiz = draw.examination(
        world,
        row,
        questions=asked,
        opens_at=now - timedelta(minutes=5),
        closes_at=now + timedelta(hours=1),
    )
    return row


def test_day_of_a_trainee_on_the_phone(page, live_server, room):
    user = room.people[0]
    sign_in(page, live_server, user)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{live_server.url}/training/today/")
    harness.check_page(page, "class-today")

    page.get_by_role("link", name="签到、签退").click()
    code = checkins.code(room.lesson.pk, "IN", step_of(timezone.now()))
    page.get_by_label("签到码").fill(code)
    harness.check_page(page, "class-check-in")
    page.get_by_role("button", name="签到或签退").click()
    expect(page.get_by_text("已签好")).to_be_visible()
    page.get_by_role("link", name="回到今日安排").click()

    page.get_by_role("link", name="去答卷").click()
    harness.check_page(page, "class-door")
    page.get_by_role("button", name="开始答卷").click()
    with page.expect_response(lambda answer: answer.url.endswith("/save/")):
        page.get_by_label("十五天").check()
    page.reload()
    expect(page.get_by_label("十五天")).to_be_checked()
    harness.check_page(page, "class-paper")
    page.get_by_role("button", name="交卷").click()
    expect(page.get_by_text("成绩公布后在这里查看")).to_be_visible()

    assert Attendance.objects.get().status == "PRESENT"
    assert Paper.objects.get().handed_in_at
    assert examinations.scores(room.quiz, timezone.now())[0].total == 10


def test_wall_of_the_class_manager(page, live_server, room):
    world = room.world
    sign_in(page, live_server, world.manager)
    page.goto(f"{live_server.url}/training/sessions/{room.lesson.pk}/code/")
    harness.check_page(page, "class-code")
    for path, name in [
        (f"classes/{room.pk}/examinations/", "class-examinations"),
        (f"classes/{room.pk}/examinations/new/", "class-examination-plan"),
        (f"examinations/{room.quiz.pk}/", "class-examination"),
        ("questions/", "class-questions"),
        ("questions/new/", "class-question-new"),
    ]:
        page.goto(f"{live_server.url}/training/{path}")
        harness.check_page(page, name)
