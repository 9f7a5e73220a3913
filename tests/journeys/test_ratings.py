"""A lesson is rated on phones without a name, closed, and read by the teacher."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.enums import Role
from core import dates
from tests import browser as harness
from tests.factories import ratings as rate
from tests.factories import training as make
from tests.fixtures import media
from tests.journeys.test_practice import PHONE, sign_in
from training.models import CourseRating, UrnRating
from training.services import ratings

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
REMARKS = ["请多讲本县的案例", "", "信访件怎么回复那一段最有用", "", "语速可以慢一点"]


@pytest.fixture
def room():
    world = make.world()
    today = dates.legal_day(timezone.now())
    training_class = make.planned_class(
        world, title="干部回炉锻造班", opens_on=today - timedelta(days=2)
    )
    people = [make.enrolled(world, training_class) for _n in range(6)]
    lesson = rate.attended(world, training_class, people, title="怎样回应群众诉求", teacher="何静")
    teacher = make.holder(Role.TEACHER, world.county)
    teacher.name = "何静"
    teacher.save()
    return world, training_class, people, lesson, teacher


def test_lesson_is_rated_closed_and_read(page, live_server, room):
    world, training_class, people, lesson, _teacher = room
    sign_in(page, live_server, world.manager)
    page.goto(f"{live_server.url}/training/classes/{training_class.pk}/")
    page.get_by_role("link", name="课程评价").click()
    harness.check_page(page, "rating-class")
    page.get_by_role("link", name="开放评价").click()
    page.get_by_label("截止日期").fill(dates.legal_day(timezone.now()).isoformat())
    page.get_by_label("授课教师的账号").select_option(label="何静")
    page.get_by_role("button", name="开放课程评价").click()
    expect(page.get_by_text("已开放评价")).to_be_visible()
    row = CourseRating.objects.get()

    page.context.clear_cookies()
    page.set_viewport_size(PHONE)
    sign_in(page, live_server, people[0].case.subject)
    page.goto(f"{live_server.url}/training/today/")
    page.get_by_role("link", name="去评价").click()
    harness.check_page(page, "rating-rate")
    page.set_viewport_size(PHONE)
    for item in row.items:
        page.get_by_label(item).select_option(label="较好")
    page.get_by_role("button", name="提交评价").click()
    expect(page.get_by_text("已收到您的评价")).to_be_visible()
    assert UrnRating.objects.count() == 1
    for person, mark, remark in zip(people[1:], (5, 4, 5, 3, 4), REMARKS, strict=True):
        marks = [mark, 4, mark, 4]
        told = {"by": person.case.subject, "at": timezone.now()}
        ratings.rate(row, marks=marks, remark=remark, **told)

    page.context.clear_cookies()
    page.set_viewport_size({"width": 1440, "height": 850})
    sign_in(page, live_server, world.manager)
    page.goto(f"{live_server.url}/training/ratings/{row.pk}/")
    page.get_by_role("button", name="截止并公布").click()
    expect(page.get_by_text("各项平均").first).to_be_visible()

    page.context.clear_cookies()
    sign_in(page, live_server, room[4])
    page.goto(f"{live_server.url}/")
    page.get_by_role("link", name="课程评价").first.click()
    page.get_by_role("link", name=lesson.title).click()
    expect(page.get_by_text("请多讲本县的案例")).to_be_visible()
    harness.check_page(page, "course-rating")


def test_who_was_forgotten_on_the_roll_is_marked_and_rates_too(page, live_server, room):
    world, training_class, people, lesson, _teacher = room
    now = timezone.now()
    told = {"session": lesson, "closes_on": dates.legal_day(now), "at": now}
    row = rate.opened(world, training_class, people, **told)
    late = make.enrolled(world, training_class)
    sign_in(page, live_server, world.manager)
    page.goto(f"{live_server.url}/training/sessions/{lesson.pk}/attendance/")
    page.get_by_role("group", name=late.case.cadre.name).get_by_label("出勤").check()
    page.get_by_role("button", name="更正考勤").click()
    expect(page.get_by_text("已登记考勤")).to_be_visible()

    page.context.clear_cookies()
    page.set_viewport_size(PHONE)
    sign_in(page, live_server, late.case.subject)
    page.goto(f"{live_server.url}/training/today/")
    page.get_by_role("link", name="去评价").click()
    for item in row.items:
        page.get_by_label(item).select_option(label="较好")
    page.get_by_role("button", name="提交评价").click()
    expect(page.get_by_text("已收到您的评价")).to_be_visible()

    assert CourseRating.objects.get().seats_made == len(people) + 1
    assert UrnRating.objects.count() == 1
