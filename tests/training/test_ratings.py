"""Ratings of courses: by those who attended, from five on, and never to be traced."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone, translation

from accounts.enums import Role
from core.audit.models import Entry
from core.dates import legal_day
from core.errors import NotAllowed, RegulationBroken, StateConflict
from core.notify.models import Message
from tests.factories import ratings as make
from tests.factories import training
from training.models import (
    CourseRating,
    Programme,
    RatingAnswer,
    RatingRemark,
    RatingSeat,
    TrainingClass,
    UrnRating,
)
from training.queries import ratings as queries
from training.services import attendance, ratings

NOW = training.NOW
TODAY = NOW.date()


@pytest.fixture
def people(world, training_class):
    return [training.enrolled(world, training_class) for _n in range(6)]


@pytest.fixture
def rating(world, training_class, people):
    return make.opened(world, training_class, people)


def urn():
    return UrnRating.objects.order_by("pk")


def test_cr_01_enough_attended_and_it_is_over(world, training_class, people):
    lesson = make.attended(world, training_class, people[:4])
    with pytest.raises(RegulationBroken, match="CR-01"):
        make.opened(world, training_class, [], session=lesson)
    full = make.attended(world, training_class, people, day=1)
    with pytest.raises(RegulationBroken, match="CR-01"):
        make.opened(world, training_class, [], session=full, at=full.starts_at)


def test_only_those_who_came_have_a_seat(world, training_class, people):
    lesson = training.session(training_class, world.manager)
    kinds = ["PRESENT", "LATE", "LEFT_EARLY", "PRESENT", "PRESENT", "ABSENT"]
    marks = {one.pk: kind for one, kind in zip(people, kinds, strict=True)}
    attendance.record(lesson, marks=marks, reason="", by=world.manager, at=lesson.ends_at)

    row = make.opened(world, training_class, [], session=lesson)
    assert row.seats_made == 5
    told = Message.objects.filter(kind="rating_opened").values_list("recipient", flat=True)
    assert set(told) == {one.case.subject_id for one in people[:5]}
    with pytest.raises(RegulationBroken, match="CR-04"):
        make.give(row, people[5])


def late_mark(world, rating, status="PRESENT", at=None):
    """Mark somebody who was forgotten on the roll of a lesson whose rating is open."""
    one = training.enrolled(world, rating.session.training_class)
    marks = {one.pk: status}
    told = {"reason": "", "by": world.manager, "at": at or rating.opened_at}
    attendance.record(rating.session, marks=marks, **told)
    return one


def test_cr_04_first_mark_after_the_opening_gives_a_seat(world, rating):
    before = rating.seats_made

    one = late_mark(world, rating)

    fresh = CourseRating.objects.get(pk=rating.pk)
    assert fresh.seats_made == before + 1
    assert Message.objects.filter(kind="rating_opened", recipient=one.case.subject).count() == 1
    make.give(fresh, one)
    with pytest.raises(RegulationBroken, match="CR-04"):
        make.give(fresh, one)


def test_no_late_seat_for_who_was_away_or_by_a_correction(world, rating):
    one = late_mark(world, rating, status="ABSENT")
    told = {"reason": "补交假条", "by": world.manager, "at": rating.opened_at}
    attendance.record(rating.session, marks={one.pk: "PRESENT"}, **told)

    assert CourseRating.objects.get(pk=rating.pk).seats_made == rating.seats_made
    assert not RatingSeat.objects.filter(enrolment=one).exists()


def test_no_late_seat_after_the_last_day(world, rating):
    late = rating.opened_at + timedelta(days=(rating.closes_on - TODAY).days + 1)

    one = late_mark(world, rating, at=late)

    assert not RatingSeat.objects.filter(enrolment=one).exists()


def test_database_takes_no_seat_off_the_count(rating):
    with pytest.raises(DatabaseError), transaction.atomic():
        CourseRating.objects.filter(pk=rating.pk).update(seats_made=1)


@pytest.mark.parametrize("day", [date(2018, 6, 3), date(2018, 7, 5)])
def test_cr_02_last_day_fits(world, training_class, people, day):
    with pytest.raises(RegulationBroken, match="CR-02"):
        make.opened(world, training_class, people, closes_on=day)


@pytest.mark.parametrize(
    "items", [[], ["甲", "甲 "], ["长" * 31], list("一二三四五六七八九"), [" "]]
)
def test_cr_03_items_fit(world, training_class, items):
    with pytest.raises(RegulationBroken, match="CR-03"):
        ratings.set_items(training_class, items=items, by=world.manager, at=NOW)


def test_cr_04_one_rating_each_until_the_last_day(rating, people):
    make.give(rating, people[0])
    with pytest.raises(RegulationBroken, match="CR-04"):
        make.give(rating, people[0])
    with pytest.raises(RegulationBroken, match="CR-04"):
        make.give(rating, people[1], at=make.AFTER)
    assert UrnRating.objects.count() == 1


@pytest.mark.parametrize("marks", [[5], [5] * 5, [0, 1, 1, 1], [6, 1, 1, 1]])
def test_cr_05_marks_fit(rating, people, marks):
    told = {"remark": "", "by": people[0].case.subject, "at": make.ENDS}
    with pytest.raises(RegulationBroken, match="CR-05"):
        ratings.rate(rating, marks=marks, **told)


def test_cr_06_closes_after_the_last_day_or_when_all_have_rated(world, rating, people):
    for one in people[:5]:
        make.give(rating, one)
    with pytest.raises(RegulationBroken, match="CR-06"):
        make.closed(world, rating, at=make.ENDS)
    make.give(rating, people[5])

    assert make.closed(world, rating, at=make.ENDS).given == 6
    with pytest.raises(StateConflict):
        make.closed(world, rating)


def test_cr_07_fewer_than_five_are_let_go(world, rating, people):
    for one in people[:4]:
        make.give(rating, one, remark="讲得快")
    row = make.closed(world, rating)

    assert row.given == 4
    assert (queries.means([row]), queries.remarks(row)) == ({}, [])
    assert not any(t.objects.exists() for t in (UrnRating, RatingAnswer, RatingRemark))


def test_cr_08_teacher_is_the_countys_and_sits_not_in_the_class(world, training_class, people):
    lesson = make.attended(world, training_class, people)
    sits = training.holder(Role.TEACHER, world.county)
    training.enrolled(world, training_class, subject=sits)
    for one in (world.mentor, sits):
        with pytest.raises(RegulationBroken, match="CR-08"):
            make.opened(world, training_class, [], session=lesson, teacher=one)
    teacher = training.holder(Role.TEACHER, world.county)
    row = make.opened(world, training_class, [], session=lesson, teacher=teacher)
    assert CourseRating.objects.told_to(teacher).get() == row


def test_result_is_means_to_a_tenth(world, rating, people):
    for one, mark in zip(people, (5, 5, 4, 4, 4, 3), strict=True):
        make.give(rating, one, mark)
    row = make.closed(world, rating)

    assert queries.means([row])[row.pk] == [Decimal("4.2")] * 4
    assert queries.overall(queries.means([row])[row.pk]) == Decimal("4.2")


def test_nothing_is_told_before_it_is_closed_so_that_no_sixth_shows_by_difference(
    world, rating, people
):
    for one in people[:5]:
        make.give(rating, one, remark="好")
    assert (queries.means([rating]), queries.remarks(rating)) == ({}, [])
    assert not RatingAnswer.objects.exists()
    row = make.closed(world, rating)

    with pytest.raises(RegulationBroken, match="CR-04"):
        make.give(row, people[5])
    assert len(queries.remarks(row)) == 5


def test_rated_rows_hold_no_person_no_time_and_no_way_to_one(rating, people):
    make.give(rating, people[0], remark="讲得好")
    names = {field.name for field in UrnRating._meta.get_fields()}
    row = urn().get()

    assert names == {"id", "rating", "marks", "remark", "seat_key", "rated_on"}
    assert (row.seat_key, row.rated_on) == (None, None)
    for model in (RatingAnswer, RatingRemark):
        kinds = {type(field) for field in model._meta.get_fields()}
        assert not kinds & {models.DateTimeField, models.DateField}
        related = {f.related_model for f in model._meta.get_fields() if f.is_relation}
        assert related == {CourseRating}


def test_rating_leaves_no_entry_and_burns_the_seat(rating, people):
    before = Entry.objects.count()
    make.give(rating, people[0])

    assert Entry.objects.count() == before
    assert RatingSeat.objects.filter(rating=rating).count() == 5
    assert queries.seat_of(rating, people[0].case.subject) is None


def test_after_closing_nobody_can_say_who_rated(world, rating, people):
    for one in people[:5]:
        make.give(rating, one)
    make.closed(world, rating)

    assert not RatingSeat.objects.exists()
    assert not UrnRating.objects.exists()


def test_remarks_stand_apart_from_marks(world, rating, people):
    for n, one in enumerate(people):
        make.give(rating, one, remark=f"意见{n}")
    given = set(urn().values_list("pk", flat=True))
    row = make.closed(world, rating)

    assert sorted(queries.remarks(row)) == [f"意见{n}" for n in range(6)]
    assert not set(RatingRemark.objects.values_list("pk", flat=True)) & given


@pytest.mark.parametrize(
    "change",
    [
        {"seat_key": 0},
        {"seat_key": None},
        {"rated_on": make.AFTER.date()},
        {"rated_on": None},
        {"marks": [1]},
        {"marks": [9, 1, 1, 1]},
        {"marks": ["5", 1, 1, 1]},
    ],
)
def test_database_itself_refuses_a_rating_that_does_not_fit(rating, people, change):
    seat = queries.seat_of(rating, people[0].case.subject)
    told = {"seat_key": seat.pk, "rated_on": TODAY, "marks": [5] * 4} | change

    with pytest.raises(DatabaseError), transaction.atomic():
        UrnRating(rating=rating, **told).save(force_insert=True)
    assert RatingSeat.objects.count() == 6


def test_seat_of_another_rating_counts_there(world, training_class, rating, people):
    lesson = make.attended(world, training_class, people, day=1)
    other = make.opened(world, training_class, [], session=lesson, closes_on=date(2018, 6, 9))
    seat = queries.seat_of(other, people[0].case.subject)
    told = {"seat_key": seat.pk, "rated_on": TODAY, "marks": [5] * 4}
    UrnRating(rating=rating, **told).save(force_insert=True)

    assert urn().get().rating == other


def test_urn_opens_once(world, rating, people):
    for one in people:
        make.give(rating, one)
    make.closed(world, rating)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT training_open_ratings(%s)", [rating.pk])


def test_urn_stays_shut_by_the_servers_own_clock(world, training_class, people):
    now = timezone.now()
    lesson = make.attended(world, training_class, people)
    closes_on = legal_day(now) + timedelta(days=1)
    row = make.opened(world, training_class, [], session=lesson, at=now, closes_on=closes_on)
    for one in people[:5]:
        make.give(row, one, at=now)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT training_open_ratings(%s)", [row.pk])
    assert (UrnRating.objects.count(), RatingAnswer.objects.count()) == (5, 0)
    make.give(row, people[5], at=now)
    assert make.closed(world, row, at=now).given == 6


def test_closed_rating_and_its_answers_stay(world, rating, people):
    for one in people:
        make.give(rating, one, remark="好")
    row = make.closed(world, rating)
    for rows, change in [
        (CourseRating.objects, {"given": 5}),
        (RatingAnswer.objects, {"marks": [5]}),
        (RatingRemark.objects, {"text": "改"}),
    ]:
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    assert row.given == 6


def test_items_of_the_class_go_before_those_of_its_programme(world, training_class):
    programme = Programme.objects.create(
        county=world.county, title="方案", version=1, blocks=[], saved_by=world.admin, saved_at=NOW
    )
    told = {"by": world.manager, "at": NOW}
    with pytest.raises(StateConflict):
        ratings.set_items(training_class, items=["甲"], for_programme=True, **told)
    TrainingClass.objects.filter(pk=training_class.pk).update(programme=programme)
    room = TrainingClass.objects.get(pk=training_class.pk)

    assert len(queries.items_of(room)) == 4
    ratings.set_items(room, items=["甲"], for_programme=True, **told)
    assert queries.items_of(room) == ["甲"]
    ratings.set_items(room, items=["乙 ", "丙"], **told)
    assert queries.items_of(room) == ["乙", "丙"]


def test_usual_items_are_chinese_whoever_opens(world, training_class, people):
    with translation.override("en"):
        row = make.opened(world, training_class, people)

    assert row.items == ["内容切合实际", "讲得清楚", "对改进工作有帮助", "组织安排"]


def test_opening_twice_conflicts(world, training_class, rating):
    with pytest.raises(StateConflict):
        make.opened(world, training_class, [], session=rating.session)


def test_who_runs_the_class_opens_and_closes(world, training_class, rating):
    sits = training.holder(Role.CLASS_MANAGER, world.county)
    training.enrolled(world, training_class, subject=sits)
    for one in (sits, world.decider, world.mentor):
        with pytest.raises(NotAllowed):
            ratings.close(rating, by=one, at=make.AFTER)
        with pytest.raises(NotAllowed):
            ratings.set_items(training_class, items=["甲"], by=one, at=NOW)
    assert not CourseRating.objects.told_to(sits).exists()


def test_what_waits_for_a_person(rating, people):
    user = people[0].case.subject
    assert queries.open_of(user, TODAY) == [rating]
    make.give(rating, people[0])
    assert queries.open_of(user, TODAY) == []
    assert queries.open_of(people[1].case.subject, TODAY + timedelta(days=9)) == []
