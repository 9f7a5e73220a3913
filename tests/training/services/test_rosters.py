"""Groups, monitor, and who joins a later class."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.errors import NotAllowed, RegulationBroken, StateConflict
from tests.factories import training as make
from training.models import Enrolment, Postponement, TrainingClass
from training.services import attendance, enrolments, rosters

SPAN = {"from_on": date(2018, 6, 1), "until_on": date(2018, 6, 30)}


def postpone(world, case, **given):
    facts = {"ground": "CARE", "paper": "县医院诊断证明", "at": make.NOW, **SPAN, **given}
    return rosters.postpone(case, **{"by": world.manager, **facts})


def test_groups_are_equal_and_keep_people_of_a_unit_apart(world, training_class):
    for _number in range(3):
        unit = make.unit(world.county)
        for _person in range(2):
            case = make.case(world.campaign, unit)
            enrolments.enrol(training_class, case, by=world.manager, at=make.NOW)

    rosters.divide(training_class, count=2, by=world.manager, at=make.NOW)

    rows = Enrolment.objects.values_list("group", "case__unit")
    assert Counter(group for group, _unit in rows) == {1: 3, 2: 3}
    assert len(set(rows)) == 6


@pytest.mark.parametrize("count", [0, 2])
def test_tr_36_no_more_groups_than_people(world, training_class, count):
    make.enrolled(world, training_class)

    with pytest.raises(RegulationBroken, match="TR-36"):
        rosters.divide(training_class, count=count, by=world.manager, at=make.NOW)


def test_tr_35_monitor_is_a_trainee_of_the_class(world, training_class):
    stranger = make.enrolled(world, make.planned_class(world))
    gone = make.enrolled(world, training_class)
    gone = enrolments.withdraw(gone, reason="因病", by=world.manager, at=make.NOW)

    for row in (stranger, gone):
        with pytest.raises(RegulationBroken, match="TR-35"):
            rosters.name_monitor(training_class, enrolment=row, by=world.manager, at=make.NOW)


def test_tr_35_who_was_withdrawn_meanwhile_is_no_monitor(world, training_class):
    seen = make.enrolled(world, training_class)
    enrolments.withdraw(seen, reason="因病", by=world.manager, at=make.NOW)

    with pytest.raises(RegulationBroken, match="TR-35"):
        rosters.name_monitor(training_class, enrolment=seen, by=world.manager, at=make.NOW)


def test_class_is_locked_before_the_trainee(world, training_class):
    row = make.enrolled(world, training_class)
    told = {"by": world.manager, "at": make.NOW}
    with CaptureQueriesContext(connection) as named:
        rosters.name_monitor(training_class, enrolment=row, **told)
    with CaptureQueriesContext(connection) as withdrawn:
        enrolments.withdraw(row, reason="因病", **told)

    for found in (named, withdrawn):
        locks = [one["sql"] for one in found if "FOR UPDATE" in one["sql"]]
        assert 'FROM "training_trainingclass"' in locks[0]
        assert 'FROM "training_enrolment"' in locks[1]


def test_a_monitor_who_is_withdrawn_is_monitor_no_more(world, training_class):
    row = make.enrolled(world, training_class)
    rosters.name_monitor(training_class, enrolment=row, by=world.manager, at=make.NOW)
    assert TrainingClass.objects.get().monitor == row

    enrolments.withdraw(row, reason="因病", by=world.manager, at=make.NOW)

    assert TrainingClass.objects.get().monitor is None


def test_who_is_postponed_is_left_out_and_comes_back_by_itself(world, training_class):
    case = make.case(world.campaign, world.unit)
    postpone(world, case)

    first = enrolments.enrol_all(training_class, by=world.manager, at=make.NOW)
    later = make.planned_class(world, opens_on=date(2018, 7, 2))
    second = enrolments.enrol_all(later, by=world.manager, at=make.NOW)

    assert (first.enrolled, first.postponed) == ([], [(case, "CARE")])
    assert [row.case for row in second.enrolled] == [case]


def test_one_who_is_postponed_is_not_enrolled_alone_either(world, training_class):
    case = make.case(world.campaign, world.unit)
    row = postpone(world, case)
    with pytest.raises(RegulationBroken, match="TR-03"):
        enrolments.enrol(training_class, case, by=world.manager, at=make.NOW)

    rosters.resume(row, by=world.manager, at=make.NOW)
    with pytest.raises(StateConflict):
        rosters.resume(Postponement.objects.get(), by=world.manager, at=make.NOW)

    assert enrolments.enrol(training_class, case, by=world.manager, at=make.NOW)


@pytest.mark.parametrize("until_on", [date(2018, 5, 31), date(2020, 6, 1)])
def test_tr_37_postponed_for_two_years_at_most(world, until_on):
    with pytest.raises(RegulationBroken, match="TR-37"):
        postpone(world, make.case(world.campaign, world.unit), until_on=until_on)


def test_tr_38_postponed_by_a_paper(world):
    with pytest.raises(RegulationBroken, match="TR-38"):
        postpone(world, make.case(world.campaign, world.unit), paper=" ")


def test_nobody_is_postponed_twice_at_once_or_out_of_a_class(world, training_class):
    case = make.case(world.campaign, world.unit)
    postpone(world, case)
    with pytest.raises(StateConflict):
        postpone(world, case, from_on=date(2018, 6, 15))
    with pytest.raises(StateConflict):
        postpone(world, make.enrolled(world, training_class).case)


def test_nobody_postpones_themselves(world):
    case = make.case(world.campaign, world.unit, subject=world.manager)

    with pytest.raises(NotAllowed):
        postpone(world, case)


def test_leave_above_a_seventh_proposes_the_withdrawal(client, world, training_class):
    row = make.enrolled(world, training_class)
    lesson = make.session(training_class, world.manager)
    for day in (1, 2, 3):
        make.session(training_class, world.manager, day=day)
    told = {"by": world.manager, "at": lesson.ends_at}
    attendance.record(lesson, marks={row.pk: "LEAVE"}, **told)
    client.force_login(world.manager)

    page = client.get(reverse("training:enrolment-withdraw", args=[row.pk]))

    assert "请假占总学时 25%，超过七分之一，按退学处理" in page.content.decode()
    assert Enrolment.objects.get(pk=row.pk).withdrawn_at is None


def test_pages_divide_name_and_postpone(client, world, training_class):
    row = make.enrolled(world, training_class)
    waiting = make.case(world.campaign, world.unit)
    client.force_login(world.manager)

    def post(name, *args, **data):
        return client.post(reverse(f"training:{name}", args=args), data)

    post("class-groups", training_class.pk, count=1)
    post("class-monitor", training_class.pk, enrolment=row.pk)
    told = {"ground": "MATERNITY", "from_on": "2018-06-01", "until_on": "2018-09-01"}
    assert post("case-postpone", waiting.pk, **told).status_code == 422
    post("case-postpone", waiting.pk, paper="诊断证明", **told)

    text = client.get(reverse("training:class-detail", args=[training_class.pk])).content.decode()
    assert "第 1 组" in text
    assert "班长" in text
    held = Postponement.objects.get()
    assert "县" not in held.paper
    assert post("postponement-end", held.pk).status_code == 302
    assert post("postponement-end", held.pk).status_code == 409
    assert held.until_on - held.from_on == timedelta(days=92)
