"""The timetable that stands: moving, swapping, copying; what the database refuses, and why."""

from datetime import date, timedelta

import pytest

from core.errors import NotAllowed, RegulationBroken, StateConflict
from tests.factories import training as make
from training.models import Session
from training.queries import timetables as queries
from training.services import attendance, classes, enrolments, teachers, timetables

BEFORE = make.NOW - timedelta(days=3)


def change(world, row, at=BEFORE, **given):
    facts = {"starts_at": row.starts_at, "ends_at": row.ends_at, "room": row.room, **given}
    return timetables.change(row, by=world.manager, at=at, **{"teacher": row.teacher, **facts})


def test_a_moved_lesson_keeps_where_it_was_and_counts_the_change(world, training_class):
    row = make.session(training_class, world.manager)
    later = timedelta(hours=6)

    moved = change(world, row, starts_at=row.starts_at + later, ends_at=row.ends_at + later)

    assert moved.was_at == row.starts_at
    assert (moved.sequence, moved.changed_at) == (1, BEFORE)


def test_the_same_again_changes_nothing(world, training_class):
    row = make.session(training_class, world.manager)

    assert change(world, row).sequence == 0


def test_a_room_is_refused_with_the_name_of_the_lesson_that_has_it(world, training_class):
    other = make.planned_class(world, title="第九期班")
    make.session(other, world.manager, title="依法行政", room="二号教室", teacher="周老师")
    row = make.session(training_class, world.manager)

    with pytest.raises(RegulationBroken, match=r"第九期班 依法行政 06-04 08:00-10:00.*TR-16"):
        change(world, row, room="二号教室")


def test_tr_33_a_lesson_that_began_or_was_marked_stays(world, training_class):
    row = make.session(training_class, world.manager)
    with pytest.raises(RegulationBroken, match="TR-33"):
        change(world, row, at=row.starts_at, room="二号教室")

    enrolment = make.enrolled(world, training_class)
    attendance.record(row, marks={enrolment.pk: "LEAVE"}, by=world.manager, at=row.starts_at)
    with pytest.raises(RegulationBroken, match="TR-33"):
        change(world, row, room="二号教室")


def test_a_lesson_called_off_stays(world, training_class):
    row = make.session(training_class, world.manager)
    off = classes.cancel_session(row, reason="停电", by=world.manager, at=BEFORE)

    assert off.sequence == 1
    with pytest.raises(StateConflict):
        change(world, row, room="二号教室")


def test_a_decider_changes_no_lesson(world, training_class):
    row = make.session(training_class, world.manager)

    with pytest.raises(NotAllowed):
        timetables.change(
            row, starts_at=row.starts_at, ends_at=row.ends_at, by=world.decider, at=BEFORE
        )


def test_groups_may_sit_at_once_in_two_rooms(world, training_class):
    make.session(training_class, world.manager, group=1, room="一室", teacher="甲")
    make.session(training_class, world.manager, group=2, room="二室", teacher="乙")

    with pytest.raises(RegulationBroken, match="TR-18"):
        make.session(training_class, world.manager, group=2, room="三室", teacher="丙")
    with pytest.raises(RegulationBroken, match="TR-18"):
        make.session(training_class, world.manager, room="三室", teacher="丙")


def test_two_lessons_swap_times_in_one_statement(world, training_class):
    first = make.session(training_class, world.manager, hour=8, title="甲")
    second = make.session(training_class, world.manager, hour=10, title="乙")

    timetables.swap(second, other=first, by=world.manager, at=BEFORE)

    rows = Session.objects.order_by("starts_at").values_list("title", "starts_at", "sequence")
    assert list(rows) == [("乙", first.starts_at, 1), ("甲", second.starts_at, 1)]


def test_tr_31_only_two_lessons_of_one_class_can_be_swapped(world, training_class):
    row = make.session(training_class, world.manager)
    other = make.session(make.planned_class(world), world.manager, day=1)

    for with_what in (row, other):
        with pytest.raises(RegulationBroken, match="TR-31"):
            timetables.swap(row, other=with_what, by=world.manager, at=BEFORE)


def test_a_day_is_copied_whole_or_not_at_all(world, training_class):
    make.session(training_class, world.manager, hour=8)
    make.session(training_class, world.manager, hour=10)
    days = {"from_on": make.OPENS_ON, "to_on": make.OPENS_ON + timedelta(days=1)}
    make.session(training_class, world.manager, hour=11, day=2, title="占用")

    timetables.copy_day(training_class, by=world.manager, at=BEFORE, **days)
    assert training_class.sessions.count() == 5
    with pytest.raises(RegulationBroken, match=r"占用.*TR-18"):
        timetables.copy_day(
            training_class, by=world.manager, at=BEFORE, **days | {"to_on": date(2018, 6, 6)}
        )
    assert training_class.sessions.count() == 5


def test_tr_32_a_day_without_lessons_is_not_copied(world, training_class):
    with pytest.raises(RegulationBroken, match="TR-32"):
        timetables.copy_day(
            training_class,
            from_on=make.OPENS_ON,
            to_on=make.OPENS_ON + timedelta(days=1),
            by=world.manager,
            at=BEFORE,
        )


def test_practice_may_lie_in_the_days_of_practice(world):
    row = make.planned_class(world, blocks=[("THEORY", 2), ("PRACTICE", 30)])

    make.session(row, world.manager, day=2, kind="PRACTICE", title="清理河道")

    assert row.sessions.count() == 1


def test_tr_34_a_name_stands_once_in_the_library(world):
    add = {"name": "何静", "by": world.manager, "at": BEFORE}
    row = teachers.add(world.county, **add)
    with pytest.raises(RegulationBroken, match="TR-34"):
        teachers.add(world.county, **add)

    teachers.retire(row, by=world.manager, at=BEFORE)
    with pytest.raises(StateConflict):
        teachers.retire(row, by=world.manager, at=BEFORE)


def test_a_teacher_of_the_library_is_held_apart_by_name(world, training_class):
    teacher = teachers.add(world.county, name="周老师", by=world.manager, at=BEFORE)
    make.session(training_class, world.manager, lecturer=teacher, room="一室")
    other = make.planned_class(world)

    with pytest.raises(RegulationBroken, match="TR-17"):
        make.session(other, world.manager, lecturer=teacher, room="二室")


def test_people_are_told_of_what_changed_in_their_own_class_and_group(world, training_class):
    enrolment = make.enrolled(world, training_class)
    type(enrolment).objects.filter(pk=enrolment.pk).update(group=1)
    rows = [
        make.session(training_class, world.manager, day=day, group=group, title=title)
        for day, group, title in ((1, None, "全班"), (2, 1, "一组"), (3, 2, "二组"))
    ]
    for row in rows:
        change(world, row, room="二号教室", group=row.group)
    classes.cancel_session(rows[1], reason="停电", by=world.manager, at=BEFORE)

    told = queries.changes(enrolment.case.subject, BEFORE)
    assert [row.title for row in told] == ["全班", "一组"]
    assert queries.changes(enrolment.case.subject, BEFORE + timedelta(days=30)) == []
    enrolments.withdraw(enrolment, reason="因病", by=world.manager, at=BEFORE)
    assert queries.changes(enrolment.case.subject, BEFORE) == []
