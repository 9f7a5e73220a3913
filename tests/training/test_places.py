"""Places with room, and postings that stand still, grow longer or move."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.errors import NotAllowed, RegulationBroken, StateConflict
from tests.factories import practice
from tests.factories import training as make
from training.models import PostingExtension, PracticePosting
from training.queries import places as queries
from training.queries import postings as of_postings
from training.regulations import practice as regulations
from training.services import places, posting_changes, postings

LATER = make.NOW.replace(month=8, day=20)
LOCK = re.compile(r'FROM "(\w+)".*FOR UPDATE', re.S)
WHY = {"reason": "村里完成了任务", "handover": "水塔维修还差 2 处"}


@pytest.fixture
def world(db):
    return make.world(practice_months=6)


@pytest.fixture
def posting(world, training_class):
    return make.posting(world, make.enrolled(world, training_class).case)


def pause(world, posting, **fields):
    facts = {"kind": "ILLNESS", "note": "住院", "from_on": date(2018, 7, 10), **fields}
    return posting_changes.pause(posting, **{"by": world.manager, "at": LATER, **facts})


def fresh(posting):
    return PracticePosting.objects.get(pk=posting.pk)


def test_pp_01_place_has_room(world, training_class):
    place = practice.place(world, capacity=1)
    first, second = (make.enrolled(world, training_class).case for _n in range(2))
    make.posting(world, first, host_place=place)

    with pytest.raises(RegulationBroken, match="PP-01"):
        make.posting(world, second, host_place=place)
    assert make.posting(world, second, host_place=place, from_on=date(2018, 10, 1)).pk


def test_room_is_counted_on_the_busiest_day(world, training_class):
    place = practice.place(world, capacity=2)
    for month in (6, 8):
        case = make.enrolled(world, training_class).case
        make.posting(world, case, host_place=place, from_on=date(2018, month, 5), months=2)

    assert queries.taken(place, date(2018, 6, 1), date(2018, 12, 1)) == 1


@pytest.mark.django_db(transaction=True)
def test_last_room_goes_to_one_of_two_clerks():
    world = make.world()
    place = practice.place(world, capacity=1)
    room = make.planned_class(world)
    cases = [make.enrolled(world, room).case for _n in range(2)]
    mentors = [make.user() for _n in range(2)]

    def send(pair):
        try:
            return bool(make.posting(world, pair[0], host_place=place, mentor=pair[1]).pk)
        except RegulationBroken:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as hands:
        assert sorted(hands.map(send, zip(cases, mentors, strict=True))) == [False, True]


def test_pp_02_place_is_of_the_unit(world, training_class):
    case = make.enrolled(world, training_class).case
    closed = places.close(practice.place(world), by=world.manager, at=LATER)
    foreign = practice.place(world, unit=make.unit(world.county, kind="VILLAGE"))

    for place in (closed, foreign):
        with pytest.raises(RegulationBroken, match="PP-02"):
            make.posting(world, case, host_place=place)


@pytest.mark.parametrize(("km", "is_near"), [(None, True), (60, True), (61, False)])
def test_pp_03_home_is_near_enough(km, is_near):
    assert regulations.is_near_enough.is_kept(km) is is_near


def test_pp_04_extension_fits_once_within_six_months(world, posting):
    told = {"reason": "项目未完", "by": world.manager, "at": LATER}
    with pytest.raises(RegulationBroken, match="PP-04"):
        posting_changes.extend(posting, until_on=date(2019, 1, 1), **told)

    posting_changes.extend(posting, until_on=date(2018, 12, 31), **told)

    assert fresh(posting).until_on == date(2018, 12, 31)
    with pytest.raises(RegulationBroken, match="PP-04"):
        posting_changes.extend(posting, until_on=date(2019, 1, 2), **told)


def test_days_that_stood_still_do_not_use_up_the_six_months(world, posting):
    pause(world, posting)
    posting_changes.resume(posting, on=date(2018, 7, 20), by=world.manager, at=LATER)
    told = {"reason": "项目未完", "by": world.manager, "at": LATER}

    posting_changes.extend(posting, until_on=date(2019, 1, 10), **told)

    assert fresh(posting).until_on == date(2019, 1, 10)


@pytest.mark.parametrize(
    "told", [{"until_on": date(2018, 9, 30), "reason": "x"}, {"until_on": date(2018, 10, 9)}]
)
def test_pp_05_extension_is_longer_and_explained(world, posting, told):
    with pytest.raises(RegulationBroken, match="PP-05"):
        posting_changes.extend(posting, **{"reason": " ", "by": world.manager, "at": LATER, **told})


@pytest.mark.parametrize("day", [date(2018, 6, 30), date(2018, 8, 21)])
def test_pp_06_pause_starts_within_the_posting(world, posting, day):
    with pytest.raises(RegulationBroken, match="PP-06"):
        pause(world, posting, from_on=day)


@pytest.mark.parametrize("day", [date(2018, 7, 10), date(2018, 8, 21)])
def test_pp_07_resumes_after_the_pause(world, posting, day):
    pause(world, posting)

    with pytest.raises(RegulationBroken, match="PP-07"):
        posting_changes.resume(posting, on=day, by=world.manager, at=LATER)


def test_last_day_moves_by_the_days_that_stood_still(world, posting):
    pause(world, posting)

    moved = posting_changes.resume(posting, on=date(2018, 7, 25), by=world.manager, at=LATER)

    assert (moved.until_on, moved.paused_days) == (date(2018, 10, 15), 15)
    assert posting.pauses.get().until_on == date(2018, 7, 24)


def test_pause_twice_and_resume_without_pause_conflict(world, posting):
    with pytest.raises(StateConflict):
        posting_changes.resume(posting, on=date(2018, 7, 25), by=world.manager, at=LATER)
    pause(world, posting)
    with pytest.raises(StateConflict):
        pause(world, posting)


def test_pp_08_early_end_is_explained(world, posting):
    told = {"finished_on": date(2018, 8, 1), "opinion": "良好", "by": world.manager, "at": LATER}
    with pytest.raises(RegulationBroken, match="PP-08"):
        postings.finish(posting, **told)

    done = postings.finish(posting, early_reason="调回抗洪", **told)

    assert done.early_reason == "调回抗洪"


def test_ending_while_it_stands_still_is_early_and_ends_the_pause(world, posting):
    pause(world, posting)
    at = LATER.replace(month=11)
    told = {"finished_on": date(2018, 10, 9), "opinion": "因病", "by": world.manager, "at": at}
    with pytest.raises(RegulationBroken, match="PP-08"):
        postings.finish(posting, **told)

    postings.finish(posting, early_reason="病情不宜继续", **told)

    assert posting.pauses.get().until_on == date(2018, 10, 9)


def moved(world, posting, **fields):
    facts = {"mentor": make.user(), "on": date(2018, 8, 1), **WHY, "by": world.manager, "at": LATER}
    return posting_changes.transfer(posting, **facts | fields)


@pytest.mark.parametrize("day", [date(2018, 6, 30), date(2018, 8, 21)])
def test_pp_09_transfer_day_fits(world, posting, day):
    with pytest.raises(RegulationBroken, match="PP-09"):
        moved(world, posting, host_place=practice.place(world), on=day)


def test_pp_10_handover_is_told(world, posting):
    with pytest.raises(RegulationBroken, match="PP-10"):
        moved(world, posting, host_place=practice.place(world), handover=" ")


def test_transfer_keeps_the_posting_and_takes_it_from_the_former_mentor(world, posting):
    place = practice.place(world, unit=make.unit(world.county, kind="VILLAGE"))

    row = moved(world, posting, host_place=place)

    now = fresh(posting)
    assert (now.host_place, now.host_unit, now.place) == (place, place.unit, place.name)
    assert (row.from_mentor, row.to_mentor) == (world.mentor, now.mentor)
    assert (now.from_on, now.until_on) == (posting.from_on, posting.until_on)
    assert not PracticePosting.objects.visible_to(world.mentor).exists()


def test_transfer_counts_room_and_the_mentors_load(world, training_class, posting):
    place = practice.place(world, capacity=1)
    mentor = make.user()
    for _n in range(3):
        make.posting(world, make.enrolled(world, training_class).case, mentor=mentor)
    with pytest.raises(RegulationBroken, match="TR-06"):
        moved(world, posting, host_place=place, mentor=mentor)
    make.posting(
        world, make.enrolled(world, training_class).case, mentor=make.user(), host_place=place
    )

    with pytest.raises(RegulationBroken, match="PP-01"):
        moved(world, posting, host_place=place)


def test_pp_11_pauses_stand_apart(world, posting):
    pause(world, posting)
    posting_changes.resume(posting, on=date(2018, 7, 25), by=world.manager, at=LATER)

    with pytest.raises(RegulationBroken, match="PP-11"):
        pause(world, posting, from_on=date(2018, 7, 24))
    assert pause(world, posting, from_on=date(2018, 7, 25)).pk


def test_pp_03_far_from_home_is_said_to_the_office(client, world, training_class):
    far, near = (
        make.posting(world, make.enrolled(world, training_class).case, home_km=km)
        for km in (61, 60)
    )

    def told(user, row):
        client.force_login(user)
        page = client.get(reverse("training:posting-detail", args=[row.pk]))
        return "离家超过 60 公里" in page.content.decode()

    assert told(world.manager, far)
    assert not told(world.manager, near)
    assert not told(world.mentor, far)


def test_week_of_the_journal_begins_anew_after_a_pause(world, posting):
    pause(world, posting)
    posting_changes.resume(posting, on=date(2018, 8, 1), by=world.manager, at=LATER)

    assert fresh(posting).resumed_on == date(2018, 8, 1)
    assert of_postings.journal_due(fresh(posting), date(2018, 7, 5)) == date(2018, 8, 8)


def extend(world, posting, until_on=date(2018, 10, 31)):
    return posting_changes.extend(
        posting, until_on=until_on, reason="未完", by=world.manager, at=LATER
    )


def test_pp_01_longer_posting_asks_for_room(world, training_class):
    place = practice.place(world, capacity=1)
    first, second = (make.enrolled(world, training_class).case for _n in range(2))
    here = make.posting(world, first, host_place=place)
    make.posting(world, second, host_place=place, from_on=date(2018, 10, 20), mentor=make.user())

    with pytest.raises(RegulationBroken, match="PP-01"):
        extend(world, here)
    assert extend(world, here, date(2018, 10, 19)).pk


def test_tr_06_longer_posting_asks_for_the_mentors_time(world, training_class, posting):
    for _n in range(3):
        case = make.enrolled(world, training_class).case
        make.posting(world, case, from_on=date(2018, 10, 20))

    with pytest.raises(RegulationBroken, match="TR-06"):
        extend(world, posting)
    assert extend(world, posting, date(2018, 10, 19)).pk


def test_place_is_locked_before_the_mentor(world, training_class):
    place = practice.place(world)
    case = make.enrolled(world, training_class).case
    with CaptureQueriesContext(connection) as sent:
        here = make.posting(world, case, host_place=place)
    with CaptureQueriesContext(connection) as longer:
        extend(world, here)

    for found in (sent, longer):
        tables = [LOCK.search(one["sql"])[1] for one in found if LOCK.search(one["sql"])]
        assert tables.index("training_hostplace") < tables.index("accounts_user")


def test_pp_12_capacity_fits_those_who_are_there(world, training_class):
    place = practice.place(world, capacity=2)
    for _n in range(2):
        make.posting(world, make.enrolled(world, training_class).case, host_place=place)

    with pytest.raises(RegulationBroken, match="PP-12"):
        places.resize(place, capacity=1, lodging="", by=world.manager, at=make.NOW)
    assert (
        places.resize(place, capacity=3, lodging="有宿舍", by=world.manager, at=LATER).capacity == 3
    )


def test_pp_13_place_is_new(world):
    place = practice.place(world)

    with pytest.raises(RegulationBroken, match="PP-13"):
        practice.place(world, name=place.name)


def test_person_concerned_mentor_and_stranger_change_nothing(world, posting):
    for hand in (posting.case.subject, world.mentor, make.world().manager):
        with pytest.raises(NotAllowed):
            pause(world, posting, by=hand)


def test_finished_posting_is_changed_no_more(world, posting):
    told = {"finished_on": date(2018, 8, 1), "opinion": "良好", "early_reason": "借调"}
    postings.finish(posting, **told, by=world.manager, at=LATER)

    with pytest.raises(StateConflict):
        pause(world, posting)
    with pytest.raises(StateConflict):
        places.close(
            places.close(practice.place(world), by=world.manager, at=LATER),
            by=world.manager,
            at=LATER,
        )


def test_database_keeps_pauses_apart_and_extensions_as_they_are(world, posting):
    pause(world, posting)
    again = posting.pauses.get()
    again.pk, again.from_on = None, again.from_on + timedelta(days=3)
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()
    row = posting_changes.extend(
        posting, until_on=date(2018, 10, 10), reason="未完", by=world.manager, at=LATER
    )
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        PostingExtension.objects.filter(pk=row.pk).update(reason="改")
