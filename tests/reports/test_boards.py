"""The board of all campaigns: the summary's definitions, small numbers hidden, few queries."""

from datetime import date, timedelta
from random import Random

import pytest
from django.urls import reverse

from accounts.enums import Role
from recall.models import Nomination
from reports.queries import boards, figures, particulars, tallies, words
from tests.factories import recall as make
from tests.factories.accounts import UserFactory, grant, holder
from tests.factories.evidence import raised_signal
from tests.factories.units import CountyFactory, UnitFactory

pytestmark = pytest.mark.django_db
LATE = date(2020, 1, 1)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_board_counts_as_the_summary_of_the_last_day_does(book, seed):
    made = book(seed, 120)

    cuts = boards.count({made.campaign.county_id}).cuts

    counted = figures.compute(made.campaign, as_of=LATE)
    codes = tallies.CODES
    assert cuts["total"][None] == cuts["year"][2018] == cuts["county_id"][made.campaign.county_id]
    assert {c: cuts["total"][None][c] for c in codes} == {c: counted.total[c] for c in codes}
    for level, row in cuts["level"].items():
        assert {c: row[c] for c in codes} == {c: counted.levels[level][c] for c in codes}
    assert cuts["total"][None]["units"] == sum(u.counts["nominated"] > 0 for u in counted.units)


def test_each_cut_sums_to_the_total(book):
    made = book(4, 150)

    cuts = boards.count({made.campaign.county_id}).cuts

    for name in (*boards.FAIR, "year", "county_id"):
        for code in boards.OPEN:
            assert sum(row[code] for row in cuts[name].values()) == cuts["total"][None][code]


def test_another_countys_campaigns_are_not_counted(book):
    made, other = book(1, 20), book(2, 30)

    both = boards.count({made.campaign.county_id, other.campaign.county_id}).cuts
    one = boards.count({made.campaign.county_id}).cuts

    assert len(both["county_id"]) == 2
    assert one["total"][None] == both["county_id"][made.campaign.county_id]
    assert boards.count({CountyFactory().pk}).cuts["total"][None]["nominated"] == 0


def test_fairness_puts_few_people_together_and_hides_what_could_be_worked_out(book):
    made = book(5, 120)
    women = Nomination.objects.filter(state="APPROVED")[:3]
    for row in women:
        row.cadre.sex = "F"
        row.cadre.save(update_fields=["sex"])
    county = {made.campaign.county_id}

    told = boards.fairness(boards.count(county).cuts, county, on=LATE)

    assert told["sex"]["keys"] == ["rest"]  # three women alone would be seen beside the men
    assert told["staff_kind"]["people"] == [120]
    for table in told.values():
        shown = [number for row in (*table["rows"], table["total"]) for number in row]
        assert all(number is None or number == 0 or number >= 5 for number in shown)
    assert len({tuple(table["total"]) for table in told.values()}) == 1


def test_times_are_days_between_the_dated_acts():
    row = make.approved_nomination(make.open_campaign())
    rows = Nomination.objects.filter(pk=row.pk)
    begun = row.submitted_at
    rows.update(verified_at=begun + timedelta(days=3), decided_at=begun + timedelta(days=10))

    told = boards.count({row.county_id}).times

    assert (told["verify"], told["decide"]) == ((1, 3.0, 3.0), (1, 7.0, 7.0))
    assert words.times(told)["rows"][0]["ns"] == [1, "—", "—"]
    assert words.times({"verify": (5, 3.04, 8.0)})["rows"][0]["ns"] == [5, "3.0", "8.0"]


def test_sources_count_a_nomination_once_for_each_practice():
    campaign = make.open_campaign()
    make.approved_nomination(campaign)
    make.submitted_nomination(campaign)

    assert boards.count({campaign.county_id}).sources == [("", 2, 1)]


def test_grounds_tell_what_became_of_the_nominations_and_hide_single_people(book):
    campaign = make.open_campaign()
    for _n in range(6):
        make.submitted_nomination(campaign)
    make.approved_nomination(campaign)

    told = boards.grounds(boards.count({campaign.county_id}).grounds)

    assert sorted(told["kinds"]) == ["NONE", "OPEN"]
    assert all(n is None or n == 0 or n >= 5 for row in told["rows"] for n in row)


