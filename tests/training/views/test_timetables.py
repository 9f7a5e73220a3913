from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core import dates
from tests.factories import training as make
from tests.merging import untouched
from training.models import Session, Teacher
from training.services import teachers


@pytest.fixture
def ahead(world):
    opens_on = dates.legal_day(timezone.now()) + timedelta(days=9)
    return make.planned_class(world, opens_on=opens_on)


def address(name, *args, **query):
    return reverse(f"training:{name}", args=args, query=query)


def test_week_of_300_lessons_in_20_classes_is_small_and_quick(
    client, world, django_assert_max_num_queries
):
    for number in range(20):
        row = make.planned_class(world, title=f"2018年第{number + 1}期干部再教育培训班")
        Session.objects.bulk_create(
            Session(
                training_class=row,
                county_id=row.county_id,
                venue=row.venue,
                kind="THEORY",
                title="党规党纪与作风建设专题",
                room=f"第{number + 1}教室",
                teacher=f"教师{number + 1}",
                starts_at=make.NOW + timedelta(days=day, hours=2 * slot),
                ends_at=make.NOW + timedelta(days=day, hours=2 * slot + 1),
            )
            for day in range(5)
            for slot in range(3)
        )
    client.force_login(world.manager)

    with django_assert_max_num_queries(12):
        response = client.get(address("timetable", week="2018-06-06"))

    assert response.content.decode().count("党规党纪与作风建设专题") == 300
    assert len(response.content) <= 60 * 1024


def test_week_shows_a_trainee_their_own_class_alone(client, world, training_class):
    enrolment = make.enrolled(world, training_class)
    make.session(training_class, world.manager, title="本班课程")
    make.session(make.planned_class(world), world.manager, day=1, title="别班课程")
    client.force_login(enrolment.case.subject)

    text = client.get(address("timetable", week="2018-06-04")).content.decode()

    assert "本班课程" in text
    assert "别班课程" not in text


@pytest.mark.parametrize("week", ["", "nonsense", "9999-99-99", "2018-06-06"])
def test_any_week_is_answered(client, world, week):
    client.force_login(world.manager)

    assert client.get(address("timetable", week=week)).status_code == 200


def test_lesson_is_changed_by_form_and_the_trainee_reads_of_it(client, world, ahead):
    enrolment = make.enrolled(world, ahead)
    row = make.session(ahead, world.manager, title="党规党纪")
    client.force_login(world.manager)
    day = dates.legal_day(row.starts_at) + timedelta(days=1)
    data = {"on": day.isoformat(), "starts": "14:30", "ends": "16:00", "room": "二号教室"}

    assert client.post(address("session-edit", row.pk), data).status_code == 302

    client.force_login(enrolment.case.subject)
    text = client.get(address("today")).content.decode()
    assert "课程变动" in text
    assert f"改到 {day:%m-%d} 14:30" in text


def test_lesson_keeps_a_teacher_who_was_struck_off_since(client, world, ahead):
    told = {"by": world.manager, "at": make.NOW}
    teacher = teachers.add(world.county, name="何静", **told)
    row = make.session(ahead, world.manager, teacher="", lecturer=teacher)
    teachers.retire(teacher, **told)
    client.force_login(world.manager)
    form = client.get(address("session-edit", row.pk)).context["form"]
    data = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    data = {name: "" if value is None else value for name, value in data.items()}
    data |= {"room": "二号教室"}

    assert client.post(address("session-edit", row.pk), data).status_code == 302

    now = Session.objects.get(pk=row.pk)
    assert (now.lecturer, now.teacher, now.room) == (teacher, "何静", "二号教室")


def test_lesson_that_a_colleague_moved_meanwhile_is_merged_field_by_field(client, world, ahead):
    row = make.session(ahead, world.manager)
    client.force_login(world.manager)
    url = address("session-edit", row.pk)
    mine = untouched(client.get(url)) | {"room": "二号教室"}
    Session.objects.filter(pk=row.pk).update(room="三号教室", group=2)

    met = client.post(url, mine)

    assert met.status_code == 409
    assert "三号教室" in met.content.decode()
    picks = {"pick_room": "mine", "pick_group": "theirs"}
    assert client.post(url, untouched(met) | picks).status_code == 302
    now = Session.objects.get(pk=row.pk)
    assert (now.room, now.group, now.starts_at) == ("二号教室", 2, row.starts_at)


def test_clash_is_told_on_the_form(client, world, ahead):
    make.session(ahead, world.manager, title="依法行政", hour=10)
    row = make.session(ahead, world.manager)
    client.force_login(world.manager)
    data = {"on": ahead.opens_on.isoformat(), "starts": "09:00", "ends": "11:00"}

    response = client.post(address("session-edit", row.pk), data)

    assert response.status_code == 422
    assert "依法行政" in response.content.decode()


def test_lessons_are_swapped_and_a_day_copied_by_form(client, world, ahead):
    first = make.session(ahead, world.manager, hour=8)
    second = make.session(ahead, world.manager, hour=10)
    client.force_login(world.manager)
    client.post(address("session-swap", first.pk), {"other": second.pk})
    assert Session.objects.get(pk=first.pk).starts_at == second.starts_at

    days = [(ahead.opens_on + timedelta(days=n)).isoformat() for n in range(2)]
    client.post(address("class-copy-day", ahead.pk), {"from_on": days[0], "to_on": days[1]})
    assert ahead.sessions.count() == 4


def test_teacher_of_the_library_is_offered_until_struck_off(client, world, ahead):
    client.force_login(world.manager)
    client.post(address("teacher-list"), {"county": world.county.pk, "name": "周老师"})
    assert "周老师" in client.get(address("session-add", ahead.pk)).content.decode()

    client.post(address("teacher-retire", Teacher.objects.get().pk))

    assert "周老师" not in client.get(address("session-add", ahead.pk)).content.decode()
    again = client.post(address("teacher-retire", Teacher.objects.get().pk))
    assert again.status_code == 409


def test_teacher_list_costs_the_same_for_3_and_300(client, world, django_assert_max_num_queries):
    def grow(first, last):
        for number in range(first, last):
            Teacher.objects.create(
                county=world.county, name=f"师{number}", added_by=world.manager, added_at=make.NOW
            )

    def counted():
        client.force_login(world.manager)
        with django_assert_max_num_queries(12) as told:
            assert len(client.get(address("teacher-list")).content) <= 60 * 1024
        return len(told)

    grow(0, 3)
    few = counted()
    grow(3, 300)
    assert counted() == few


def test_teachers_of_another_county_are_not_offered(client, world, ahead):
    elsewhere = make.world()
    row = teachers.add(elsewhere.county, name="外县教师", by=elsewhere.manager, at=make.NOW)
    client.force_login(world.manager)

    assert "外县教师" not in client.get(address("session-add", ahead.pk)).content.decode()
    assert client.post(address("teacher-retire", row.pk)).status_code == 404
