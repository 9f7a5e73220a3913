"""Numbers for everybody: whole years, by level, no group under five, none by subtraction."""

from datetime import date

import pytest

from reports.queries import public, standing
from tests.factories.recall import open_campaign
from tests.factories.units import UnitFactory

pytestmark = pytest.mark.django_db
ON = date(2019, 3, 1)


def told(monkeypatch, **levels):
    """Let every campaign's register say these numbers of (returned, other, open) for a level."""

    def funnel(_pk, as_of):
        assert (as_of.month, as_of.day) == (12, 31)
        return {
            "level": {
                level: {"returned_to_post": a, "other_outcome": b, "recalled": a + b + c}
                for level, (a, b, c) in levels.items()
            }
        }

    monkeypatch.setattr(standing, "funnel", funnel)


@pytest.fixture
def county():
    return open_campaign(UnitFactory()).county


def test_large_groups_are_published_as_they_are(county, monkeypatch):
    told(monkeypatch, SECTION_LEVEL=(20, 9, 6), ORDINARY=(70, 30, 10))

    (table,) = public.tables(county.pk, on=ON)

    assert table["year"] == 2018
    assert table["keys"] == ["SECTION_LEVEL", "ORDINARY"]
    assert (table["rows"], table["total"]) == ([[20, 9, 6], [70, 30, 10]], [90, 39, 16])


def test_a_small_number_is_hidden_with_what_would_betray_it(county, monkeypatch):
    told(monkeypatch, SECTION_LEVEL=(20, 3, 6), ORDINARY=(70, 30, 10))

    (table,) = public.tables(county.pk, on=ON)

    hidden = [row.count(None) for row in table["rows"]]
    assert min(hidden) >= 2
    assert all(number is None or number >= 5 for row in table["rows"] for number in row)


def test_few_people_are_put_together_and_fewer_than_five_are_not_said(county, monkeypatch):
    told(monkeypatch, COUNTY_LEVEL=(1, 1, 0), SECTION_LEVEL=(1, 0, 0))

    (table,) = public.tables(county.pk, on=ON)

    assert {number for row in [*table["rows"], table["total"]] for number in row} == {None}


def test_the_running_year_and_other_counties_are_not_published(county, monkeypatch):
    told(monkeypatch, SECTION_LEVEL=(20, 9, 6))

    assert public.tables(county.pk, on=date(2018, 12, 31)) == []
    assert public.tables(UnitFactory().county_id, on=ON) == []
    assert public.tables(county.pk, on=date(2022, 1, 1)) == []


def test_a_later_act_does_not_change_a_published_year(county):
    before = public.tables(county.pk, on=ON)

    assert public.tables(county.pk, on=date(2020, 3, 1)) == before
