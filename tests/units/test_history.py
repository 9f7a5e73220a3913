"""Dated acts: what a unit and a division were called and where they hung on any day."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from core.audit.models import Entry
from core.errors import RegulationBroken
from tests.factories.accounts import UserFactory
from tests.factories.units import CountyFactory, UnitFactory
from tests.moments import EARLIER, NOW, TODAY, TOMORROW, YESTERDAY
from units.models import FormerUnit, Unit, UnitAct
from units.queries import units as queries
from units.services import units

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return UserFactory()


@pytest.fixture
def county():
    return CountyFactory(name="兴仁县", code="522322")


@pytest.fixture
def bureau(county):
    return UnitFactory(county=county, name="县扶贫办", kind="GOVERNMENT")


def test_rename_keeps_the_old_name_for_its_days(bureau, by):
    units.rename(bureau, name="县乡村振兴局", on=TODAY, by=by, at=NOW, basis="县委编〔2018〕3号")

    bureau = Unit.objects.get()
    assert queries.as_of(bureau, YESTERDAY).name == "县扶贫办"
    assert queries.as_of(bureau, TODAY).name == "县乡村振兴局"
    act = UnitAct.objects.get()
    assert (act.before, act.after, act.basis) == ("县扶贫办", "县乡村振兴局", "县委编〔2018〕3号")
    assert str(act) == "县乡村振兴局 更名"
    assert str(FormerUnit.objects.get()) == "县扶贫办"


def test_move_keeps_the_old_place_for_its_days(bureau, county, by):
    above = UnitFactory(county=county)

    units.move(bureau, parent=above, on=YESTERDAY, by=by, at=NOW)
    units.move(bureau, parent=None, on=TODAY, by=by, at=NOW)

    places = [queries.as_of(bureau, day).parent_id for day in (EARLIER, YESTERDAY, TODAY)]
    assert places == [None, above.pk, None]


def test_merge_ends_a_unit_and_names_its_successor(bureau, county, by):
    into = UnitFactory(county=county, name="县农业农村局")

    units.merge(bureau, into=into, on=TODAY, by=by, at=NOW)

    bureau = Unit.objects.get(pk=bureau.pk)
    assert (bureau.until_on, bureau.successor) == (TODAY, into)
    assert list(Unit.objects.standing()) == [into]
    assert Entry.objects.get().act == "merge_unit"


def test_close_ends_a_unit_and_nothing_can_happen_to_it_then(bureau, by):
    units.close(bureau, on=TODAY, by=by, at=NOW)

    for again in (
        lambda: units.close(bureau, on=TODAY, by=by, at=NOW),
        lambda: units.rename(bureau, name="别名", on=TODAY, by=by, at=NOW),
        lambda: units.amend(bureau, sector="LAW", by=by, at=NOW),
    ):
        with pytest.raises(RegulationBroken, match="UN-04"):
            again()


@pytest.mark.parametrize(
    ("on", "number"), [(EARLIER, "UN-01"), (EARLIER - timedelta(1), "UN-01"), (TOMORROW, "UN-02")]
)
def test_un_01_un_02_acts_follow_each_other_and_do_not_lie_ahead(bureau, by, on, number):
    with pytest.raises(RegulationBroken, match=number):
        units.rename(bureau, name="别名", on=on, by=by, at=NOW)
    assert UnitAct.objects.count() == 0


def test_un_03_a_unit_hangs_in_its_county_and_never_below_itself(bureau, county, by):
    section = UnitFactory(county=county, parent=bureau, kind="SECTION")
    desk = UnitFactory(county=county, parent=section, kind="SECTION")

    for parent in (bureau, section, desk, UnitFactory()):
        with pytest.raises(RegulationBroken, match="UN-03"):
            units.move(bureau, parent=parent, on=TODAY, by=by, at=NOW)
    with pytest.raises(RegulationBroken, match="UN-03"):
        units.found_unit(
            county, name="新", kind="TOWN", from_on=TODAY, parent=UnitFactory(), by=by, at=NOW
        )


def test_un_05_a_unit_with_units_below_does_not_end(bureau, county, by):
    UnitFactory(county=county, parent=bureau)

    with pytest.raises(RegulationBroken, match="UN-05"):
        units.close(bureau, on=TODAY, by=by, at=NOW)


def test_un_06_a_unit_merges_into_another_standing_one_of_the_county(bureau, county, by):
    for into in (bureau, UnitFactory(), UnitFactory(county=county, until_on=TODAY)):
        with pytest.raises(RegulationBroken, match="UN-06"):
            units.merge(bureau, into=into, on=TODAY, by=by, at=NOW)


def test_un_07_un_08_codes_are_checked_and_given_once(bureau, county, by):
    with pytest.raises(RegulationBroken, match="UN-07"):
        units.amend(bureau, credit_code="91350100M000100Y44", by=by, at=NOW)
    units.amend(bureau, credit_code="91350100m000100y43", sector="ECONOMY", by=by, at=NOW)
    assert Entry.objects.get().detail == {"changed": ["credit_code", "sector"]}

    with pytest.raises(RegulationBroken, match="UN-08"):
        units.amend(UnitFactory(county=county), credit_code="91350100M000100Y43", by=by, at=NOW)
    with pytest.raises(RegulationBroken, match="UN-08"):
        units.rename(UnitFactory(county=county), name=bureau.name, on=TODAY, by=by, at=NOW)


def test_tree_lists_each_unit_before_those_below_it(county):
    top = UnitFactory(county=county, name="甲")
    low = UnitFactory(county=county, name="乙", parent=top)
    lowest = UnitFactory(county=county, name="丙", parent=low)
    UnitFactory(county=county, name="撤", parent=top, until_on=TODAY)
    UnitFactory()

    assert queries.tree([county.pk]) == [(top.pk, 0), (low.pk, 1), (lowest.pk, 2)]
    assert queries.below(low) == [(low.pk, 0), (lowest.pk, 1)]


def test_a_county_that_became_a_city_keeps_its_old_code_and_name(county, by):
    on = date(2018, 5, 1)

    county = units.rename_division(
        county, name="兴仁市", code="522302", on=on, by=by, at=NOW, basis="国函"
    )

    assert queries.division_name(county, on) == "兴仁市"
    assert queries.division_name(county, on - timedelta(1)) == "兴仁县"
    assert queries.by_code("522322") == queries.by_code("522302") == county
    assert queries.by_code("522399") is None
    assert str(county.former.get()) == "兴仁县"
    assert queries.as_of(UnitFactory(county=county), EARLIER).place == "兴仁县"


@pytest.mark.parametrize("code", ["52230", "52230x", "52230\uff12", "610922"])
def test_un_09_division_codes_are_six_digits_and_free(county, by, code):
    CountyFactory(code="610922")

    with pytest.raises(RegulationBroken, match="UN-09"):
        units.rename_division(county, name="市", code=code, on=TODAY, by=by, at=NOW)


def test_two_former_states_of_one_day_are_refused_by_the_database(bureau):
    given = {"unit": bureau, "name": "旧", "from_on": EARLIER, "until_on": TODAY}
    FormerUnit.objects.create(**given)

    with pytest.raises(IntegrityError, match="former_unit_one_state_a_day"):
        FormerUnit.objects.create(**given)
