from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from core.errors import NotAllowed, RegulationBroken, StateConflict
from tests.factories import training as make
from training.models import Attendance, AttendanceCorrection
from training.services import attendance, classes


@pytest.fixture
def enrolment(world, training_class):
    return make.enrolled(world, training_class)


@pytest.fixture
def session(world, training_class):
    return make.session(training_class, world.manager)


def record(world, session, marks, **fields):
    return attendance.record(
        session, marks=marks, **{"by": world.manager, "at": make.NOW, **fields}
    )


def test_record_again_the_same_changes_nothing(world, session, enrolment):
    record(world, session, {enrolment.pk: "PRESENT"})

    record(world, session, {enrolment.pk: "PRESENT"})

    assert list(Attendance.objects.values_list("status", flat=True)) == ["PRESENT"]
    assert not AttendanceCorrection.objects.exists()


def test_tr_11_correction_needs_a_reason_and_keeps_both(world, session, enrolment):
    record(world, session, {enrolment.pk: "ABSENT"})

    with pytest.raises(RegulationBroken, match="TR-11"):
        record(world, session, {enrolment.pk: "LEAVE"})
    record(world, session, {enrolment.pk: "LEAVE"}, reason="补交假条")

    assert Attendance.objects.get().status == "LEAVE"
    correction = AttendanceCorrection.objects.get()
    assert (correction.before, correction.after, correction.reason) == (
        "ABSENT",
        "LEAVE",
        "补交假条",
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        AttendanceCorrection.objects.update(reason="改写")


def test_tr_10_session_has_begun(world, session, enrolment):
    with pytest.raises(RegulationBroken, match="TR-10"):
        record(
            world, session, {enrolment.pk: "PRESENT"}, at=session.starts_at - timedelta(minutes=1)
        )


def test_tr_15_marks_are_of_this_class(world, session):
    stranger = make.enrolled(world, make.planned_class(world))

    with pytest.raises(RegulationBroken, match="TR-15"):
        record(world, session, {stranger.pk: "PRESENT"})


def test_record_by_another_county_is_refused(session, enrolment):
    elsewhere = make.world()

    with pytest.raises(NotAllowed):
        attendance.record(
            session, marks={enrolment.pk: "PRESENT"}, by=elsewhere.manager, at=make.NOW
        )


def test_record_of_a_session_called_off_conflicts(world, session, enrolment):
    classes.cancel_session(session, reason="停电", by=world.manager, at=make.NOW)

    with pytest.raises(StateConflict):
        record(world, session, {enrolment.pk: "PRESENT"})
