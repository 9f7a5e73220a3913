import threading
from datetime import timedelta

import pytest
from django.db import connection

from cadres.models import Protection
from core.errors import NotAllowed, RegulationBroken, StateConflict
from tests.factories import training as make
from training.models import Enrolment
from training.services import enrolments


def enrol_all(world, training_class):
    return enrolments.enrol_all(training_class, by=world.manager, at=make.NOW)


def test_enrol_all_takes_the_served_and_names_the_protected(world, training_class):
    served = [make.case(world.campaign, world.unit) for _ in range(3)]
    waiting = make.case(world.campaign, world.unit, state="OPEN")
    expecting = make.case(world.campaign, world.unit)
    Protection.objects.create(
        cadre=expecting.cadre, kind="MATERNITY", from_on=make.OPENS_ON - timedelta(days=60)
    )

    roster = enrol_all(world, training_class)

    assert [row.case for row in roster.enrolled] == served
    assert roster.postponed == [(expecting, "MATERNITY")]
    states = {row.pk: type(row).objects.get(pk=row.pk).state for row in [*served, waiting]}
    assert states == {**{row.pk: "TRAINING" for row in served}, waiting.pk: "OPEN"}


def test_enrol_all_twice_enrols_nobody_twice(world, training_class):
    make.case(world.campaign, world.unit)
    enrol_all(world, training_class)

    again = enrol_all(world, training_class)

    assert again == ([], [])
    assert Enrolment.objects.count() == 1


def test_enrol_all_leaves_other_campaigns_alone(world, training_class):
    other = make.campaign(world.county, world.admin)
    make.case(other, world.unit)

    assert enrol_all(world, training_class).enrolled == []


def test_enrol_all_by_the_unit_is_refused(world, training_class):
    with pytest.raises(NotAllowed):
        enrolments.enrol_all(training_class, by=make.user(), at=make.NOW)


def test_tr_02_no_enrolment_without_served_notice(world, training_class):
    case = make.case(world.campaign, world.unit, state="OPEN")

    with pytest.raises(RegulationBroken, match="TR-02"):
        enrolments.enrol(training_class, case, by=world.manager, at=make.NOW)


def test_tr_03_a_protected_person_is_postponed(world, training_class):
    case = make.case(world.campaign, world.unit)
    Protection.objects.create(cadre=case.cadre, kind="ILLNESS", from_on=make.OPENS_ON)

    with pytest.raises(RegulationBroken, match="TR-03"):
        enrolments.enrol(training_class, case, by=world.manager, at=make.NOW)


def test_withdrawn_person_joins_the_next_class_not_the_same(world, training_class):
    enrolment = make.enrolled(world, training_class)
    enrolments.withdraw(enrolment, reason="请假超过七分之一", by=world.manager, at=make.NOW)

    assert enrol_all(world, training_class).enrolled == []
    taken = enrol_all(world, make.planned_class(world)).enrolled

    assert [row.case_id for row in taken] == [enrolment.case_id]


def test_tr_19_withdrawal_is_explained(world, training_class):
    enrolment = make.enrolled(world, training_class)

    with pytest.raises(RegulationBroken, match="TR-19"):
        enrolments.withdraw(enrolment, reason=" ", by=world.manager, at=make.NOW)


def test_withdraw_twice_conflicts(world, training_class):
    enrolment = make.enrolled(world, training_class)
    enrolments.withdraw(enrolment, reason="生病", by=world.manager, at=make.NOW)

    with pytest.raises(StateConflict):
        enrolments.withdraw(enrolment, reason="生病", by=world.manager, at=make.NOW)


def test_enrol_while_in_a_class_conflicts(world, training_class):
    enrolment = make.enrolled(world, training_class)

    with pytest.raises(StateConflict):
        enrolments.enrol(make.planned_class(world), enrolment.case, by=world.manager, at=make.NOW)


@pytest.mark.django_db(transaction=True)
def test_eight_clicks_at_once_make_one_roster():
    world = make.world()
    training_class = make.planned_class(world)
    for _ in range(3):
        make.case(world.campaign, world.unit)
    counts = []

    def click():
        try:
            counts.append(len(enrol_all(world, training_class).enrolled))
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(counts) == [0] * 7 + [3]
    assert Enrolment.objects.count() == 3
