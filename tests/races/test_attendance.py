"""One code used by one person with many taps at once, and by two people on one phone."""

from functools import partial

import pytest

from tests.factories import training as make
from tests.races.starting import kinds, race
from training.models import Attendance, CheckIn
from training.queries import checkins as codes
from training.regulations.attendance import step_of
from training.services import checkins

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def room():
    world = make.world()
    training_class = make.planned_class(world)
    people = [make.enrolled(world, training_class).case.subject for _n in range(2)]
    session = make.session(training_class, world.manager)
    code = codes.code(session.pk, "IN", step_of(session.starts_at))
    return session, people, partial(checkins.sign, code=code, at=session.starts_at)


def test_same_code_by_one_person_six_times_at_once_is_one_row(room):
    _session, people, sign = room

    answers = race([partial(sign, device="one", by=people[0]) for _n in range(6)])

    assert kinds(answers) == {"CheckIn": 1, "RegulationBroken": 5}
    assert (CheckIn.objects.count(), Attendance.objects.count()) == (1, 1)


def test_two_people_on_one_phone_at_once_is_one_of_them(room):
    _session, people, sign = room

    answers = race([partial(sign, device="one", by=one) for one in people])

    assert kinds(answers) == {"CheckIn": 1, "RegulationBroken": 1}
    assert Attendance.objects.count() == 1
