"""Two people open the same poll at once: one stands, the other is told why not."""

from functools import partial

import pytest

from evidence.models import Poll
from tests.factories import trainee_polls as make
from tests.factories import training
from tests.races.starting import kinds, race

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world():
    return training.world(weights=make.WEIGHTS)


def test_class_is_halved_once_however_many_press(world):
    training_class, _places = make.room(world, 10)

    answers = race([partial(make.peer, world, training_class) for _n in range(4)])

    assert kinds(answers) == {"list": 1, "RegulationBroken": 3}
    assert Poll.objects.count() == 2


def test_one_poll_of_a_trainee_against_that_of_the_whole_class(world):
    training_class, places = make.room(world, 10)
    one = partial(make.of_one, world, places[0], "peer")

    answers = race([one, partial(make.peer, world, training_class), one])

    assert kinds(answers)["RegulationBroken"] == 2
    held = Poll.objects.filter(subjects__cadre=places[0].case.cadre)
    assert held.count() == 1
