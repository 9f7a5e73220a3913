import pytest

from tests.factories import training as make


@pytest.fixture
def world(db):
    return make.world()


@pytest.fixture
def training_class(world):
    return make.planned_class(world)
