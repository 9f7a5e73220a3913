"""Return and relapse: one definition, Wilson's interval, small groups hidden."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from assessment.models import FollowUp, Outcome
from core.dates import add_months, legal_day
from recall.models import Case
from reports.presenters import relapses as present
from reports.queries import relapses as queries
from tests.factories import assessment as assess
from tests.factories import observations as observe
from tests.factories import training as make
from training.models import PracticePosting

LATER = date(2020, 1, 31)


@pytest.mark.parametrize(
    ("hits", "people", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (5, 10, 0.2366, 0.7634),
        (10, 10, 0.7225, 1.0),
        (1, 100, 0.0018, 0.0545),
    ],
)
def test_wilson_equals_the_published_table(hits, people, low, high):
    found = queries.wilson(hits, people)

    assert found == (pytest.approx(low, abs=5e-4), pytest.approx(high, abs=5e-4))


def returned(world, **fields):
    row = assess.decide(world, assess.concluded(world).case, **fields)
    assess.serve(world, row)
    return Outcome.objects.get(pk=row.pk)


def again(world, outcome, *, days):
    """Open a second case of the same person so many days after the outcome."""
    Case.objects.filter(pk=outcome.case_id).update(state="CLOSED")
    case = make.case(world.campaign, world.unit)
    opened_at = assess.LATER + timedelta(days=days)
    Case.objects.filter(pk=case.pk).update(cadre=outcome.case.cadre_id, opened_at=opened_at)


@pytest.fixture
def world(db):
    return make.world()


def fallen(world, on=LATER):
    return [one.fell_back for one in queries.observed({world.county.pk}, on=on)]


def test_a_second_recall_within_the_year_is_a_relapse_and_a_later_one_is_not(world):
    outcomes = [returned(world) for _number in range(3)]
    again(world, outcomes[0], days=100)
    again(world, outcomes[1], days=400)

    assert fallen(world) == [True, False, False]


def test_a_visit_that_finds_the_problem_back_is_a_relapse(world):
    outcome = returned(world)
    row = outcome.follow_ups.order_by("months").first()
    FollowUp.objects.filter(pk=row.pk).update(
        standing="RELAPSED", findings="再次脱岗", own_words="认识到错误", visitor="韩磊",
        visited_on=row.due_on, done_by=world.manager, done_at=assess.LATER,
    )  # fmt: skip

    assert fallen(world) == [True]


def test_an_outcome_that_lapsed_is_no_measure_and_one_carried_out_counts_from_then(world):
    lapsed, held, waits = (observe.suspended(world) for _number in range(3))
    for row in (lapsed, held, waits):
        assess.serve(world, row.outcome)
    observe.decided(world, observe.proposed(world, lapsed), agree=2)
    observe.decided(world, observe.proposed(world, held))

    (person,) = queries.observed({world.county.pk}, on=LATER)
    assert (person.case, person.on) == (held.outcome.case_id, legal_day(observe.WEEK))
    year = add_months(legal_day(observe.WEEK), 12)
    assert queries.observed({world.county.pk}, on=year - timedelta(days=1)) == []


def test_days_of_practice_end_with_the_posting(world):
    case = make.case(world.campaign, world.unit, state="TRAINING")
    posting = make.posting(world, case)
    PracticePosting.objects.filter(pk=posting.pk).update(
        finished_on=posting.from_on + timedelta(days=9), opinion="提前结束",
        finished_by=world.manager, finished_at=assess.LATER,
    )  # fmt: skip
    assess.serve(world, assess.decide(world, assess.concluded(world, case).case))

    (person,) = queries.observed({world.county.pk}, on=LATER)
    assert person.practice_days == 10


def test_nobody_is_judged_before_the_year_is_over(world):
    returned(world)

    assert fallen(world, date(2019, 9, 30)) == []


def people(count, relapsed, **fields):
    told = {"measure": "RETURN", "on": LATER} | fields
    return [queries.Person(n, n, **told, fell_back=n < relapsed) for n in range(count)]


def test_groups_under_five_stand_together_or_not_at_all():
    rows = people(12, 3) + people(4, 1, measure="TRANSFER") + people(3, 0, measure="STAY")

    found = queries.shares(rows, "measure", rest="其余")

    assert [(one.key, one.people, one.relapsed) for one in found] == [
        ("RETURN", 12, 3),
        ("其余", 7, 1),
    ]
    assert queries.shares(people(4, 1), "measure", rest="其余") == []
    assert queries.whole(people(4, 1), key="合计") is None
    assert found[0].is_few


def test_lengths_stand_in_bands():
    days = (0, 1, 7, 8, 31, 32, 92, 93)

    assert [queries.length(n) for n in days] == [
        "NONE", "WEEK", "WEEK", "MONTH", "MONTH", "QUARTER", "QUARTER", "LONGER",
    ]  # fmt: skip


def test_page_warns_of_few_people_and_costs_few_queries(
    client, world, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr(queries, "observed", lambda _c, on: people(12, 3))
    client.force_login(world.admin)

    with django_assert_max_num_queries(12):
        shown = client.get(reverse("reports:relapses")).content.decode()

    assert ("25%" in shown, "不能据此下结论" in shown) == (True, True)
    client.force_login(make.user())
    assert client.get(reverse("reports:relapses")).status_code == 404


def test_page_of_nobody_says_so(client, world, django_assert_max_num_queries):
    assert present.page({world.county.pk}, named=set(), on=LATER)["total"] is None
    client.force_login(world.admin)
    with django_assert_max_num_queries(18):
        assert "不足5人" in client.get(reverse("reports:relapses")).content.decode()
