"""A lesson of one group is no matter of the other: not on its phone, sheet, screen or figures."""

from datetime import timedelta

import pytest
from django.urls import reverse

from core.errors import RegulationBroken
from tests.core.imports.files import workbook
from tests.core.imports.test_runs import counts, errors
from tests.factories import training as make
from tests.factories.imports import applied, checked
from tests.fixtures import media
from training.models import Attendance, Enrolment, WalkIn
from training.queries import attendance as figures
from training.queries import checkins as codes
from training.queries.today import today
from training.regulations.attendance import step_of
from training.services import attendance, checkins

__all__ = ["media"]
START = make.NOW.replace(hour=8)
LATER = make.NOW.replace(day=8)
HEADER = ["姓名", "出生日期", "班次名称", "上课日期", "开始时间", "出勤情况"]


def enrolled(world, training_class, name):
    return make.enrolled(world, training_class, subject=make.user(name=name))


@pytest.fixture
def groups(world, training_class):
    """Two trainees, one in each group, each with a lesson at eight of their own."""
    rows = [enrolled(world, training_class, name) for name in ("王小明", "钱多多")]
    for number, row in enumerate(rows, start=1):
        Enrolment.objects.filter(pk=row.pk).update(group=number)
    return list(training_class.enrolments.order_by("pk"))


@pytest.fixture
def lessons(world, training_class):
    return [
        make.session(training_class, world.manager, group=n, room=f"{n}室", teacher="")
        for n in (1, 2)
    ]


def sign(session, user, device="one"):
    typed = codes.code(session.pk, "IN", step_of(START))
    return checkins.sign(code=typed, device=device, by=user, at=START)


def figures_of(row):
    return figures.with_rates(Enrolment.objects.filter(pk=row.pk)).get()


def mark(world, session, *rows, status="PRESENT"):
    marks = {row.pk: status for row in rows}
    return attendance.record(session, marks=marks, by=world.manager, at=LATER)


def test_day_and_what_is_next_are_of_the_own_group(world, training_class, groups, lessons):
    for n in (2, 1):
        make.session(
            training_class, world.manager, day=1, hour=6 + n, group=n, room=f"{n}", teacher=""
        )
    for row, own in zip(groups, lessons, strict=True):
        day = today(row.case.subject, make.OPENS_ON)

        assert day.sessions == [own]
        assert day.deadlines[0].subject.group == row.group
        assert codes.open_now(row.case.subject, START, before=timedelta(0), after=timedelta(0)) == [
            own
        ]


def test_screen_and_sheet_name_the_own_group(client, world, groups, lessons):
    assert codes.on_screen(lessons[0])["people"] == [groups[0]]
    client.force_login(world.manager)
    page = client.get(reverse("training:session-attendance", args=[lessons[0].pk]))

    assert groups[0].case.cadre.name in page.content.decode()
    assert groups[1].case.cadre.name not in page.content.decode()


def test_at_07_code_of_another_group(groups, lessons):
    with pytest.raises(RegulationBroken, match="AT-07"):
        sign(lessons[1], groups[0].case.subject)
    assert not Attendance.objects.exists()
    assert not WalkIn.objects.exists()

    sign(lessons[0], groups[0].case.subject)

    assert Attendance.objects.get().session == lessons[0]


def test_at_07_code_of_another_group_while_the_own_has_nothing(world, groups, lessons):
    third = make.enrolled(world, groups[0].training_class)
    with pytest.raises(RegulationBroken, match="AT-07"):
        sign(lessons[0], third.case.subject)


def test_tr_15_mark_of_another_group(world, groups, lessons):
    with pytest.raises(RegulationBroken, match="TR-15"):
        mark(world, lessons[0], *groups)


def test_rate_is_over_the_own_groups_lessons(world, groups, lessons):
    mark(world, lessons[0], groups[0])
    mark(world, lessons[1], groups[1], status="LEAVE")

    first, second = figures_of(groups[0]), figures_of(groups[1])

    assert (first.held_count, first.rate, first.leave_share) == (1, 1, 0)
    assert (second.held_count, second.rate, second.leave_share) == (1, 0, 1)


def test_marks_of_the_former_group_count_and_can_be_corrected(world, groups, lessons):
    mark(world, lessons[0], groups[0])
    Enrolment.objects.filter(pk=groups[0].pk).update(group=2)
    mark(world, lessons[1], groups[1])

    row = figures_of(groups[0])
    assert (row.held_count, row.came_count) == (2, 1)
    attendance.record(
        lessons[0], marks={groups[0].pk: "LATE"}, by=world.manager, at=LATER, reason="看错"
    )
    assert Attendance.objects.get(enrolment=groups[0]).status == "LATE"


def line(row, training_class, status="出勤"):
    name = row.case.cadre.name
    return [name, "1980-01-01", training_class.title, "2018-06-04", "8:00", status]


def run(world, *lines):
    content = workbook(list(lines), header=HEADER)
    return checked(world.county, content, kind="attendance", by=world.admin, at=make.NOW)


def test_workbook_marks_each_at_the_lesson_of_the_own_group(world, groups, lessons):
    told = [line(row, groups[0].training_class) for row in groups]

    applied(run(world, *told), by=world.admin, at=make.NOW)

    found = Attendance.objects.order_by("enrolment").values_list("enrolment", "session")
    assert list(found) == [(a.pk, b.pk) for a, b in zip(groups, lessons, strict=True)]


def test_workbook_refuses_who_is_in_no_group_of_the_hour(world, groups, lessons):
    third = enrolled(world, groups[0].training_class, "周全")

    found = run(world, line(third, groups[0].training_class))

    assert counts(found) == (0, 0, 0, 1)
    assert "名册" in next(iter(errors(found).values()))


def test_workbook_tells_classes_of_one_name_apart(world):
    """Two campaigns of a county each have a class of this name, in session at eight."""
    both = []
    for n in (1, 2):
        if n == 2:
            world.campaign = make.campaign(world.county, world.admin)
        planned = make.planned_class(world, title="第一期班", venue=f"{n}号院")
        make.session(planned, world.manager, teacher="")
        both.append(enrolled(world, planned, "王小明" if n == 1 else "钱多多"))

    applied(
        run(world, *(line(row, row.training_class) for row in both)), by=world.admin, at=make.NOW
    )

    found = Attendance.objects.values_list("enrolment", "session__training_class")
    assert set(found) == {(row.pk, row.training_class_id) for row in both}
