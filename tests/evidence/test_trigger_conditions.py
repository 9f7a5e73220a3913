"""A trigger of two conditions, and what the law's days absent are read from."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from accounts.enums import Role
from core.errors import RegulationBroken
from evidence.queries import metrics as figures
from schemes.enums import Metric
from tests.factories import work
from tests.factories.accounts import holder
from tests.factories.cadres import PostFactory, ProtectionFactory
from tests.factories.metrics import ON, complained, look, raised, triggered
from tests.factories.schemes import approved, next_version
from tests.factories.units import PrefectureFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return UnitFactory()


def refused(number, *given, **told):
    with pytest.raises(RegulationBroken) as error:
        raised(*given, **told)
    assert error.value.number == number


DISMISSAL = {"metric": Metric.RUNNING, "op": ">", "value": "15"}
OR_YEAR = {"or_metric": Metric.ABSENCE, "or_op": ">", "or_value": Decimal(30)}


def absent_or(unit):
    return triggered(unit.county, *DISMISSAL.values(), **OR_YEAR)


def test_either_of_two_conditions_is_enough(unit):
    run = work.month(PostFactory(cadre__unit=unit).cadre, absent_days=16, absent_running=16)
    year = PostFactory(cadre__unit=unit).cadre
    months = [date(2018, n, 1) for n in (2, 3, 4)]
    for month in months:
        work.month(year, month, absent_days=11, absent_running=5)
    work.month(PostFactory(cadre__unit=unit).cadre, absent_days=15, absent_running=15)
    clause = absent_or(unit)

    first, second = look(clause).named

    assert (first.cadre, first.place, first.value) == (run.cadre, 1, 16)
    assert (second.cadre, second.place, second.value) == (year, 2, 33)
    assert "，或者" in clause.trigger_label
    signal = raised(clause, second)
    assert "无故缺勤工作日数 > 30" in signal.rule
    assert len(signal.rows) == 3
    refused("TN-02", clause, SimpleNamespace(cadre=year, place=1, reading=second.reading))


def test_only_whole_months_join_into_one_run(unit):
    cadre = PostFactory(cadre__unit=unit).cadre
    for n, days in ((2, 10), (3, 9)):
        work.month(cadre, date(2018, n, 1), due_days=days, absent_days=days)
    work.month(cadre, due_days=20, absent_days=8, absent_running=8)
    clause = triggered(unit.county, Metric.RUNNING, ">", "15")

    (one,) = look(clause).named

    assert (one.value, [line["on"] for line in one.reading.lines()]) == (
        19,
        ["2018-02-01", "2018-03-01"],
    )


def test_absence_of_which_no_run_was_told_has_no_number(unit):
    cadre = work.month(PostFactory(cadre__unit=unit).cadre, absent_days=20).cadre

    looked = look(triggered(unit.county, Metric.RUNNING, ">", "15"))

    assert looked.named == []
    assert [(one.cadre, one.why) for one in looked.uncounted] == [(cadre, "没有登记连续天数")]


def test_month_in_a_protection_joins_nothing(unit):
    cadre = PostFactory(cadre__unit=unit).cadre
    for n in (2, 3):
        work.month(cadre, date(2018, n, 1), due_days=10, absent_days=10)
    ProtectionFactory(cadre=cadre, from_on=date(2018, 3, 5), until_on=date(2018, 3, 9))

    assert look(triggered(unit.county, Metric.RUNNING, ">", "15")).named == []


def test_rule_of_a_signal_keeps_the_number_though_the_title_is_long(unit):
    complained(unit, 10, 3)
    clause = triggered(unit.county, Metric.FAVOUR, ">=", "0.3", scheme="办" * 80)

    rule = raised(clause, look(clause).named[0]).rule

    assert len(rule) <= 120
    assert rule.endswith("≥ 0.3")


def test_tn_01_clause_of_a_version_that_was_replaced_makes_no_signal(unit):
    complained(unit, 10, 3)
    clause = triggered(unit.county, Metric.FAVOUR, ">=", "0.3")
    (one,) = look(clause).named
    approved(next_version(clause.version, from_on=date(2018, 7, 1)))

    refused("TN-01", clause, one)


def test_clause_of_the_division_above_rules_only_who_has_no_scheme_of_their_own():
    unit = UnitFactory(county__parent=PrefectureFactory())
    complained(unit, 10, 3)
    above = triggered(unit.county.parent, Metric.FAVOUR, ">=", "0.3", scheme="州的办法")
    by = holder(Role.COUNTY_ADMIN, unit.county)
    assert [one.pk for one in figures.clauses(by, on=ON)] == [above.pk]
    assert len(look(above, by).named) == 1

    own = triggered(unit.county, Metric.FAVOUR, ">=", "0.5")
    assert [one.pk for one in figures.clauses(by, on=ON)] == [own.pk]
    assert look(above, by).named == []
