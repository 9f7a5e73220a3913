"""The calendar feed as a calendar programme reads it."""

import re
from datetime import date, timedelta

import pytest
import recurring_ical_events
from django.urls import reverse
from icalendar import Calendar

from core.audit.models import Entry
from core.errors import NotAllowed, StateConflict
from tests.factories import training as make
from training.models import CalendarFeed
from training.services import classes, enrolments, feeds, timetables

BEFORE = make.NOW - timedelta(days=3)


@pytest.fixture
def person(world, training_class):
    return make.enrolled(world, training_class).case.subject


def made(person, *, is_plain=False):
    return feeds.make(person, is_plain=is_plain, by=person, at=BEFORE)


def asked(client, secret):
    return client.get(reverse("training:calendar-feed", args=[secret]))


def read(client, secret):
    return Calendar.from_ical(asked(client, secret).content)


def test_feed_is_valid_for_the_parsers_and_holds_own_lessons_alone(
    client, world, training_class, person
):
    make.session(training_class, world.manager)
    make.session(make.planned_class(world), world.manager, day=1, title="别班的课")

    calendar = read(client, made(person).secret)

    events = recurring_ical_events.of(calendar).at(date(2018, 6, 4))
    assert len(events) == len(calendar.walk("VEVENT")) == 1
    assert events[0]["DTSTART"].dt.isoformat() == "2018-06-04T08:00:00+08:00"
    assert events[0]["DTSTART"].params["TZID"] == "Asia/Shanghai"
    assert calendar.errors == []
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Asia/Shanghai"]
    assert events[0]["LOCATION"] == "县委党校 报告厅"


def test_a_change_keeps_the_uid_and_raises_the_sequence(client, world, training_class, person):
    row = make.session(training_class, world.manager)
    secret = made(person).secret
    before = read(client, secret).walk("VEVENT")[0]

    told = {"by": world.manager, "at": BEFORE}
    later = timedelta(hours=6)
    timetables.change(
        row, starts_at=row.starts_at + later, ends_at=row.ends_at + later, room="二楼", **told
    )
    moved = read(client, secret).walk("VEVENT")[0]
    classes.cancel_session(row, reason="停电", **told)
    off = read(client, secret).walk("VEVENT")[0]

    assert before["UID"] == moved["UID"] == off["UID"]
    assert [event["SEQUENCE"] for event in (before, moved, off)] == [0, 1, 2]
    assert [event["STATUS"] for event in (moved, off)] == ["CONFIRMED", "CANCELLED"]
    assert moved["DTSTART"].dt - before["DTSTART"].dt == later


def test_a_locked_screen_shows_nothing_unless_the_person_wants_it(
    client, world, training_class, person
):
    make.session(training_class, world.manager, title="警示谈话", kind="TALK")
    neutral = asked(client, made(person).secret).content.decode()
    plain = asked(client, made(person, is_plain=True).secret).content.decode()

    for word in ("召回", "警示", training_class.title, "何静", person.name):
        assert word not in neutral
    assert "警示谈话" in plain
    for word in ("召回", person.name):
        assert word not in plain


def test_a_group_lesson_is_for_the_group_alone(client, world, training_class, person):
    make.session(training_class, world.manager, group=2)

    assert read(client, made(person).secret).walk("VEVENT") == []


def test_who_was_withdrawn_has_an_empty_calendar(client, world, training_class):
    enrolment = make.enrolled(world, training_class)
    make.session(training_class, world.manager)
    secret = made(enrolment.case.subject).secret
    enrolments.withdraw(enrolment, reason="因病", by=world.manager, at=BEFORE)

    assert read(client, secret).walk("VEVENT") == []


def test_the_class_manager_sees_the_classes_they_manage(client, world):
    row = make.planned_class(world, manager=world.manager)
    make.session(row, world.manager)

    assert len(read(client, made(world.manager).secret).walk("VEVENT")) == 1


def test_only_a_digest_is_kept_and_a_new_address_stops_the_old(client, person):
    first, second = made(person), made(person)

    assert asked(client, first.secret).status_code == 404
    assert asked(client, second.secret).status_code == 200
    assert not CalendarFeed.objects.filter(token_hash__contains=second.secret).exists()
    assert second.secret not in "".join(map(str, Entry.objects.values()))
    feeds.revoke(second.feed, by=person, at=BEFORE)
    assert asked(client, second.secret).status_code == 404
    with pytest.raises(StateConflict):
        feeds.revoke(second.feed, by=person, at=BEFORE)


def test_an_account_put_out_of_use_has_no_feed(client, person):
    secret = made(person).secret
    type(person).objects.filter(pk=person.pk).update(is_active=False)

    assert asked(client, secret).status_code == 404


def test_nobody_makes_a_feed_for_another(world, person):
    with pytest.raises(NotAllowed):
        feeds.make(person, is_plain=False, by=world.admin, at=BEFORE)


def test_feed_and_guesses_are_limited(client, person):
    secret = made(person).secret
    assert [asked(client, secret).status_code for _n in range(61)][-2:] == [200, 429]
    assert [asked(client, f"guess{n}").status_code for n in range(21)][-2:] == [404, 429]


def test_address_is_shown_once_and_stopped_by_the_person(client, person):
    client.force_login(person)
    page = reverse("training:calendar")
    told = client.post(page, {"is_plain": "on"})
    secret = re.search(r"calendar/([\w-]{40,})\.ics", told.content.decode())[1]

    assert told["Cache-Control"] == "no-store"
    assert secret not in client.get(page).content.decode()
    assert asked(client, secret).status_code == 200
    for words in ("已停用订阅地址", "没有正在使用的订阅地址"):
        answer = client.post(reverse("training:calendar-revoke"), follow=True)
        assert words in answer.content.decode()
    assert asked(client, secret).status_code == 404
