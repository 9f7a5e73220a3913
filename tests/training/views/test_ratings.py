"""Pages of ratings: silent until closed, small on the phone, shut to who only attended."""

import gzip

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.audit.models import Entry
from tests.factories import ratings as make
from tests.factories import training
from training.models import CourseRating, RatingItems, UrnRating
from training.queries import ratings as queries
from training.services import attendance, enrolments

PHONE_LIMIT, LIST_LIMIT = 40_000, 60_000  # bytes


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(make.ENDS, tick=False) as traveller:
        yield traveller


@pytest.fixture
def people(world, training_class):
    return [training.enrolled(world, training_class) for _n in range(6)]


@pytest.fixture
def rating(world, training_class, people):
    return make.opened(world, training_class, people)


def get(client, user, name, *args):
    client.force_login(user)
    return client.get(reverse(f"training:{name}", args=args))


def post(client, user, name, *args, data=None):
    client.force_login(user)
    return client.post(reverse(f"training:{name}", args=args), data or {})


def text_of(response):
    return response.content.decode()


def test_desk_opens_a_rating_with_its_own_items(client, world, training_class, people):
    lesson = make.attended(world, training_class, people)
    teacher = training.holder(Role.TEACHER, world.county)
    told = {"items": "讲得清楚\n\n 有用 "}
    room = training_class.pk
    assert post(client, world.manager, "rating-items", room, data=told).status_code == 302
    assert RatingItems.objects.get().items == ["讲得清楚", "有用"]
    again = {"items": "同\n同"}
    assert post(client, world.manager, "rating-items", room, data=again).status_code == 422
    page = text_of(get(client, world.manager, "rating-items", room))
    assert "有用" in page
    assert "班次方案" not in page
    assert teacher.name in text_of(get(client, world.manager, "rating-open", lesson.pk))
    data = {"closes_on": "2018-06-06", "teacher": teacher.pk}
    assert post(client, world.manager, "rating-open", lesson.pk, data=data).status_code == 302
    assert CourseRating.objects.get().items == ["讲得清楚", "有用"]
    assert post(client, world.manager, "rating-open", lesson.pk, data=data).status_code == 409
    assert "评价中" in text_of(get(client, world.manager, "class-ratings", room))


def test_trainee_rates_once_and_leaves_no_entry(client, rating, people):
    user = people[0].case.subject
    assert rating.session.title in text_of(get(client, user, "today"))
    page = get(client, user, "rate", rating.pk)
    assert "可能让人猜出是谁" in text_of(page)
    assert len(gzip.compress(page.content)) < PHONE_LIMIT
    data = {f"m{n}": 4 for n in range(4)} | {"remark": "讲得好"}
    assert post(client, user, "rate", rating.pk, data=data | {"m2": ""}).status_code == 422
    before = Entry.objects.count()
    assert post(client, user, "rate", rating.pk, data=data).status_code == 302
    assert Entry.objects.count() == before
    assert UrnRating.objects.get().marks == [4] * 4
    assert "您已经评价过" in text_of(get(client, user, "rate", rating.pk))
    assert post(client, user, "rate", rating.pk, data=data).status_code == 422
    assert "去评价" not in text_of(get(client, user, "today"))


def test_who_may_rate_stays_as_it_was_when_opened(client, world, training_class, people, clock):
    lesson = make.attended(world, training_class, people)
    came = training.enrolled(world, training_class)
    attendance.record(
        lesson, marks={came.pk: "ABSENT"}, reason="", by=world.manager, at=lesson.ends_at
    )
    row = make.opened(world, training_class, [], session=lesson, at=make.ENDS)
    make.give(row, people[1])
    clock.shift(60)
    for person, status in [(people[0], "ABSENT"), (people[1], "LEAVE"), (came, "PRESENT")]:
        marks = {person.pk: status}
        attendance.record(lesson, marks=marks, reason="更正", by=world.manager, at=timezone.now())
    enrolments.withdraw(people[2], reason="工作调动", by=world.manager, at=timezone.now())
    data = {f"m{n}": 4 for n in range(4)}

    for person in (people[0], people[2]):
        user = person.case.subject
        assert queries.open_of(user, make.CLOSES_ON) == [row]
        assert post(client, user, "rate", row.pk, data=data).status_code == 302
    for person in people[:3]:
        page = get(client, person.case.subject, "rate", row.pk)
        assert "您已经评价过" in text_of(page)
    assert get(client, came.case.subject, "rate", row.pk).status_code == 404
    assert queries.seats_left(row) == 3


