"""The library of rooms: seats, use, weeks, and what older timetables wrote by hand."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core import dates
from core.errors import NotAllowed, RegulationBroken, StateConflict
from tests.factories import training as make
from training.models import Room, Session
from training.presenters import feeds
from training.services import rooms, timetables


@pytest.fixture
def ahead(world):
    opens_on = dates.legal_day(timezone.now()) + timedelta(days=9)
    return make.planned_class(world, opens_on=opens_on)


def address(name, *args, **query):
    return reverse(f"training:{name}", args=args, query=query)


def entered(world, *, place="县委党校", name="一楼教室", seats=40, **more):
    return rooms.enter(
        world.county, place=place, name=name, seats=seats, by=world.manager, at=make.NOW, **more
    )


def lesson(world, training_class, **fields):
    """A lesson without room by hand, unless told."""
    return make.session(training_class, world.manager, **{"room": "", **fields})


def change(world, row, **fields):
    told = {"starts_at": row.starts_at, "ends_at": row.ends_at, "teacher": row.teacher}
    told |= {"by": world.manager, "at": make.NOW - timedelta(days=1), **fields}
    return timetables.change(row, **told)


def test_lesson_in_a_room_of_the_class_venue_reads_its_name(world, training_class):
    hall = entered(world, place=training_class.venue)

    row = lesson(world, training_class, hall=hall)

    assert (row.hall, row.room, row.venue) == (hall, "一楼教室", training_class.venue)


def test_lesson_in_a_room_elsewhere_says_where(world, training_class):
    row = lesson(world, training_class, hall=entered(world, place="老年大学"))

    assert (row.room, row.venue) == ("老年大学 一楼教室", "老年大学")
    assert feeds.place(row) == "老年大学 一楼教室"


def test_tr_16_one_room_is_not_taken_twice_by_classes_of_two_venues(world, training_class):
    hall = entered(world, place="老年大学")
    other = make.planned_class(world, venue="县行政学院")
    lesson(world, training_class, hall=hall, title="党规党纪")

    with pytest.raises(RegulationBroken, match=r"党规党纪.*TR-16"):
        lesson(world, other, hall=hall, teacher="另一人")


def test_database_itself_holds_lessons_of_a_room_apart(world, training_class):
    row = lesson(world, training_class, hall=entered(world))
    other = lesson(world, make.planned_class(world), teacher="另一人")

    with pytest.raises(IntegrityError, match="session_hall_once"), transaction.atomic():
        Session.objects.filter(pk=other.pk).update(hall=row.hall)


def test_name_by_hand_that_the_library_knows_is_that_room(world, training_class):
    hall = entered(world, place=training_class.venue, name="二楼")

    assert lesson(world, training_class, room="二楼").hall == hall
    assert lesson(world, training_class, hour=14, room="水塔").hall is None


@pytest.mark.parametrize(("seats", "is_kept"), [(2, True), (1, False)], ids=["enough", "few"])
def test_tr_41_seats_suffice(world, training_class, seats, is_kept):
    for _n in range(2):
        make.enrolled(world, training_class)
    hall = entered(world, seats=seats)

    if is_kept:
        assert lesson(world, training_class, hall=hall).pk
        return
    with pytest.raises(RegulationBroken, match="TR-41"):
        lesson(world, training_class, hall=hall)
    assert lesson(world, training_class, hall=hall, may_be_tight=True).hall == hall


def test_tr_41_a_group_needs_seats_for_itself_alone(world, training_class):
    for group in (1, 2):
        enrolment = make.enrolled(world, training_class)
        enrolment.group = group
        enrolment.save(update_fields=["group"])
    hall = entered(world, seats=1)
    row = lesson(world, training_class, hall=hall, group=1)

    with pytest.raises(RegulationBroken, match="TR-41"):
        change(world, row, hall=hall, group=None)


def test_another_time_in_the_same_room_asks_nothing_about_seats(world, training_class):
    hall = entered(world, seats=1)
    row = lesson(world, training_class, hall=hall)
    for _n in range(2):
        make.enrolled(world, training_class)
    rooms.close(hall, by=world.manager, at=make.NOW)
    hour = timedelta(hours=5)

    moved = change(
        world, row, hall=hall, starts_at=row.starts_at + hour, ends_at=row.ends_at + hour
    )

    assert moved.hall == hall


def test_seats_that_nobody_knows_ask_nothing(world, training_class):
    make.enrolled(world, training_class)
    hall = Room.objects.create(county=world.county, place="县委党校", name="旧教室")

    assert lesson(world, training_class, hall=hall).hall == hall


def test_tr_42_a_closed_room_is_chosen_no_more(world, training_class):
    hall = rooms.close(entered(world), by=world.manager, at=make.NOW)

    with pytest.raises(RegulationBroken, match="TR-42"):
        lesson(world, training_class, hall=hall)

    rooms.reopen(hall, by=world.manager, at=make.NOW)
    assert lesson(world, training_class, hall=Room.objects.get()).hall == hall


def test_tr_42_a_room_of_another_county_is_refused(world, training_class):
    with pytest.raises(RegulationBroken, match="TR-42"):
        lesson(world, training_class, hall=entered(make.world()))


def test_tr_43_a_place_has_one_room_of_a_name(world):
    entered(world)

    with pytest.raises(RegulationBroken, match="TR-43"):
        entered(world)
    assert entered(world, place="老年大学").pk


def test_closing_or_reopening_twice_is_told(world):
    hall = entered(world)
    told = {"by": world.manager, "at": make.NOW}

    with pytest.raises(StateConflict):
        rooms.reopen(hall, **told)
    rooms.close(hall, **told)
    with pytest.raises(StateConflict):
        rooms.close(hall, **told)


def test_who_runs_no_classes_enters_no_room(world):
    told = {"place": "县委党校", "name": "一楼", "seats": 9, "by": world.decider, "at": make.NOW}

    with pytest.raises(NotAllowed):
        rooms.enter(world.county, **told)


def test_entering_a_room_takes_in_what_was_written_by_hand(world, training_class):
    row = lesson(world, training_class, room="三楼")

    hall = entered(world, place=training_class.venue, name="三楼")

    assert Session.objects.get(pk=row.pk).hall == hall


def test_migration_makes_rooms_of_old_timetables_and_back(world, training_class):
    row = lesson(world, training_class, room="三楼")
    without = lesson(world, training_class, hour=14)
    step = import_module("training.migrations.0021_rooms_from_timetables")

    step.enter(apps, None)

    hall = Room.objects.get()
    assert (hall.place, hall.name, hall.seats) == (training_class.venue, "三楼", None)
    assert Session.objects.get(pk=row.pk).hall == hall
    assert Session.objects.get(pk=without.pk).hall is None

    step.leave(apps, None)

    assert not Room.objects.exists()
    assert Session.objects.get(pk=row.pk).room == "三楼"


def test_room_is_entered_chosen_refitted_and_closed_by_form(client, world, ahead):
    for _n in range(2):
        make.enrolled(world, ahead)
    client.force_login(world.manager)
    data = {"county": world.county.pk, "place": ahead.venue, "name": "报告厅", "seats": 1}
    client.post(address("room-list"), data)
    hall = Room.objects.get()
    day = {"on": ahead.opens_on.isoformat(), "starts": "08:00", "ends": "10:00"}
    told = {"kind": "THEORY", "title": "依法行政", "hall": hall.pk, **day}

    assert client.post(address("session-add", ahead.pk), told).status_code == 422
    answer = client.post(address("session-add", ahead.pk), told | {"may_be_tight": "on"})

    assert answer.status_code == 302
    assert "缺 1 座" in client.get(address("class-detail", ahead.pk)).content.decode()
    week = client.get(address("room-week", hall.pk, week=day["on"])).content.decode()
    assert "依法行政" in week
    assert "缺 1 座" in week
    client.post(address("room-act", hall.pk, "refit"), {"seats": 60, "features": "投影"})
    assert "缺 1 座" not in client.get(address("timetable", week=day["on"])).content.decode()
    client.post(address("room-act", hall.pk, "close"))
    assert "报告厅" not in client.get(address("session-add", ahead.pk)).content.decode()
    edit = client.get(address("session-edit", Session.objects.get().pk)).content.decode()
    assert f"报告厅（{ahead.venue}，60 座）" in edit


def test_trainee_reads_the_room_but_nothing_about_seats(client, world, ahead):
    people = [make.enrolled(world, ahead) for _n in range(2)]
    lesson(world, ahead, hall=entered(world, seats=1), may_be_tight=True)
    client.force_login(people[0].case.subject)

    week = client.get(address("timetable", week=ahead.opens_on.isoformat())).content.decode()

    assert "一楼教室" in week
    assert "缺 1 座" not in week


def test_room_without_known_seats_is_offered_as_such(client, world, ahead):
    Room.objects.create(county=world.county, place="县委党校", name="旧教室")
    client.force_login(world.manager)

    text = client.get(address("session-add", ahead.pk)).content.decode()

    assert "旧教室（县委党校，座位数未登记）" in text


def test_a_copied_day_keeps_its_room_though_it_is_tight(world, ahead):
    for _n in range(2):
        make.enrolled(world, ahead)
    hall = entered(world, seats=1)
    lesson(world, ahead, hall=hall, may_be_tight=True)
    days = {"from_on": ahead.opens_on, "to_on": ahead.opens_on + timedelta(days=1)}

    copied = timetables.copy_day(ahead, by=world.manager, at=make.NOW, **days)

    assert [row.hall for row in copied] == [hall]


def test_no_such_act_of_a_room_is_404(client, world):
    client.force_login(world.manager)

    assert client.get(address("room-act", entered(world).pk, "paint")).status_code == 404


def test_list_and_week_cost_the_same_for_3_and_300(client, world, django_assert_max_num_queries):
    def grow(first, last):
        for number in range(first, last):
            entered(world, name=f"第{number}教室")

    def counted():
        client.force_login(world.manager)
        with django_assert_max_num_queries(12) as told:
            assert len(client.get(address("room-list")).content) <= 60 * 1024
        return len(told)

    grow(0, 3)
    few = counted()
    grow(3, 300)

    assert counted() == few


def test_a_full_week_of_a_room_is_small_and_quick(client, world, django_assert_max_num_queries):
    hall = entered(world)
    for number in range(5):
        row = make.planned_class(world, title=f"第{number + 1}期班")
        for hour in range(8, 18):
            start = make.NOW.replace(hour=hour) + timedelta(days=number)
            Session.objects.create(
                training_class=row, county_id=row.county_id, venue=hall.place, hall=hall,
                kind="THEORY", title="党规党纪", starts_at=start,
                ends_at=start + timedelta(minutes=50),
            )  # fmt: skip
    client.force_login(world.manager)

    with django_assert_max_num_queries(12):
        response = client.get(address("room-week", hall.pk, week="2018-06-06"))

    assert response.content.decode().count("党规党纪") == 50
    assert len(response.content) <= 60 * 1024
