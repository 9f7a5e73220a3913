"""The talent query: an unbroken time in a kind of post, ratings, honours, no recall."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.enums import Role
from cadres.models import AnnualRating, Cadre, Honour
from recall.queries.talents import Criteria, found
from tests.factories.accounts import holder
from tests.factories.cadres import CadreFactory, PostFactory
from tests.factories.recall import open_campaign, served_case
from tests.factories.units import CountyFactory, UnitFactory
from tests.moments import TODAY

pytestmark = pytest.mark.django_db
EIGHT = date(TODAY.year - 8, TODAY.month, TODAY.day)


@pytest.fixture
def town():
    return UnitFactory(kind="TOWN", name="饶峰镇")


def head(unit, from_on=EIGHT, until_on=None, cadre=None, **post):
    """Somebody who heads a unit from a day, with three good years behind them."""
    new = cadre is None
    cadre = cadre or CadreFactory(unit=unit)
    told = {"title": "党委书记", "is_head": True} | post
    PostFactory(cadre=cadre, unit=unit, from_on=from_on, until_on=until_on, **told)
    for year in range(TODAY.year - 3, TODAY.year) if new else ():
        rate(cadre, year, "COMPETENT")
    return cadre


def rate(cadre, year, word):
    AnnualRating.objects.update_or_create(
        cadre=cadre, year=year, defaults={"staff_kind": "CIVIL_SERVANT", "civil": word}
    )


def names(unit, **asked):
    rows = Cadre.objects.filter(unit__county=unit.county)
    return [row.pk for row in found(rows, Criteria(**asked), on=TODAY)]


def test_eight_years_to_the_day_are_enough_and_one_day_less_is_not(town):
    enough = head(town)
    head(town, EIGHT + timedelta(days=1))

    assert names(town) == [enough.pk]


def test_time_goes_on_over_posts_that_follow_each_other_in_two_towns(town):
    other = UnitFactory(county=town.county, kind="TOWN")
    cadre = head(town, EIGHT, TODAY - timedelta(days=400))
    head(other, TODAY - timedelta(days=400), cadre=cadre)

    assert names(town) == [cadre.pk]


@pytest.mark.parametrize("gap", [1, 30])
def test_break_of_a_day_begins_the_time_anew(town, gap):
    cadre = head(town, EIGHT, TODAY - timedelta(days=400))
    head(town, TODAY - timedelta(days=400 - gap), cadre=cadre)

    assert names(town) == []


def test_time_in_another_kind_of_unit_or_not_as_head_does_not_count(town):
    bureau = UnitFactory(county=town.county, kind="GOVERNMENT")
    first = head(bureau, EIGHT, TODAY - timedelta(days=400))
    head(town, TODAY - timedelta(days=400), cadre=first)
    deputy = head(town, is_head=False, title="副镇长")

    assert names(town) == []
    assert names(town, heads_only=False) == [deputy.pk]
    assert set(names(town, unit_kind="")) == {first.pk}


def test_who_left_the_post_is_not_found(town):
    cadre = head(town, EIGHT - timedelta(days=900), TODAY - timedelta(days=10))
    PostFactory(cadre=cadre, unit=town, from_on=TODAY - timedelta(days=10), title="调研员")

    assert names(town) == []


@pytest.mark.parametrize("word", ["BARELY", "INCOMPETENT", "UNRATED", None])
def test_year_under_the_line_or_without_a_rating_keeps_somebody_out(town, word):
    cadre = head(town)
    if word:
        rate(cadre, TODAY.year - 2, word)
    else:
        cadre.ratings.filter(year=TODAY.year - 2).delete()

    assert names(town) == []
    assert names(town, good_years=1) == [cadre.pk]


def test_excellent_years_honours_and_age_are_asked_for(town):
    plain, best = head(town), head(town)
    for year in (1, 2):
        rate(best, TODAY.year - year, "EXCELLENT")
    Honour.objects.create(
        cadre=best, kind="HONOUR", title="先进", awarded_by="县委", awarded_on=EIGHT
    )
    Honour.objects.create(
        cadre=plain, kind="HONOUR", title="先进", awarded_by="县委", awarded_on=EIGHT,
        revoked_on=TODAY,
    )  # fmt: skip
    Cadre.objects.filter(pk=plain.pk).update(born_on=date(TODAY.year - 60, 1, 1))

    assert names(town, excellents=2) == [best.pk]
    assert names(town, honours=1) == [best.pk]
    assert names(town, oldest=50) == [best.pk]
    assert set(names(town)) == {plain.pk, best.pk}


def test_who_stands_under_a_recall_is_not_found(town):
    case = served_case(open_campaign(town))
    case.cadre.posts.all().delete()
    head(town, cadre=case.cadre)
    for year in range(TODAY.year - 3, TODAY.year):
        rate(case.cadre, year, "COMPETENT")

    assert names(town) == []


def page(client, user, **asked):
    client.force_login(user)
    return client.get(reverse("recall:talent-list"), asked)


def test_page_says_the_criteria_and_shows_nobody_of_another_county(client, town):
    here = head(town, date(2000, 1, 1))
    there = head(UnitFactory(kind="TOWN"), date(2000, 1, 1))
    form = {"unit_kind": "TOWN", "heads_only": "on", "years": 8}
    form |= dict.fromkeys(["good_years", "excellents", "honours", "oldest"], 0)

    text = page(client, holder(Role.COUNTY_ADMIN, town.county), **form).content.decode()

    assert "在乡镇连续任党政正职满 8 年，现在仍在任" in text
    assert "近五年没有被召回" in text
    assert (here.name in text, there.name in text) == (True, False)


@pytest.mark.parametrize("years", ["x", "-1", "9" * 30, "1e309"])
def test_nonsense_is_told_and_lists_nobody(client, town, years):
    head(town, date(2000, 1, 1))

    answer = page(client, holder(Role.COUNTY_ADMIN, town.county), years=years)

    assert answer.status_code == 422
    assert answer.context["lines"] == []


@pytest.mark.parametrize("role", [Role.VERIFIER, Role.READER])
def test_page_is_for_those_who_choose(client, role):
    assert page(client, holder(role, CountyFactory())).status_code == 404


@pytest.mark.parametrize("count", [10, 200])
def test_list_costs_the_same(client, town, count, django_assert_max_num_queries):
    for _number in range(count):
        head(town, date(2000, 1, 1))
    client.force_login(holder(Role.COUNTY_ADMIN, town.county))

    with django_assert_max_num_queries(12):
        answer = client.get(reverse("recall:talent-list"))

    assert len(answer.content) <= 60_000
