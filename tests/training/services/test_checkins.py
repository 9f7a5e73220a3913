"""Signing by code: who may, when, with which phone; a refusal leaves nothing behind."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from core.errors import NotAllowed, RegulationBroken, StateConflict
from tests.factories import training as make
from training.models import Attendance, AttendanceCorrection, CheckIn, WalkIn
from training.queries import checkins as codes
from training.regulations.attendance import STEP, step_of
from training.services import attendance, checkins, classes, enrolments

START = make.NOW.replace(hour=8)  # make.session begins at 8:00


@pytest.fixture
def session(world, training_class):
    return make.session(training_class, world.manager)


@pytest.fixture
def trainee(world, training_class, session):
    return make.enrolled(world, training_class).case.subject


def code(session, at, kind="IN"):
    return codes.code(session.pk, kind, step_of(at))


def sign(session, user, *, at=START, kind="IN", shown_at=None, device="one"):
    typed = code(session, shown_at or at, kind)
    return checkins.sign(code=typed, device=device, by=user, at=at)


def refused(number, *args, **fields):
    with pytest.raises(RegulationBroken, match=number):
        sign(*args, **fields)


def nothing_is_stored():
    return not (CheckIn.objects.exists() or WalkIn.objects.exists() or Attendance.objects.exists())


def status():
    return Attendance.objects.get().status


@pytest.mark.parametrize(
    ("late_by", "mark"), [(-30, "PRESENT"), (0, "PRESENT"), (10, "PRESENT"), (11, "LATE")]
)
def test_signing_marks_by_the_clock_of_the_server(session, trainee, late_by, mark):
    sign(session, trainee, at=START + timedelta(minutes=late_by))

    assert status() == mark


def test_at_01_code_is_known(session, trainee):
    right = code(session, START)
    wrong = f"{(int(right) + 1) % 10**8:08d}"
    with pytest.raises(RegulationBroken, match="AT-01"):
        checkins.sign(code=wrong, device="one", by=trainee, at=START)
    assert nothing_is_stored()


@pytest.mark.parametrize("typed", ["", "١٢٣٤٥٦٧٨", "1" * 400, "12345678 OR 1=1", "\u0000"])
def test_at_01_hostile_codes_are_wrong_codes(session, trainee, typed):
    with pytest.raises(RegulationBroken, match="AT-01"):
        checkins.sign(code=typed, device="one", by=trainee, at=START)


def test_code_may_be_typed_with_a_blank(session, trainee):
    digits = code(session, START)

    checkins.sign(code=f"{digits[:4]} {digits[4:]}", device="one", by=trainee, at=START)

    assert status() == "PRESENT"


def test_code_lives_one_step_on(session, trainee):
    sign(session, trainee, at=START + timedelta(seconds=STEP), shown_at=START)

    assert status() == "PRESENT"


@pytest.mark.parametrize("steps", [2, 80])
def test_at_02_forwarded_code_is_expired(session, trainee, steps):
    at = START + timedelta(seconds=STEP * steps)

    refused("AT-02", session, trainee, at=at, shown_at=START)

    assert nothing_is_stored()


def test_code_of_a_coming_step_is_unknown(session, trainee):
    refused("AT-01", session, trainee, shown_at=START + timedelta(seconds=STEP))


def test_at_03_too_soon(session, trainee):
    refused("AT-03", session, trainee, at=START - timedelta(minutes=31))
    assert nothing_is_stored()


@pytest.mark.parametrize(("kind", "minutes"), [("IN", 121), ("OUT", 151)])
def test_at_04_too_late(session, trainee, kind, minutes):
    refused("AT-04", session, trainee, kind=kind, at=START + timedelta(minutes=minutes))
    assert nothing_is_stored()


def test_at_05_one_phone_signs_for_one(world, training_class, session, trainee):
    other = make.enrolled(world, training_class).case.subject
    sign(session, trainee)

    refused("AT-05", session, other)

    assert Attendance.objects.count() == 1


def test_phone_signs_its_owner_in_and_out_and_at_the_next_session(
    world, training_class, session, trainee
):
    later = make.session(training_class, world.manager, hour=10)

    sign(session, trainee)
    sign(session, trainee, kind="OUT", at=START + timedelta(hours=2))
    sign(later, trainee, at=START + timedelta(hours=2))

    assert CheckIn.objects.count() == 3
    assert set(Attendance.objects.values_list("status", flat=True)) == {"PRESENT"}


def test_at_06_signs_once(session, trainee):
    sign(session, trainee)

    refused("AT-06", session, trainee, at=START + timedelta(minutes=1))

    assert CheckIn.objects.count() == 1


def test_at_07_code_of_another_class(world, session, trainee):
    other = make.planned_class(world)
    theirs = make.session(other, world.manager, room="二楼", teacher="")

    refused("AT-07", theirs, trainee)

    assert nothing_is_stored()


def test_at_08_what_the_manager_marked_stays(world, session, trainee):
    enrolment = session.training_class.enrolments.get()
    attendance.record(session, marks={enrolment.pk: "LEAVE"}, by=world.manager, at=START)

    refused("AT-08", session, trainee)

    assert status() == "LEAVE"
    assert not CheckIn.objects.exists()


def test_at_09_signs_out_only_who_came(session, trainee):
    refused("AT-09", session, trainee, kind="OUT")
    assert nothing_is_stored()


def test_signing_out_early_keeps_both_marks(session, trainee):
    sign(session, trainee)

    sign(session, trainee, kind="OUT", at=START + timedelta(minutes=109))

    assert status() == "LEFT_EARLY"
    assert AttendanceCorrection.objects.get().before == "PRESENT"


def test_signing_out_in_the_last_ten_minutes_is_no_leaving_early(session, trainee):
    sign(session, trainee)

    sign(session, trainee, kind="OUT", at=START + timedelta(minutes=110))

    assert status() == "PRESENT"


def test_who_is_in_no_class_is_kept_apart_as_a_walk_in(world, session):
    guest = make.case(world.campaign, world.unit)

    row = sign(session, guest.subject)

    assert (row.case, row.session) == (guest, session)
    assert not Attendance.objects.exists()
    refused("AT-06", session, guest.subject)


def test_code_of_another_county_is_unknown(trainee):
    world = make.world()
    theirs = make.session(make.planned_class(world), world.manager)

    refused("AT-01", theirs, trainee)


@pytest.mark.parametrize("who", ["manager", "mentor"])
def test_who_has_no_case_does_not_sign(world, session, who):
    with pytest.raises(NotAllowed):
        sign(session, getattr(world, who))
    assert nothing_is_stored()


def test_called_off_session_is_not_signed_for(world, session, trainee, monkeypatch):
    typed = code(session, START)
    classes.cancel_session(session, reason="停电", by=world.manager, at=make.NOW)

    with pytest.raises(RegulationBroken, match="AT-01"):
        checkins.sign(code=typed, device="one", by=trainee, at=START)

    # called off between the look and the lock
    monkeypatch.setattr(codes, "near", lambda *_args: [session])
    with pytest.raises(StateConflict):
        checkins.sign(code=typed, device="one", by=trainee, at=START)


@pytest.mark.parametrize("verb", ["UPDATE {} SET device = 'x'", "DELETE FROM {}"])
def test_database_keeps_what_was_signed(world, session, trainee, verb):
    sign(session, trainee)
    sign(session, make.case(world.campaign, world.unit).subject, device="two")

    for table in ("training_checkin", "training_walkin"):
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            connection.cursor().execute(verb.format(table))


def test_manager_who_sits_in_the_class_does_not_mark_it(world, training_class, session):
    case = make.case(world.campaign, world.unit, subject=world.manager)
    enrolments.enrol(training_class, case, by=world.admin, at=make.NOW)

    with pytest.raises(NotAllowed, match="本班学员"):
        attendance.record(session, marks={}, by=world.manager, at=START)
