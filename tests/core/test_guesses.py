import pytest
from django.core.cache import cache

from core.guesses import Guesses


@pytest.fixture(autouse=True)
def _empty(db):
    cache.clear()


def test_tries_of_one_are_spent_and_those_of_another_are_not():
    guesses = Guesses("door", 2)
    for _n in range(2):
        assert not guesses.are_spent("10.0.0.1")
        guesses.note("10.0.0.1")

    assert guesses.are_spent("10.0.0.1")
    assert not guesses.are_spent("10.0.0.2")
    assert not Guesses("gate", 2).are_spent("10.0.0.1")
