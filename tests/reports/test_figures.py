"""Every figure against a recount, on several days; partitions; the number of queries."""

from dataclasses import asdict
from datetime import date, timedelta

import pytest

from reports.queries import figures, register, sheets
from tests.factories.units import UnitFactory
from tests.reports import histories
from tests.reports.histories import recount

FUNNEL = [figure.code for figure in register.FUNNEL if figure.code != "nominated_by_leading"]
DAYS = [date(2018, 5, 9), date(2018, 5, 25), date(2018, 6, 20), date(2018, 8, 1), date(2019, 1, 1)]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_compute_random_campaign_equals_a_recount_on_every_day(book, seed):
    made = book(seed, 120)

    for day in DAYS:
        counted = figures.compute(made.campaign, as_of=day)

        expected = recount(made.histories, day)
        assert {c: counted.total[c] for c in FUNNEL} == {c: expected[c] for c in FUNNEL}
        assert figures.partitions(counted) == []


def test_compute_each_cut_equals_a_recount_of_its_part(book):
    made = book(4, 150)
    day = date(2018, 7, 1)

    counted = figures.compute(made.campaign, as_of=day)

    for number, counts in counted.rounds.items():
        part = recount([h for h in made.histories if h.round == number], day)
        assert {c: counts[c] for c in FUNNEL} == {c: part[c] for c in FUNNEL}
    for level, counts in counted.levels.items():
        part = recount([h for h in made.histories if h.level == level], day)
        assert {c: counts[c] for c in FUNNEL} == {c: part[c] for c in FUNNEL}
    leading = recount([h for h in made.histories if h.unit == 0], day)
    assert counted.total["nominated_by_leading"] == leading["nominated"]


def test_compute_day_ends_at_midnight_in_china(book):
    made = book(5, 0)
    only = histories.History(1, "ORDINARY", 0, [(date(2018, 6, 1), "submit")])
    rounds = list(made.campaign.rounds.order_by("number"))
    units = [row.unit for row in made.campaign.campaign_units.order_by("pk")]
    histories.write(made.campaign, rounds, units, [only])

    before = figures.compute(made.campaign, as_of=date(2018, 5, 31))
    after = figures.compute(made.campaign, as_of=date(2018, 6, 1))

    assert (before.total["nominated"], after.total["nominated"]) == (0, 1)


def test_compute_costs_the_same_queries_for_ten_and_a_thousand(book, django_assert_num_queries):
    small, large = book(7, 10), book(8, 1000)

    for made in (small, large):
        with django_assert_num_queries(11):
            figures.compute(made.campaign, as_of=date(2018, 8, 1))


def test_partitions_unit_that_was_not_asked_is_named(book):
    made = book(9, 30)
    stray = UnitFactory(county=made.campaign.county)
    made.campaign.campaign_units.filter(leads_by_example=True).update(unit=stray)
    lost = recount([h for h in made.histories if h.unit == 0], DAYS[-1])["nominated"]

    counted = figures.compute(made.campaign, as_of=DAYS[-1])
    (broken,) = figures.partitions(counted)

    assert (broken.cut, broken.expected - broken.actual) == ("by_unit", lost)
    assert figures.flat(counted)["partitions_sum"] is False


def test_sheet_names_what_does_not_sum_with_its_numbers(book):
    made = book(9, 30)
    stray = UnitFactory(county=made.campaign.county)
    made.campaign.campaign_units.filter(leads_by_example=True).update(unit=stray)
    counted = figures.compute(made.campaign, as_of=DAYS[-1])
    counted.rounds[1]["nominated"] += 1
    counted.levels["ORDINARY"]["nominated"] += 1

    said = sheets.sheet(counted)["broken"]

    assert any(line.startswith("各单位之和为 ") for line in said)
    assert any(line.startswith("第 1 轮：提名 ") and " + " in line for line in said)
    assert any(line.startswith("一般干部：") for line in said)


def test_content_hash_changes_with_any_figure(book):
    made = book(10, 40)
    days = [date(2018, 6, 1) + timedelta(days=n) for n in (0, 0, 20)]

    def printed(day):
        return figures.content_hash(asdict(figures.compute(made.campaign, as_of=day)))

    same, again, later = (printed(day) for day in days)

    assert (same == again, same == later) == (True, False)
