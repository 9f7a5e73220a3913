from datetime import date

import pytest

from accounts.enums import Role
from core.errors import NotAllowed, RegulationBroken, StateConflict
from recall.models import Case
from tests.factories import training as make
from training.services import postings


@pytest.fixture
def world(db):
    return make.world(practice_months=6)


@pytest.fixture
def case(world, training_class):
    return make.enrolled(world, training_class).case


def finish(posting, **fields):
    facts = {"finished_on": date(2018, 9, 30), "opinion": "表现良好", "at": make.NOW, **fields}
    return postings.finish(posting, **facts)


LATER = make.NOW.replace(month=10)


def test_send_for_three_months_moves_the_case(world, case):
    row = make.posting(world, case)

    assert (row.from_on, row.until_on) == (date(2018, 7, 1), date(2018, 9, 30))
    assert Case.objects.get(pk=case.pk).state == "PRACTICE"


def test_second_cycle_of_30_days_moves_no_state(world, case):
    first = make.posting(world, case, from_on=date(2019, 8, 12), until_on=date(2019, 9, 10))
    finish(first, finished_on=date(2019, 9, 10), by=world.manager, at=make.NOW.replace(year=2020))

    make.posting(world, case, from_on=date(2019, 9, 18), until_on=date(2019, 10, 17))

    assert Case.objects.get(pk=case.pk).steps.filter(move="start_practice").count() == 1
    assert case.postings.count() == 2


@pytest.mark.parametrize("months", [0, 7])
def test_tr_05_practice_lasts_one_to_six_months(world, case, months):
    with pytest.raises(RegulationBroken, match="TR-05"):
        make.posting(world, case, months=months)


@pytest.mark.parametrize("months", [1, 6])
def test_one_and_six_months_are_allowed(world, case, months):
    assert make.posting(world, case, months=months).pk


def test_tr_06_a_mentor_has_at_most_three(world, training_class):
    cases = [make.enrolled(world, training_class).case for _ in range(4)]
    for row in cases[:3]:
        make.posting(world, row)

    with pytest.raises(RegulationBroken, match="TR-06"):
        make.posting(world, cases[3])
    assert make.posting(world, cases[3], from_on=date(2019, 1, 1)).pk


def test_tr_07_mentor_is_another_person(world, case):
    with pytest.raises(RegulationBroken, match="TR-07"):
        make.posting(world, case, mentor=case.subject)


def test_tr_12_host_unit_is_in_the_county(world, case):
    with pytest.raises(RegulationBroken, match="TR-12"):
        make.posting(world, case, host_unit=make.world().host)


def test_send_with_a_posting_standing_conflicts(world, case):
    make.posting(world, case)

    with pytest.raises(StateConflict):
        make.posting(world, case)


def test_send_before_class_conflicts(world):
    with pytest.raises(StateConflict):
        make.posting(world, make.case(world.campaign, world.unit))


def test_send_by_another_county_is_refused(world, case):
    elsewhere = make.world()

    with pytest.raises(NotAllowed):
        make.posting(elsewhere, case, host_unit=world.host)


def test_finish_by_mentor_host_or_manager(world, training_class):
    host_contact = make.holder(Role.HOST, world.host)
    for hand in (world.mentor, host_contact, world.manager):
        case = make.enrolled(world, training_class).case
        posting = make.posting(world, case)

        done = finish(posting, by=hand, at=LATER)

        assert (done.finished_on, done.finished_by) == (date(2018, 9, 30), hand)


def test_finish_twice_conflicts(world, case):
    posting = make.posting(world, case)
    finish(posting, by=world.mentor, at=LATER)

    with pytest.raises(StateConflict):
        finish(posting, by=world.mentor, at=LATER)


def test_finish_by_the_person_or_a_stranger_is_refused(world, case):
    posting = make.posting(world, case)

    for hand in (case.subject, world.decider):
        with pytest.raises(NotAllowed):
            finish(posting, by=hand, at=LATER)


@pytest.mark.parametrize("day", [date(2018, 6, 30), date(2018, 12, 1)])
def test_tr_20_finished_in_time_order(world, case, day):
    posting = make.posting(world, case)

    with pytest.raises(RegulationBroken, match="TR-20"):
        finish(posting, finished_on=day, by=world.mentor, at=LATER)


def test_tr_21_opinion_is_told(world, case):
    posting = make.posting(world, case)

    with pytest.raises(RegulationBroken, match="TR-21"):
        finish(posting, opinion=" ", by=world.mentor, at=LATER)
