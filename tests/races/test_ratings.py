"""One seat used six times at once, and a rating that comes while the urn is opened."""

from functools import partial

import pytest

from tests.factories import ratings as make
from tests.factories import training
from tests.races.starting import kinds, race
from training.models import RatingAnswer, RatingSeat, UrnRating

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def room():
    world = training.world()
    training_class = training.planned_class(world)
    people = [training.enrolled(world, training_class) for _n in range(6)]
    return world, make.opened(world, training_class, people), people


def test_one_seat_used_six_times_at_once_is_one_rating(room):
    _world, rating, people = room

    answers = race([partial(make.give, rating, people[0]) for _n in range(6)])

    assert kinds(answers) == {"NoneType": 1, "RegulationBroken": 5}
    assert (UrnRating.objects.count(), RatingSeat.objects.count()) == (1, 5)


def test_rating_while_the_urn_is_opened_is_in_it_or_refused(room):
    world, rating, people = room
    for one in people[:5]:
        make.give(rating, one)

    late = partial(make.give, rating, people[5])
    answers = race([partial(make.closed, world, rating), late])

    in_it = 5 + kinds(answers).get("NoneType", 0)
    assert kinds(answers)["CourseRating"] == 1
    assert (RatingAnswer.objects.count(), UrnRating.objects.count()) == (in_it, 0)