def test_page_costs_the_same_for_ten_and_a_thousand(book, client, django_assert_max_num_queries):
    small, large = book(7, 10), book(8, 1000)

    for made in (small, large):
        client.force_login(holder(Role.COUNTY_ADMIN, made.campaign.county))
        with django_assert_max_num_queries(20):
            answer = client.get(reverse("reports:board"))
        assert (answer.status_code, len(answer.content) < 60_000) == (200, True)


def test_prefecture_reads_its_counties_side_by_side(book, client):
    made, other = book(1, 20), book(2, 30)
    reader = UserFactory()
    for one in (made, other):
        grant(reader, Role.READER, one.campaign.county)
    client.force_login(reader)

    page = client.get(reverse("reports:board")).content.decode()

    assert made.campaign.county.name in page
    assert other.campaign.county.name in page


def test_page_of_a_county_without_nominations_says_so(client):
    client.force_login(holder(Role.COUNTY_ADMIN, UnitFactory().county))

    assert "还没有报送过提名" in client.get(reverse("reports:board")).content.decode()


def put_signals(random, rows):
    """Let some nominations carry no signal, some one, some two of one or of two practices."""
    for row in rows:
        practices = random.choices(["POINTS", "BALLOT", "NEGATIVE_LIST"], k=random.randrange(3))
        for number, practice in enumerate(practices, 1):
            row.signals.create(
                signal=raised_signal(row.cadre, practice=practice, source_pk=number),
                snapshot={"said": "", "practice": practice},
                added_by=row.drafted_by,
                added_at=row.submitted_at,
            )


@pytest.mark.parametrize("seed", [1, 2])
def test_list_behind_each_figure_has_as_many_rows_as_it_says(book, client, seed):
    made, other = book(seed, 90), book(seed + 10, 40)
    reader = UserFactory()
    for one in (made, other):
        grant(reader, Role.COUNTY_ADMIN, one.campaign.county)
    client.force_login(reader)
    put_signals(Random(seed), list(Nomination.objects.filter(submission_count=1)[:60]))

    page = client.get(reverse("reports:board")).context

    links = [
        cell
        for name in ("years", "places", "sources")
        for row in page[name]["rows"]
        for cell in row["cells"]
    ]
    followed = [(n, client.get(href).context["page"].paginator.count) for n, href in links if href]
    assert len(followed) > 10
    assert all(n == rows for n, rows in followed)
    assert all(n == 0 for n, href in links if not href)


def test_figures_lead_nowhere_for_who_may_not_read_the_rows(book, client):
    made = book(1, 30)
    client.force_login(holder(Role.READER, made.campaign.county))

    page = client.get(reverse("reports:board")).context
    asked = {"cut": "year", "value": 2018, "code": "nominated"}

    assert not any(href for row in page["years"]["rows"] for _n, href in row["cells"])
    assert client.get(reverse("reports:board-rows"), asked).status_code == 404


@pytest.mark.parametrize(
    ("value", "code"), [("NO_SUCH", "recalled"), ("2018", "recalled"), ("POINTS", "in_class")]
)
def test_list_of_no_practice_is_not_found(book, client, value, code):
    made = book(1, 10)
    client.force_login(holder(Role.COUNTY_ADMIN, made.campaign.county))
    asked = {"cut": "source", "value": value, "code": code}

    assert client.get(reverse("reports:board-rows"), asked).status_code == 404


@pytest.mark.parametrize("key", ["cut", "value", "code"])
def test_list_of_no_figure_is_not_found(book, client, key):
    made = book(1, 10)
    client.force_login(holder(Role.COUNTY_ADMIN, made.campaign.county))
    asked = {"cut": "place", "value": made.campaign.county_id, "code": "recalled", key: "x'; --"}

    assert client.get(reverse("reports:board-rows"), asked).status_code == 404


def test_list_behind_a_figure_costs_the_same_for_ten_and_a_thousand(
    book, client, django_assert_max_num_queries
):
    for made in (book(7, 10), book(8, 1000)):
        client.force_login(holder(Role.COUNTY_ADMIN, made.campaign.county))
        asked = {"cut": "year", "value": 2018, "code": "nominated"}
        with django_assert_max_num_queries(12):
            answer = client.get(reverse("reports:board-rows"), asked)
        assert (answer.status_code, len(answer.content) < 60_000) == (200, True)


def test_repeats_are_those_of_the_summary_of_the_last_day(book):
    made = book(3, 120)
    county = {made.campaign.county_id}

    told = particulars.compute((made.campaign.pk,), (), as_of=LATE).repeats

    assert boards.repeats(county) == list(told.values())
    assert told["first_recall"] > 0