def test_results_are_silent_until_closed_and_told_to_desk_and_teacher(
    client, world, training_class, people, clock
):
    teacher = training.holder(Role.TEACHER, world.county)
    row = make.opened(world, training_class, people, teacher=teacher)
    for one in people[:5]:
        make.give(row, one, remark="多讲案例")
    page = text_of(get(client, teacher, "rating", row.pk))
    assert "多讲案例" not in page
    assert "截止并公布" not in page.replace("截止并公布以前", "")
    assert post(client, world.manager, "rating-close", row.pk).status_code == 422
    assert post(client, teacher, "rating-close", row.pk).status_code == 403
    clock.move_to(make.AFTER)
    assert post(client, world.manager, "rating-close", row.pk).status_code == 302
    for user in (teacher, world.manager):
        page = text_of(get(client, user, "rating", row.pk))
        assert page.count("多讲案例") == 5
        assert "4.0" in page
        assert row.session.title in text_of(get(client, user, "rating-list"))
    assert "4.0" in text_of(get(client, world.manager, "class-ratings", training_class.pk))


def test_few_ratings_are_told_as_few(client, world, rating, people, clock):
    for one in people[:4]:
        make.give(rating, one, remark="多讲案例")
    clock.move_to(make.AFTER)
    post(client, world.manager, "rating-close", rating.pk)
    page = text_of(get(client, world.manager, "rating", rating.pk))

    assert "评价不足 5 份" in page
    assert "多讲案例" not in page


def test_pages_are_shut_to_others(client, world, training_class, rating, people):
    absent = training.enrolled(world, training_class).case.subject
    far = training.world()
    trainee = people[0].case.subject
    for user in (absent, far.manager, world.decider, world.mentor):
        assert get(client, user, "rate", rating.pk).status_code == 404
        assert get(client, user, "rating", rating.pk).status_code == 404
    assert get(client, trainee, "rating", rating.pk).status_code == 404
    assert post(client, trainee, "rating-close", rating.pk).status_code == 404
    for name in ("class-ratings", "rating-items"):
        assert get(client, trainee, name, training_class.pk).status_code == 404
    assert get(client, trainee, "rating-open", rating.session_id).status_code == 404
    assert get(client, world.manager, "rate", rating.pk).status_code == 404
    assert "还没有公布的评价" in text_of(get(client, trainee, "rating-list"))


def closed(world, training_class, people, *, day):
    lesson = make.attended(world, training_class, people, day=day)
    row = make.opened(world, training_class, [], session=lesson, closes_on=lesson.ends_at.date())
    for one in people:
        make.give(row, one, at=lesson.ends_at)
    return make.closed(world, row, at=lesson.ends_at)


def test_comparison_costs_the_same_for_one_and_five(
    client, world, training_class, people, django_assert_max_num_queries
):
    closed(world, training_class, people, day=0)
    client.force_login(world.manager)
    url = reverse("training:rating-list")
    client.get(url)
    with django_assert_max_num_queries(12) as few:
        client.get(url)
    for day in range(1, 5):
        closed(world, training_class, people, day=day)
    with django_assert_max_num_queries(12) as many:
        page = client.get(url)

    assert len(many) == len(few)
    assert len(page.content) < LIST_LIMIT
    assert queries.listed(world.manager).count() == 5
