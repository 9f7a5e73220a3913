import pytest

from tests.factories import training as make
from training import regulations
from training.models import Enrolment
from training.queries import attendance as queries
from training.services import attendance, classes


@pytest.fixture
def enrolment(world, training_class):
    return make.enrolled(world, training_class)


def mark(world, session, enrolment, status):
    attendance.record(
        session, marks={enrolment.pk: status}, by=world.manager, at=make.NOW.replace(day=8)
    )


def figures(enrolment):
    return queries.with_rates(Enrolment.objects.filter(pk=enrolment.pk)).get()


def test_rate_is_came_over_held_and_leave_share_is_hours_over_timetable(
    world, training_class, enrolment
):
    sessions = [make.session(training_class, world.manager, day=day) for day in range(4)]
    make.session(training_class, world.manager, day=4, room="尚未上")
    for session, status in zip(sessions, ["PRESENT", "LATE", "LEAVE", "ABSENT"], strict=True):
        mark(world, session, enrolment, status)

    row = figures(enrolment)

    assert (row.held_count, row.came_count) == (4, 2)
    assert row.rate == pytest.approx(0.5)
    assert row.leave_share == pytest.approx(2 / 10)


def test_nothing_held_and_nothing_planned_has_no_figure(enrolment):
    row = figures(enrolment)

    assert (row.rate, row.leave_share) == (None, None)


def test_a_session_called_off_counts_nowhere(world, training_class, enrolment):
    held = make.session(training_class, world.manager)
    mark(world, held, enrolment, "PRESENT")
    off = make.session(training_class, world.manager, day=1)
    classes.cancel_session(off, reason="停电", by=world.manager, at=make.NOW)

    row = figures(enrolment)

    assert (row.rate, row.leave_share) == (1, 0)


def test_a_session_held_without_the_persons_mark_counts_as_not_come(
    world, training_class, enrolment
):
    other = make.enrolled(world, training_class)
    mark(world, make.session(training_class, world.manager), other, "PRESENT")

    assert figures(enrolment).rate == 0


def test_who_joins_later_is_not_asked_for_what_was_before(world, training_class, enrolment):
    early, late = (make.session(training_class, world.manager, day=day) for day in (0, 2))
    joined = make.enrolled(world, training_class)
    Enrolment.objects.filter(pk=joined.pk).update(enrolled_at=early.ends_at)
    for session in (early, late):
        mark(world, session, enrolment, "PRESENT")
    mark(world, late, joined, "PRESENT")

    row = figures(joined)

    assert (row.held_count, row.rate) == (1, 1)
    assert list(queries.counted(Enrolment.objects.get(pk=joined.pk))) == [late]
    mark(world, early, joined, "ABSENT")
    assert (figures(joined).held_count, figures(joined).rate) == (2, 0.5)


def test_tr_04_leave_of_just_one_seventh_is_within_the_limit():
    assert regulations.leave_within_limit.is_kept(1 / 7)
    assert not regulations.leave_within_limit.is_kept(1 / 7 + 0.001)
    assert regulations.leave_within_limit.is_kept(None)
