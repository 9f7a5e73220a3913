"""Who hears of a change of the timetable: those in whose timetable the lesson stands."""

from datetime import timedelta

import pytest

from accounts.enums import Role
from core.notify import reading
from core.notify.models import Message
from tests.factories import training as make
from training.models import Enrolment, Session
from training.services import classes, enrolments, programmes, reflections, timetables, wishes

BEFORE = make.NOW - timedelta(days=3)


def of(kind):
    return {row.recipient for row in Message.objects.filter(kind=kind)}


def texts(user):
    return [line.text for line in reading.lines(reading.listed(user), user=user)]


@pytest.fixture
def people(world, training_class):
    """Two trainees, of the first and of the second group."""
    rows = [make.enrolled(world, training_class) for _ in range(2)]
    for number, row in enumerate(rows, 1):
        Enrolment.objects.filter(pk=row.pk).update(group=number)
    return [row.case.subject for row in rows]


def change(world, row, **given):
    facts = {"starts_at": row.starts_at, "ends_at": row.ends_at, "room": row.room, **given}
    return timetables.change(
        row, by=world.manager, at=BEFORE, **{"teacher": row.teacher, "group": row.group, **facts}
    )


def test_a_place_in_a_class_is_told_to_the_person(world, training_class):
    row = make.enrolled(world, training_class)

    assert of("enrolled") == {row.case.subject}
    assert texts(row.case.subject) == [
        f"您已编入“{training_class.title}”，2018年6月4日 开班，地点 县委党校"
    ]


def test_a_moved_lesson_reaches_the_class_and_no_other(world, training_class, people):
    other = make.enrolled(world, make.planned_class(world))
    row = make.session(training_class, world.manager)
    later = timedelta(hours=6)

    for _same_again in range(2):
        change(world, row, starts_at=row.starts_at + later, ends_at=row.ends_at + later)

    assert of("session_changed") == set(people)
    assert Message.objects.filter(kind="session_changed").count() == 2
    assert texts(people[0])[-1] == "“理论学习”有变动，现为 2018年6月4日 14:00，报告厅"
    assert other.case.subject not in of("session_changed")


def test_a_lesson_that_passes_from_one_group_to_another_reaches_both(world, training_class, people):
    first, second = people
    row = make.session(training_class, world.manager, group=1)

    change(world, row, room="二号教室")
    assert of("session_changed") == {first}
    change(world, Session.objects.get(pk=row.pk), group=2)

    assert of("session_changed") == {first, second}
    assert texts(first)[-1] == "“理论学习（第 2 组）”有变动，现为 2018年6月4日 08:00，二号教室"


def test_a_lesson_called_off_reaches_those_who_had_it(world, training_class, people):
    row = make.session(training_class, world.manager, group=2)

    classes.cancel_session(row, reason="停电", by=world.manager, at=BEFORE)

    assert of("session_cancelled") == {people[1]}
    assert texts(people[1])[-1] == "“理论学习（第 2 组）”已取消，原定 2018年6月4日 08:00"


def test_both_lessons_of_a_swap_are_told(world, training_class, people):
    one = make.session(training_class, world.manager)
    two = make.session(training_class, world.manager, day=1)

    timetables.swap(one, other=two, by=world.manager, at=BEFORE)

    told = Message.objects.filter(kind="session_changed", recipient=people[0])
    assert set(told.values_list("row_id", flat=True)) == {one.pk, two.pk}


def test_a_moved_block_is_told_to_the_class_once_however_many_lessons_went_along(
    world, training_class, people
):
    for day in range(3):
        make.session(training_class, world.manager, day=day)
    block = training_class.blocks.get()
    monday = block.from_on + timedelta(days=7)

    programmes.move_block(block, to_on=monday, by=world.manager, at=BEFORE)

    assert of("timetable_moved") == set(people)
    assert Message.objects.exclude(kind__in=["enrolled", "timetable_moved"]).count() == 0
    assert texts(people[0])[-1] == (
        f"“{training_class.title}”的日程整体调整，现为 2018年6月11日至2018年6月15日"
    )


def test_the_manager_hears_of_what_another_one_changed(world, training_class):
    training_class.manager = world.manager
    training_class.save()
    row = make.session(training_class, world.manager)

    timetables.change(
        row, starts_at=row.starts_at, ends_at=row.ends_at, room="三号教室", teacher=row.teacher,
        by=world.admin, at=BEFORE,
    )  # fmt: skip

    assert of("session_changed") == {world.manager}


def test_who_left_the_class_hears_no_more_and_loses_the_words(world, training_class):
    row = make.enrolled(world, training_class)
    person = row.case.subject
    enrolments.withdraw(row, reason="病假超过七分之一", by=world.manager, at=make.NOW)

    change(world, make.session(training_class, world.manager), room="二号教室")

    assert of("session_changed") == set()
    assert texts(person) == [""]


def test_what_is_asked_of_a_class_and_what_comes_back_is_told(world, training_class):
    row = make.enrolled(world, training_class)
    subject = row.case.subject
    due_on = (make.NOW + timedelta(days=3)).date()
    asked = {"title": "学习体会", "asks": "学了什么", "fewest": 2, "most": 200, "due_on": due_on}
    task = reflections.set_task(training_class, **asked, by=world.manager, at=make.NOW)
    version = reflections.hand_in(task, text="学到了很多。", by=subject, at=make.NOW)
    told = {"version": version.pk, "verdict": "RETURNED", "remark": "请写具体"}
    reflections.review(version.reflection, **told, by=world.manager, at=make.NOW)

    assert of("reflection_set") == of("reflection_reviewed") == {subject}
    assert set(texts(subject)) >= {
        "请写心得“学习体会”，2018年6月7日前交",
        "您的心得“学习体会”已评阅，请查看意见",
    }


def test_a_wish_to_stay_is_told_to_the_host_and_its_answer_to_the_person(world, training_class):
    case = make.enrolled(world, training_class).case
    contact = make.holder(Role.HOST, world.host)
    posting = make.posting(world, case)
    wishes.wish(posting, why="想留下", by=case.subject, at=make.NOW)
    assert of("stay_wished") == {world.mentor, contact}

    wishes.answer(posting, is_agreed=True, answer="", by=contact, at=make.NOW)
    assert of("wish_answered") == {case.subject}
    assert "接收单位已答复您的留任申请" in texts(case.subject)
    assert f"{case.cadre.name}　申请留任，请答复" in texts(world.mentor)
