"""How long practice lasts: the campaign's longest, the scheme's shortest, all rounds together."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from core.errors import RegulationBroken
from tests.factories import training as make
from tests.factories.schemes import asking
from training.regulations import practice as regulations
from training.services import posting_changes, postings

LATER = make.NOW.replace(month=8, day=20)
JULY, SEPTEMBER = date(2018, 7, 1), date(2018, 9, 30)


def world_of(practice_months=3, **given):
    """A world whose scheme has parameters of its own."""
    world = make.world()
    version = asking(world.county, **given)
    told = {"scheme_version": version, "practice_months": practice_months}
    world.campaign = make.campaign(world.county, world.admin, **told)
    return world


def case_of(world):
    return make.enrolled(world, make.planned_class(world)).case


def refused(number, act, *given, **told):
    with pytest.raises(RegulationBroken) as error:
        act(*given, **told)
    assert error.value.number == number


def finished(world, posting):
    told = {"finished_on": posting.until_on, "opinion": "踏实", "by": world.manager}
    return postings.finish(posting, at=make.NOW.replace(year=2020), **told)


@pytest.mark.django_db
def test_pp_15_posting_is_no_longer_than_the_campaign_says(world):
    case = case_of(world)

    refused("PP-15", make.posting, world, case, months=4)
    assert make.posting(world, case, months=3).until_on == SEPTEMBER


@pytest.mark.django_db
def test_pp_15_counts_the_extension_but_not_the_days_that_stood_still(world):
    posting = make.posting(world, case_of(world))
    told = {"reason": "项目未完", "by": world.manager, "at": LATER}
    still = {"kind": "ILLNESS", "note": "住院", "from_on": date(2018, 7, 10)}

    refused("PP-15", posting_changes.extend, posting, until_on=date(2018, 10, 8), **told)
    posting_changes.pause(posting, by=world.manager, at=LATER, **still)
    posting_changes.resume(posting, on=date(2018, 7, 20), by=world.manager, at=LATER)
    posting.refresh_from_db()
    assert posting.until_on == date(2018, 10, 10)  # ten days stood still
    refused("PP-15", posting_changes.extend, posting, until_on=date(2018, 10, 20), **told)


@pytest.mark.django_db
def test_pp_15_three_rounds_of_thirty_days_fit_three_months_and_a_fourth_does_not():
    world = world_of(cycles=3, practice_min=3)
    case = case_of(world)
    for first in (date(2019, 2, 1), date(2019, 4, 1), date(2019, 6, 1)):
        last = first + timedelta(days=29)
        finished(world, make.posting(world, case, from_on=first, until_on=last))

    more = {"from_on": date(2019, 8, 1), "until_on": date(2019, 8, 30)}
    refused("PP-15", make.posting, world, case, **more)


@pytest.mark.django_db
def test_pp_16_posting_is_no_shorter_than_the_scheme_says():
    world = world_of(practice_min=3)
    case = case_of(world)

    refused("PP-16", make.posting, world, case, months=2)
    assert make.posting(world, case, months=3).pk


@pytest.mark.parametrize(
    ("days", "months", "cycles", "kept"),
    [
        (28, 1, 1, True),  # February is a month
        (27, 1, 1, False),
        (89, 3, 1, True),  # February to April
        (88, 3, 1, False),
        (28, 3, 3, True),
        (27, 3, 3, False),
        (15, 1, 2, True),
        (14, 1, 2, False),
        (28, 4, 3, False),
        (38, 4, 3, True),
    ],
)
def test_pp_16_shares_the_shortest_among_the_rounds(days, months, cycles, kept):
    first = date(2018, 2, 1)
    last = first + timedelta(days=days - 1)

    assert regulations.at_least_the_shortest.is_kept(first, last, months, cycles) is kept


@pytest.mark.parametrize(("last", "kept"), [(SEPTEMBER, True), (date(2018, 10, 1), False)])
def test_pp_15_last_day_is_exact(last, kept):
    assert regulations.within_the_longest.is_kept(JULY, last, 0, 3) is kept


@pytest.mark.parametrize(("before", "kept"), [(92, True), (94, True), (95, False)])
def test_pp_15_two_rounds_of_three_months_fit_six(before, kept):
    first, last = date(2018, 10, 1), date(2018, 12, 31)

    assert regulations.within_the_longest.is_kept(first, last, before, 6) is kept


@pytest.mark.django_db
def test_form_says_how_long_and_proposes_one_round(client):
    world = world_of(cycles=3, practice_min=3)
    client.force_login(world.manager)
    page = reverse("training:posting-send", args=[case_of(world).pk])

    answer = client.get(page, {"host_unit": world.host.pk})

    assert "分 3 轮，合计 3 至 3 个月" in answer.content.decode()
    assert answer.context["form"].initial["months"] == 1
