"""Attendance from the paper roll by workbook."""

import pytest

from tests.core.imports.files import workbook
from tests.core.imports.test_runs import counts, errors
from tests.factories import ratings as rated
from tests.factories import training as make
from tests.factories.imports import applied, checked, undone
from tests.fixtures import media
from training.models import Attendance, AttendanceCorrection, RatingSeat

__all__ = ["media"]
HEADER = ["姓名", "出生日期", "班次名称", "上课日期", "开始时间", "出勤情况", "更正原因"]


@pytest.fixture
def room(world):
    room = make.planned_class(world, title="第一期班")
    room.world = world
    room.trainee = make.enrolled(world, room, subject=make.user(name="王小明"))
    make.session(room, world.manager)
    return room


def line(room, **changes):
    told = [
        room.trainee.case.cadre.name,
        "1980-01-01",
        "第一期班",
        "2018-06-04",
        "8:00",
        "请假",
        "",
    ]
    for name, value in changes.items():
        told[HEADER.index(name)] = value
    return told


def run(room, *lines):
    content = workbook(list(lines), header=HEADER)
    return checked(room.world.county, content, kind="attendance", by=room.world.admin, at=make.NOW)


def write(room, *lines):
    return applied(run(room, *lines), by=room.world.admin, at=make.NOW)


def test_marks_are_entered_and_the_same_again_changes_nothing(room):
    write(room, line(room))

    assert Attendance.objects.get().status == "LEAVE"
    assert counts(run(room, line(room))) == (0, 0, 1, 0)


def test_tr_11_correction_by_workbook_needs_its_reason_and_keeps_both(room):
    write(room, line(room))
    assert "更正原因" in next(iter(errors(run(room, line(room, 出勤情况="缺勤"))).values()))

    write(room, line(room, 出勤情况="缺勤", 更正原因="假条未批"))

    assert Attendance.objects.get().status == "ABSENT"
    told = AttendanceCorrection.objects.get()
    assert (told.before, told.reason) == ("LEAVE", "假条未批")


def test_correction_is_taken_back_as_one_more_correction(room):
    write(room, line(room))
    second = write(room, line(room, 出勤情况="缺勤", 更正原因="假条未批"))

    undone(second, by=room.world.admin, at=make.NOW)

    assert Attendance.objects.get().status == "LEAVE"
    assert AttendanceCorrection.objects.count() == 2


def test_entered_marks_are_not_taken_out(room):
    first = write(room, line(room))

    undone(first, by=room.world.admin, at=make.NOW)

    assert Attendance.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"班次名称": "别的班"},
        {"上课日期": "2018-06-05"},
        {"开始时间": "八点"},
        {"开始时间": "25:00"},
        {"出勤情况": "来了"},
        {"姓名": "无此人"},
    ],
    ids=str,
)
def test_line_that_means_no_session_or_no_trainee_is_refused(room, changes):
    assert counts(run(room, line(room, **changes))) == (0, 0, 0, 1)


def test_who_is_not_in_the_class_is_refused(room):
    stranger = make.case(room.world.campaign, room.world.unit, subject=make.user(name="钱多多"))

    found = run(room, line(room, 姓名=stranger.cadre.name))

    assert "不在这个班" in next(iter(errors(found).values()))


def test_late_workbook_gives_a_seat_in_an_open_rating(room):
    people = [make.enrolled(room.world, room) for _n in range(5)]
    lesson = rated.attended(room.world, room, people, day=1)
    rating = rated.opened(room.world, room, people, session=lesson)
    told = line(room, 上课日期="2018-06-05", 出勤情况="迟到")
    who = {"by": room.world.admin, "at": make.NOW.replace(day=6)}
    content = workbook([told], header=HEADER)

    done = applied(checked(room.world.county, content, kind="attendance", **who), **who)

    assert done.state == "APPLIED"
    assert RatingSeat.objects.filter(rating=rating, enrolment=room.trainee).exists()
