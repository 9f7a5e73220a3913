import pytest
from django.db import IntegrityError, transaction

from core.audit.models import Entry
from tests.factories.accounts import UserFactory
from tests.factories.units import CountyFactory
from tests.moments import EARLIER, NOW, TODAY
from units.models import Jurisdiction
from units.services import units

pytestmark = pytest.mark.django_db


def found_county(by, name="石泉县"):
    return units.found_county(code="610922", name=name, parent=None, by=by, at=NOW)


def test_found_county_new_code_enters_it_and_leaves_one_entry():
    admin = UserFactory()

    county = found_county(admin)

    assert (county.name, county.level, str(county)) == ("石泉县", "COUNTY", "石泉县")
    assert list(Entry.objects.values_list("act", "scope")) == [("found_county", "610922")]


def test_found_county_known_code_answers_the_row_that_stands():
    admin = UserFactory()
    county = found_county(admin)

    again = found_county(admin, name="别名")

    assert again == county
    assert list(Jurisdiction.objects.values_list("name", flat=True)) == ["石泉县"]
    assert Entry.objects.count() == 1


def test_found_unit_enters_it_from_a_day_on():
    county = CountyFactory()

    unit = units.found_unit(
        county, name="城关镇", kind="TOWN", from_on=TODAY, by=UserFactory(), at=NOW
    )

    assert (unit.county, unit.from_on, unit.until_on, str(unit)) == (county, TODAY, None, "城关镇")
    assert Entry.objects.get().scope == county.code


def test_found_unit_same_name_while_open_is_refused_by_the_database():
    county, admin = CountyFactory(), UserFactory()
    given = {"name": "城关镇", "kind": "TOWN", "from_on": EARLIER, "by": admin, "at": NOW}
    units.found_unit(county, **given)

    with pytest.raises(IntegrityError, match="unit_name_once_per_county"), transaction.atomic():
        units.found_unit(county, **given)
