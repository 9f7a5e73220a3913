import pytest

from tests.factories import training as make
from tests.fixtures import media

__all__ = ["media", "world"]


@pytest.fixture
def world(db):
    return make.world()
