import pytest

from accounts.enums import Role
from tests.factories.accounts import holder
from tests.factories.units import CountyFactory, UnitFactory
from tests.fixtures import media

__all__ = ["media"]


@pytest.fixture
def county(db):
    return CountyFactory()


@pytest.fixture
def unit(county):
    return UnitFactory(county=county, name="城关镇")


@pytest.fixture
def admin(county):
    return holder(Role.COUNTY_ADMIN, county)
