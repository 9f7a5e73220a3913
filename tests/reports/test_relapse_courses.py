"""Which class, lesson, village or mentor came before a relapse; nothing is overstated."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.enums import Role
from reports.presenters import relapses as present
from reports.queries import courses
from reports.queries import relapses as queries
from tests.factories import assessment as assess
from tests.factories import training as make
from tests.factories.units import UnitFactory
from training.models import Attendance, MentorHandover, PracticePosting
from training.services import handovers

LATER = date(2020, 1, 31)
NOW = make.NOW.replace(month=7, day=20)
REST = "其余"


@pytest.fixture
def world(db):
    return make.world()


@pytest.fixture
def training_class(world):
    return make.planned_class(world)


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        # Newcombe 1998, Statistics in Medicine 17, table II, method 10
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((10, 10), (0, 20), 0.6791, 1.0),
    ],
)
def test_difference_equals_the_published_table(one, other, low, high):
    found = queries.difference(one, other)

    assert found == (pytest.approx(low, abs=5e-4), pytest.approx(high, abs=5e-4))


def person(number, *, fell_back=False, **given):
    told = {"measure": "RETURN", "on": LATER} | given
    return queries.Person(number, number, **told, fell_back=fell_back)


def under(name, count, fallen, *, start, key=1):
    return [person(start + n, fell_back=n < fallen, mentors={(key, name)}) for n in range(count)]


def told(rows, cut="mentor"):
    return {one.key: (one.people, one.sign) for one in queries.shares(rows, cut, rest=REST)}


def test_a_difference_is_told_only_where_its_interval_leaves_out_nought():
    rows = under("甲", 30, 2, start=0) + under("乙", 30, 15, start=100, key=2)
    assert told(rows) == {"1 甲": (30, -1), "2 乙": (30, 1)}

    close = under("甲", 30, 8, start=0) + under("乙", 30, 10, start=100, key=2)
    assert told(close) == {"1 甲": (30, 0), "2 乙": (30, 0)}


def test_with_nobody_else_there_is_nothing_to_compare():
    assert told(under("甲", 9, 2, start=0)) == {"1 甲": (9, None)}


def test_namesakes_are_two_and_who_had_none_is_a_group():
    rows = under("甲", 6, 1, start=0) + under("甲", 7, 1, start=50, key=2)
    rows += [person(n) for n in range(80, 90)]

    assert {key: people for key, (people, _sign) in told(rows).items()} == {
        "1 甲": 6,
        "2 甲": 7,
        "NONE": 10,
    }


def test_a_group_is_hidden_where_the_few_beside_it_would_show():
    rows = [person(n, lessons={"LAW"}) for n in range(10)]
    rows += [person(n, lessons={"LAW", "VISIT"}) for n in range(10, 22)]
    rows += [person(30, fell_back=True, lessons={"VISIT"})]

    # 22 of 23 had LAW: the one who had not would stand there by subtraction
    assert told(rows, "lesson") == {"VISIT": (13, 0)}


def test_somebody_of_two_small_groups_counts_once_among_the_rest():
    rows = [person(n, lessons={"LAW"}) for n in range(8)]
    rows += [person(n, lessons={"VISIT", "TALK", "READING"}) for n in range(20, 23)]
    rows += [person(n, lessons={"VISIT", "ETHICS"}) for n in range(23, 25)]

    found = told(rows, "lesson")

    assert {key: people for key, (people, _sign) in found.items()} == {
        "LAW": 8,
        "VISIT": 5,
        REST: 5,
    }


def test_what_was_done_comes_out_of_the_rows(world, training_class):
    place = make.enrolled(world, training_class)
    law, called_off = (
        make.session(training_class, world.manager, day=day, kind="LAW") for day in (0, 1)
    )
    visit = make.session(training_class, world.manager, day=2, kind="VISIT")
    given = {"enrolment": place, "recorded_by": world.manager, "recorded_at": make.NOW}
    for row, status in ((law, "LATE"), (called_off, "PRESENT"), (visit, "ABSENT")):
        Attendance.objects.create(session=row, status=status, **given)
    type(called_off).objects.filter(pk=called_off.pk).update(
        kind="TALK", cancelled_by=world.manager, cancelled_at=make.NOW
    )
    posting = make.posting(world, place.case)
    PracticePosting.objects.filter(pk=posting.pk).update(
        finished_on=posting.until_on, opinion="踏实", finished_by=world.manager,
        finished_at=assess.LATER,
    )  # fmt: skip
    assess.serve(world, assess.decide(world, assess.concluded(world, place.case).case))

    (found,) = queries.observed({world.county.pk}, on=LATER)

    assert found.classes == {(training_class.pk, training_class.title)}
    assert found.lessons == {"LAW"}
    assert found.mentors == {(world.mentor.pk, world.mentor.name)}
    assert found.villages == {(world.host.pk, world.host.name)}
    assert found.county == world.county.pk


def test_who_guided_before_counts_once_the_handover_is_signed(world, training_class):
    posting = make.posting(world, make.enrolled(world, training_class).case)
    other = make.user()
    told = {"reason": "原带教人调离", "note": "已交代锻炼任务", "by": world.manager, "at": NOW}
    row = handovers.open_(posting, mentor=other, **told)

    def mentors():
        people = {posting.case_id: person(posting.case_id)}
        courses.fill(people)
        return people[posting.case_id].mentors

    assert mentors() == {(world.mentor.pk, world.mentor.name)}
    for hand in (world.mentor, other):
        row = handovers.sign(MentorHandover.objects.get(pk=row.pk), by=hand, at=NOW)

    assert mentors() == {(world.mentor.pk, world.mentor.name), (other.pk, other.name)}


def test_mentors_are_named_to_the_own_office_alone(client, world, monkeypatch):
    rows = under("韩磊", 30, 3, start=0) + under("何静", 30, 12, start=100, key=2)
    for row in rows:
        row.county = world.county.pk
        row.villages = {(5, "高原村")}
    monkeypatch.setattr(queries, "observed", lambda _c, on: rows)
    client.force_login(world.admin)

    shown = client.get(reverse("reports:relapses")).text

    assert ("按带教人" in shown, "韩磊" in shown, "高原村" in shown) == (True, True, True)
    assert ("少于其余的人" in shown, "多于其余的人" in shown) == (True, True)
    client.force_login(make.holder(Role.READER, world.county))
    other = client.get(reverse("reports:relapses")).text
    assert ("按带教人" in other, "韩磊" in other, "高原村" in other) == (False, False, True)


def test_mentors_of_another_county_are_left_out(world, monkeypatch):
    rows = under("韩磊", 9, 3, start=0)
    for row in rows:
        row.county = UnitFactory().county.pk
    monkeypatch.setattr(queries, "observed", lambda _c, on: rows)

    part = present.page({1}, named={world.county.pk}, on=LATER)["parts"][-1]

    assert (str(part["title"]), part["rows"]) == ("按带教人", [])


def test_the_rows_are_read_in_as_many_queries_for_one_as_for_five(
    world, training_class, django_assert_num_queries
):
    for count in (1, 4):
        for _n in range(count):
            case = make.case(world.campaign, world.unit, state="TRAINING")
            assess.serve(world, assess.decide(world, assess.concluded(world, case).case))
        with django_assert_num_queries(10):
            queries.observed({world.county.pk}, on=LATER + timedelta(days=400))
