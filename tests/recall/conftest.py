import pytest

from accounts.enums import Role
from tests.factories import recall
from tests.factories.accounts import holder
from tests.fixtures import media

__all__ = ["media"]


@pytest.fixture
def told():
    """A nomination that was verified: the person may speak now, also on paper."""
    return recall.verified_nomination()


@pytest.fixture
def admin(told):
    return holder(Role.COUNTY_ADMIN, told.county)


@pytest.fixture
def verifier(told):
    return holder(Role.VERIFIER, told.county)
