"""Kept counts of the board: always what is counted directly, whatever was done in between."""

from datetime import timedelta
from random import Random
from threading import Event, Thread

import pgtrigger
import pytest
from django.db import connection, transaction
from django.utils import timezone

from assessment.models import Outcome
from recall.models import Case, Nomination, NominationStep
from reports.models import CampaignTally, TallyMark
from reports.queries import boards, tallies
from reports.services import tallies as keeping
from reports.tasks import keep_tallies
from schemes.models import Ground
from tests.factories.schemes import GroundFactory
from tests.moments import TODAY
from units.enums import UnitKind

pytestmark = pytest.mark.django_db


def now():
    return timezone.now()


def direct(counties):
    """Count without looking at what is kept."""
    CampaignTally.objects.all().delete()
    return boards.count(counties)


def same(counties):
    kept = boards.count(counties)
    with transaction.atomic():
        counted = direct(counties)
        transaction.set_rollback(True)
    return kept == counted


@pytest.mark.parametrize("seed", range(6))
def test_board_equals_the_direct_count_after_random_acts(book, seed):
    made, other = book(seed, 60), book(seed + 20, 40)
    counties = {made.campaign.county_id, other.campaign.county_id}
    random = Random(seed)

    for _turn in range(25):
        with pgtrigger.ignore():  # what acts could never do is told of too
            random.choice(ACTS)(random)
        if random.random() < 0.3:
            keep_tallies(now())
        assert same(counties)
    keep_tallies(now())
    assert tallies.stale(10) == []
    assert same(counties)


def _write_fact(nomination):
    ground = Ground.objects.order_by("pk").first() or GroundFactory()
    nomination.facts.create(ground=ground, happened_on=TODAY, text="迟到")


def _some(random, rows):
    return random.choice(list(rows.order_by("pk").values_list("pk", flat=True)))


def _state(random):
    pk = _some(random, Nomination.objects.all())
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE recall_nomination SET state = %s WHERE id = %s",
            [random.choice(["SUBMITTED", "WITHDRAWN", "REJECTED"]), pk],
        )


def _step(random):
    pk = _some(random, Nomination.objects.all())
    row = Nomination.objects.get(pk=pk)
    move = random.choice(["reject", "find_not_matched"])
    NominationStep.objects.create(
        row=row, before="HEARD", after="REJECTED", move=move, by=row.drafted_by, at=now()
    )


def _case(random):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE recall_case SET state = %s WHERE id = %s",
            [random.choice(["SERVED", "TRAINING", "REVOKED"]), _some(random, Case.objects.all())],
        )


def _outcome(random):
    Outcome.objects.filter(pk=_some(random, Outcome.objects.all())).update(
        decided_at=now() + timedelta(days=random.randrange(9))
    )


def _fact(random):
    nomination = Nomination.objects.get(pk=_some(random, Nomination.objects.all()))
    if random.random() < 0.3:
        nomination.facts.all().delete()
    else:
        _write_fact(nomination)


def _person(random):
    row = Nomination.objects.get(pk=_some(random, Nomination.objects.all())).cadre
    row.sex = random.choice("MF")
    row.born_on = row.born_on - timedelta(days=random.randrange(8000))
    row.save(update_fields=["sex", "born_on"])


def _unit(random):
    row = Nomination.objects.get(pk=_some(random, Nomination.objects.all())).unit
    row.kind = random.choice(UnitKind.values)
    row.save(update_fields=["kind"])


def _title(random):
    Ground.objects.filter(pk=_some(random, Ground.objects.all())).update(title=str(random.random()))


def _launch(random):
    campaign = Nomination.objects.get(pk=_some(random, Nomination.objects.all())).campaign
    campaign.launched_at -= timedelta(days=365)
    campaign.save(update_fields=["launched_at"])


def _hand_in(random):
    rows = Nomination.objects.filter(pk=_some(random, Nomination.objects.all()))
    rows.update(submission_count=random.randrange(2))


ACTS = (_state, _step, _case, _outcome, _fact, _person, _unit, _title, _launch, _hand_in)


def test_nothing_is_counted_again_while_nothing_is_touched(book, django_assert_num_queries):
    made = book(1, 30)
    keep_tallies(now())  # without facts no ground is asked for its name

    with django_assert_num_queries(1):
        boards.count({made.campaign.county_id})


def test_a_touched_campaign_alone_is_counted_at_the_look(book):
    made, other = book(1, 30), book(2, 30)
    keep_tallies(now())

    row = made.campaign.nominations.first()
    _write_fact(row)
    row.facts.all().delete()

    assert tallies.stale(10) == [made.campaign.pk]
    assert TallyMark.objects.count() == 1  # two statements of one transaction
    assert other.campaign.pk not in tallies.stale(10)


def test_another_way_of_counting_makes_all_that_is_kept_stale(book, monkeypatch):
    made = book(1, 30)
    keep_tallies(now())
    CampaignTally.objects.update(told={}, days=b"")

    monkeypatch.setattr(tallies, "VERSION", "of the next release")

    assert boards.count({made.campaign.county_id}).cuts["total"][None]["nominated"] > 0


def test_a_tally_is_packed_and_unpacked_as_it_was(book):
    made = book(1, 60)
    tally = tallies.counted([made.campaign.pk])[made.campaign.pk]

    again = tallies.unpacked(*tally.packed())

    assert again.cells == tally.cells
    assert {name: list(took) for name, took in again.days.items() if took} == tally.days


def test_times_are_those_that_the_database_reckons(book):
    made = book(2, 80)
    keep_tallies(now())

    told = boards.count({made.campaign.county_id}).times

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP"
            " (ORDER BY date_part('epoch', verified_at - submitted_at) / 86400)"
            " FROM recall_nomination WHERE verified_at >= submitted_at AND county_id = %s",
            [made.campaign.county_id],
        )
        number, days = cursor.fetchone()
    assert (told["verify"][0], list(told["verify"][1:])) == (number, pytest.approx(days))


@pytest.mark.django_db(transaction=True)
def test_an_act_that_ends_after_the_counting_leaves_its_mark(book):
    """Count while another transaction is open: its change and its mark come together, later."""
    made = book(3, 30)
    campaign, county = made.campaign.pk, {made.campaign.county_id}
    keep_tallies(now())
    begun, counted = Event(), Event()

    def act():
        with transaction.atomic():
            _say("WITHDRAWN", made)
            begun.set()
            counted.wait(20)
        connection.close()

    other = Thread(target=act)
    other.start()
    begun.wait(20)
    keeping.keep(campaign, counted_at=now())
    assert tallies.stale(10) == []
    counted.set()
    other.join()

    assert tallies.stale(10) == [campaign]
    assert same(county)


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_count_one_after_the_other(book):
    made = book(4, 30)
    keep_tallies(now())
    held, done = Event(), []

    def sweep():
        keeping.keep(made.campaign.pk, counted_at=now())
        done.append(True)
        connection.close()

    with transaction.atomic():
        keeping.keep(made.campaign.pk, counted_at=now())
        other = Thread(target=sweep)
        other.start()
        held.wait(0.5)
        assert done == []  # it waits for the row before it takes its snapshot
        _say("WITHDRAWN", made)
    other.join()

    assert done == [True]
    assert same({made.campaign.county_id})


def _say(state, made):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE recall_nomination SET state = %s WHERE id ="
            " (SELECT min(id) FROM recall_nomination WHERE campaign_id = %s)",
            [state, made.campaign.pk],
        )
