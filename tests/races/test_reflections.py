"""Handing in against returning, two reviewers at once, and one text sent six times at once."""

from functools import partial

import pytest

from tests.factories import reflections as make
from tests.factories import training
from tests.races.starting import kinds, race
from training.models import Reflection, ReflectionReview, ReflectionVersion

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def room():
    world = training.world()
    training_class = training.planned_class(world)
    task = make.task(world, training_class)
    return world, task, training.enrolled(world, training_class).case.subject


def test_same_text_handed_in_six_times_at_once_is_one_version(room):
    _world, task, trainee = room

    answers = race([partial(make.version, task, trainee) for _n in range(6)])

    assert kinds(answers) == {"ReflectionVersion": 1, "RegulationBroken": 5}
    assert (Reflection.objects.count(), ReflectionVersion.objects.count()) == (1, 1)


@pytest.mark.parametrize("_again", range(3))
def test_handing_in_while_it_is_returned_never_reviews_what_nobody_read(room, _again):
    world, task, trainee = room
    first = make.version(task, trainee)
    back = partial(
        make.review, first.reflection, world.manager,
        version=first.pk, verdict="RETURNED", remark="改",
    )  # fmt: skip

    answers = race([back, partial(make.version, task, trainee, text=make.SAID + "改了")])

    assert kinds(answers)["ReflectionReview"] == 1
    assert list(ReflectionReview.objects.values_list("version", flat=True)) == [first.pk]
    handed_in = ReflectionVersion.objects.count()
    assert handed_in == 1 + kinds(answers).get("ReflectionVersion", 0)


def test_two_reviewers_at_once_are_one_word(room):
    world, task, trainee = room
    row = make.version(task, trainee).reflection
    acts = [
        partial(make.review, row, world.manager),
        partial(make.review, row, world.admin, verdict="RETURNED", remark="改"),
    ]

    assert kinds(race(acts)) == {"ReflectionReview": 1, "RegulationBroken": 1}
