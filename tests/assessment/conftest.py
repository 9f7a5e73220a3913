import pytest

from tests.factories import training as make


@pytest.fixture
def world(db):
    return make.world()
