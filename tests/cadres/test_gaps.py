"""What the nightly rules find, each by its number, on one person or unit that lacks just that."""

from datetime import date, timedelta

import pytest
import time_machine

from accounts.enums import Role
from cadres import tasks
from cadres.models import AnnualRating, Cadre, Gap, Pair, Post, RankPeriod
from cadres.queries import quality
from cadres.services import gaps
from core import identifiers
from core.jobs import worker
from core.jobs.models import Job
from core.sealing import boxes
from tests.factories.accounts import holder
from tests.factories.cadres import CadreFactory, PostFactory, ProtectionFactory
from tests.factories.units import UnitFactory
from tests.moments import EARLIER, NOW, TODAY
from units.models import Unit

pytestmark = pytest.mark.django_db
DIGITS = "61092219800101001"
NUMBER = DIGITS + identifiers.id_check_digit(DIGITS)


@pytest.fixture
def unit():
    return UnitFactory(name="城关镇", own_code="A1")


@pytest.fixture
def whole(unit):
    """A person and a unit that lack nothing."""
    cadre = CadreFactory(
        unit=unit,
        user=None,
        politics="01",
        id_number=NUMBER,
        id_fingerprint=boxes.fingerprint(NUMBER),
    )
    PostFactory(cadre=cadre, is_head=True)
    RankPeriod.objects.create(cadre=cadre, rank="R10", from_on=EARLIER)
    AnnualRating.objects.create(
        cadre=cadre, year=TODAY.year - 1, staff_kind="CIVIL_SERVANT", civil="COMPETENT"
    )
    return cadre


def found(unit, on=TODAY):
    gaps.refresh(unit.county, on=on)
    return {(row.number, row.cadre_id) for row in Gap.objects.all()}


def test_who_lacks_nothing_is_not_listed(unit, whole):
    assert found(unit) == set()
    assert quality.score([unit.pk]) == 100


def test_dq_01_no_id_number(unit, whole):
    Cadre.objects.update(id_number=None, id_fingerprint=None)
    assert found(unit) == {("DQ-01", whole.pk)}


def test_dq_02_birth_date_against_the_id_number(unit, whole):
    Cadre.objects.update(born_on=date(1980, 1, 2))
    assert found(unit) == {("DQ-02", whole.pk)}


def test_dq_03_no_main_post(unit, whole):
    Post.objects.update(is_main=False)
    assert found(unit) == {("DQ-03", whole.pk)}


def test_dq_04_post_in_a_unit_that_was_closed(unit, whole):
    closed = UnitFactory(county=unit.county, until_on=TODAY)
    PostFactory(cadre=whole, unit=closed, is_main=False)
    assert found(unit) == {("DQ-04", whole.pk)}


def test_dq_05_unit_is_not_that_of_the_main_post(unit, whole):
    other = UnitFactory(county=unit.county, own_code="A2")
    Post.objects.update(unit=other)
    PostFactory(cadre=whole, unit=unit, is_main=False, is_head=True)
    assert found(unit) == {("DQ-05", whole.pk)}


def test_dq_06_no_rank_held(unit, whole):
    RankPeriod.objects.update(until_on=EARLIER + timedelta(1))
    assert found(unit) == {("DQ-06", whole.pk)}


def test_dq_07_no_rating_of_last_year_once_it_is_due(unit, whole):
    AnnualRating.objects.all().delete()
    Post.objects.update(from_on=date(2015, 1, 1))
    assert found(unit, on=date(TODAY.year, 3, 1)) == {("DQ-07", whole.pk)}  # of two years ago
    assert found(unit, on=date(TODAY.year, 4, 1)) == {("DQ-07", whole.pk)}


def test_dq_08_unit_without_any_code(unit, whole):
    Unit.objects.update(own_code="")
    assert found(unit) == {("DQ-08", None)}


def test_dq_09_unit_without_head(unit, whole):
    Post.objects.update(is_head=False)
    assert found(unit) == {("DQ-09", None)}


def test_dq_10_protection_without_end(unit, whole):
    ProtectionFactory(cadre=whole)
    assert found(unit) == {("DQ-10", whole.pk)}


def test_dq_11_left_with_an_open_post(unit, whole):
    Cadre.objects.update(left_on=TODAY)
    assert found(unit) == {("DQ-11", whole.pk)}


def test_dq_12_no_politics(unit, whole):
    Cadre.objects.update(politics="")
    assert found(unit) == {("DQ-12", whole.pk)}


def test_a_gap_keeps_its_first_day_and_goes_when_mended(unit, whole):
    Cadre.objects.update(politics="")
    gaps.refresh(unit.county, on=TODAY)
    gaps.refresh(unit.county, on=TODAY + timedelta(1))
    assert Gap.objects.get().found_on == TODAY
    assert quality.score([unit.pk]) == 50

    Cadre.objects.update(politics="01")
    gaps.refresh(unit.county, on=TODAY + timedelta(1))
    assert not Gap.objects.exists()


def test_clerk_sees_the_own_unit_and_the_administrator_the_county(unit, whole):
    CadreFactory(unit=UnitFactory(county=unit.county))
    CadreFactory(unit=unit)
    gaps.refresh(unit.county, on=TODAY)

    own = Gap.objects.visible_to(holder(Role.UNIT_CLERK, unit))
    assert {row.unit for row in own} == {unit}
    assert Gap.objects.visible_to(holder(Role.COUNTY_ADMIN, unit.county)).count() > own.count()
    assert not Gap.objects.visible_to(holder(Role.VERIFIER, unit.county)).exists()


def test_every_night_once_for_each_county(unit, whole):
    CadreFactory(unit=unit, name=whole.name, born_on=whole.born_on)
    night = NOW.replace(hour=4)
    with time_machine.travel(night, tick=False):
        for _ in range(2):
            tasks.begin_night(night)
            while worker.drain(tasks.LANE, at=night):
                pass

    done = Job.objects.filter(lane=tasks.LANE).values_list("kind", "state")
    assert sorted(done) == [
        ("cadres.find_duplicates", "DONE"),
        ("cadres.find_gaps", "DONE"),
        ("cadres.night", "DONE"),
    ]
    assert Pair.objects.get().rules == ["DU-01"]
    assert Gap.objects.exists()


def test_before_two_at_night_nothing_begins(unit):
    tasks.begin_night(NOW.replace(hour=1))
    assert not Job.objects.exists()


def test_rule_number_stands_for_one_rule_only():
    held = dict(quality.REGISTER)

    with pytest.raises(ValueError, match="DQ-01 stands twice"):
        quality._check("DQ-01", "另一条", "SELECT 1, 2")
    assert held == quality.REGISTER
