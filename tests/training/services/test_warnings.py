"""出勤提醒: who misses lessons or is on leave hears of it in time, once of each."""

from datetime import timedelta

import pytest

from core.notify import reading
from core.notify.models import Message
from schemes.queries import parameters
from tests.factories import training as make
from training.regulations import attends_in_order
from training.services import attendance, warnings

NOW = make.NOW + timedelta(days=6)
KIND = "attendance_warned"


@pytest.fixture
def training_class(world):
    return make.planned_class(world, manager=world.manager)


@pytest.fixture
def place(world, training_class):
    return make.enrolled(world, training_class)


@pytest.fixture
def lessons(world, training_class):
    """Eight lessons of equal length, two on each of four days."""
    return [
        make.session(training_class, world.manager, day=day, hour=hour)
        for day in range(4)
        for hour in (8, 14)
    ]


@pytest.fixture
def other(world):
    """Somebody else who takes the roll, so that the class manager is told as well."""
    return world.admin


def mark(lesson, place, status, by, reason=""):
    marks = {place.pk: status}
    return attendance.record(lesson, marks=marks, by=by, at=NOW, reason=reason)


def told(place):
    rows = Message.objects.filter(kind=KIND, row_id=place.pk)
    return sorted(rows.values_list("recipient", "occasion"))


def text(user):
    rows = Message.objects.filter(recipient=user, kind=KIND)
    return {line.text for line in reading.lines(rows, user=user)}


def test_tr_45_the_second_absence_is_told_once_to_trainee_and_manager(world, place, lessons, other):
    person, manager = place.case.subject, world.manager
    mark(lessons[0], place, "ABSENT", other)
    assert told(place) == []

    mark(lessons[1], place, "ABSENT", other)
    mark(lessons[2], place, "ABSENT", other)

    assert told(place) == sorted([(person.pk, "absent"), (manager.pk, "absent")])
    assert text(person) == {f"{place.case.cadre.name}　缺勤 3 节"}  # as it stands now


def test_tr_45_leave_is_told_at_half_of_what_is_allowed_and_at_all_of_it(place, lessons, other):
    person = place.case.subject
    mark(lessons[0], place, "LEAVE", other)  # an eighth of the hours: over a fourteenth

    assert [occasion for who, occasion in told(place) if who == person.pk] == ["half"]
    assert "允许学时的一半" in text(person).pop()
    mark(lessons[1], place, "LEAVE", other)

    assert [occasion for who, occasion in told(place) if who == person.pk] == ["all", "half"]
    assert all("七分之一" in line for line in text(person))


def test_late_and_left_early_are_no_absence(place, lessons, other):
    for lesson, status in zip(lessons, ("LATE", "LEFT_EARLY", "PRESENT"), strict=False):
        mark(lesson, place, status, other)

    assert told(place) == []


@pytest.mark.parametrize(("most", "count"), [(0, 0), (1, 2), (3, 0)])
def test_the_scheme_says_from_how_many_on(place, lessons, other, most, count, monkeypatch):
    whole = parameters.whole
    told_by_scheme = {"warn_absences": most}
    monkeypatch.setattr(parameters, "whole", lambda given: whole(given) | told_by_scheme)

    for lesson in lessons[:2]:
        mark(lesson, place, "ABSENT", other)

    assert len(told(place)) == count


def test_a_correction_says_how_things_stand_now(place, lessons, other):
    for lesson in lessons[:2]:
        mark(lesson, place, "ABSENT", other)

    mark(lessons[0], place, "PRESENT", other, reason="点名时漏看")

    assert text(place.case.subject) == {f"{place.case.cadre.name}　出勤情况已经更正"}


def test_a_lesson_called_off_counts_nowhere(world, place, lessons, other):
    mark(lessons[0], place, "ABSENT", other)
    type(lessons[0]).objects.filter(pk=lessons[0].pk).update(
        cancelled_by=world.manager, cancelled_at=NOW, cancel_reason="停电"
    )

    mark(lessons[1], place, "ABSENT", other)

    assert told(place) == []


def test_who_left_the_class_hears_no_more(world, place, lessons, other):
    mark(lessons[0], place, "ABSENT", other)
    type(place).objects.filter(pk=place.pk).update(
        withdrawn_by=world.manager, withdrawn_at=NOW, withdraw_reason="因病"
    )

    warnings.look([place.pk], by=other, at=NOW)

    assert told(place) == []


def test_the_look_costs_the_same_for_two_and_for_six(
    world, training_class, lessons, other, django_assert_max_num_queries
):
    places = [make.enrolled(world, training_class) for _n in range(6)]
    for few in (places[:2], places):
        with django_assert_max_num_queries(1):
            warnings.look([row.pk for row in few], by=other, at=NOW)


@pytest.mark.parametrize(
    ("absences", "most", "share", "kept"),
    [(1, 2, None, True), (2, 2, None, False), (9, 0, None, True), (0, 2, 1 / 14, True),
     (0, 2, 0.08, False)],
)  # fmt: skip
def test_tr_45_what_is_in_order(absences, most, share, kept):
    assert attends_in_order.is_kept(absences, most, share) is kept
