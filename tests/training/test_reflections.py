"""Reflections: limits, drafts, versions kept, returns with reason, days that do not count."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from accounts.enums import Role
from cadres.models import Protection
from core.errors import NotAllowed, RegulationBroken, StateConflict
from tests.factories import reflections as make
from tests.factories import training
from training.models import Reflection, ReflectionReview, ReflectionTask, ReflectionVersion
from training.presenters import reflections as present
from training.queries import reflections as queries
from training.regulations import reflections as rules
from training.services import enrolments, reflections, suspensions

NOW = training.NOW
REFUSED = (IntegrityError, ProgrammingError)


@pytest.fixture
def task(world, training_class):
    return make.task(world, training_class)


@pytest.fixture
def place(world, training_class):
    return training.enrolled(world, training_class)


@pytest.fixture
def trainee(place):
    return place.case.subject


def due(task, place):
    return queries.due_of(task, place, queries.still([place.case])[place.case_id])


def at(day, hour=9):
    return NOW.replace(day=day, hour=hour)


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("", 0),
        (" \n\u3000\t", 0),
        ("修好水塔。", 5),
        ("2018年6月4日", 6),
        ("学习 Word 和 hello, world 两词", 8),
        ("“严管”——厚爱……", 10),
        ("好,好", 3),
        ("\uff21\uff22", 2),
        ("𠮷林", 2),
    ],
)
def test_count_is_as_chinese_counts(text, signs):
    assert rules.count(text) == signs


@pytest.mark.parametrize(("fewest", "most"), [(0, 10), (20, 10), (10, 5001)])
def test_rf_01_limits_fit(world, training_class, fewest, most):
    with pytest.raises(RegulationBroken, match="RF-01"):
        make.task(world, training_class, fewest=fewest, most=most)


def test_rf_02_day_lies_ahead(world, training_class):
    with pytest.raises(RegulationBroken, match="RF-02"):
        make.task(world, training_class, due_on=date(2018, 6, 3))


def test_rf_03_is_bound_once(world, training_class):
    lesson = training.session(training_class, world.manager)
    other = training.session(training.planned_class(world), world.manager, day=1)

    with pytest.raises(RegulationBroken, match="RF-03"):
        make.task(world, training_class, session=lesson, month=1)
    with pytest.raises(RegulationBroken, match="RF-03"):
        make.task(world, training_class, session=other)
    assert make.task(world, training_class, session=lesson).session == lesson
    assert make.task(world, training_class, month=2).month == 2


@pytest.mark.parametrize("text", ["太短", "长" * 201])
def test_rf_04_length_fits_and_nothing_is_half_written(task, trainee, text):
    with pytest.raises(RegulationBroken, match="RF-04"):
        make.version(task, trainee, text=text)

    assert not Reflection.objects.exists()
    assert not ReflectionVersion.objects.exists()


def test_rf_05_nothing_waits(world, task, trainee):
    row = make.version(task, trainee).reflection
    for _n in range(2):
        with pytest.raises(RegulationBroken, match="RF-05"):
            make.version(task, trainee)
        with pytest.raises(RegulationBroken, match="RF-05"):
            reflections.keep_draft(task, text="再改", by=trainee, at=NOW)
        if not ReflectionReview.objects.exists():
            make.review(row, world.manager)


def test_rf_06_return_is_explained(world, task, trainee):
    row = make.version(task, trainee).reflection

    with pytest.raises(RegulationBroken, match="RF-06"):
        make.review(row, world.manager, verdict="RETURNED", remark="  ")


def test_rf_07_case_goes_on(world, task, place, trainee):
    row = make.version(task, trainee).reflection
    other = make.task(world, task.training_class)
    with transaction.atomic():
        suspensions.begin(place.case, reason="移送", by=world.manager, at=NOW)

    with pytest.raises(RegulationBroken, match="RF-07"):
        make.version(other, trainee)
    with pytest.raises(RegulationBroken, match="RF-07"):
        make.review(row, world.manager)
    assert reflections.keep_draft(other, text="先记着", by=trainee, at=NOW).draft == "先记着"


def test_rf_08_nobody_has_handed_in(world, task, trainee):
    make.version(task, trainee)

    with pytest.raises(RegulationBroken, match="RF-08"):
        reflections.call_off(task, by=world.manager, at=NOW)


def test_rf_09_review_is_of_the_version_that_waits(world, task, trainee):
    first = make.version(task, trainee)
    row = first.reflection
    with pytest.raises(RegulationBroken, match="RF-09"):
        make.review(row, world.manager, version=first.pk + 1)
    make.review(row, world.manager, verdict="RETURNED", remark="写具体些")

    with pytest.raises(RegulationBroken, match="RF-09"):
        make.review(row, world.manager)
    make.version(task, trainee)
    with pytest.raises(RegulationBroken, match="RF-09"):
        make.review(row, world.manager, version=first.pk)


def test_task_of_the_same_title_conflicts_until_called_off(world, training_class, task):
    with pytest.raises(StateConflict):
        make.task(world, training_class, title=task.title)
    reflections.call_off(task, by=world.manager, at=NOW)

    assert make.task(world, training_class, title=task.title).pk != task.pk
    with pytest.raises(StateConflict):
        reflections.call_off(task, by=world.manager, at=NOW)


def test_nothing_is_written_for_a_task_called_off(world, task, trainee):
    reflections.call_off(task, by=world.manager, at=NOW)

    with pytest.raises(StateConflict):
        make.version(task, trainee)


def test_versions_are_kept_and_numbered(world, task, trainee):
    row = make.version(task, trainee).reflection
    make.review(row, world.manager, verdict="RETURNED", remark="写具体些")
    make.version(task, trainee, text=make.SAID + "改了。")
    make.review(row, world.manager, remark="好")

    told = queries.versions(row)
    assert [(v.number, v.review.verdict) for v in told] == [(2, "ACCEPTED"), (1, "RETURNED")]
    assert queries.own(task, trainee).state == "ACCEPTED"


def test_version_and_review_are_append_only_in_the_database(world, task, trainee):
    row = make.version(task, trainee)
    said = make.review(row.reflection, world.manager)
    for one, change in [(row, {"text": "改"}), (said, {"remark": "改"})]:
        with pytest.raises(REFUSED), transaction.atomic():
            type(one).objects.filter(pk=one.pk).update(**change)
        with pytest.raises(REFUSED), transaction.atomic():
            type(one).objects.filter(pk=one.pk).delete()


def test_database_refuses_a_second_version_while_one_waits(task, trainee):
    row = make.version(task, trainee)
    row.pk, row.number = None, 2

    with pytest.raises(REFUSED), transaction.atomic():
        row.save(force_insert=True)


def test_task_stays_as_it_was_set(task):
    with pytest.raises(REFUSED), transaction.atomic():
        ReflectionTask.objects.filter(pk=task.pk).update(due_on=date(2018, 7, 1))


def test_late_is_kept_as_late(task, trainee):
    assert make.version(task, trainee, at=at(9, 0)).is_late


def test_last_day_is_in_time_to_its_end(task, trainee):
    assert not make.version(task, trainee, at=at(8, 23)).is_late


def test_days_under_suspension_move_the_last_day(world, task, place, trainee):
    with transaction.atomic():
        suspensions.begin(place.case, reason="移送", by=world.manager, at=at(6))
    assert due(task, place) is None
    with transaction.atomic():
        suspensions.end(place.case, by=world.manager, at=at(20))

    assert due(task, place) == date(2018, 6, 23)
    assert not make.version(task, trainee, at=at(23)).is_late


@pytest.mark.parametrize(("day", "last"), [(4, 8), (6, 10), (20, 24)])
def test_who_joins_later_has_as_many_days_as_the_others(world, training_class, day, last):
    row = make.task(world, training_class)
    case = training.case(world.campaign, world.unit)
    place = enrolments.enrol(training_class, case, by=world.manager, at=at(day))
    expected = date(2018, 6, last)
    (line,) = present.desk(row, user=world.manager, on=expected, params={})["people"]
    (own,) = present.due_of(case.subject, at(last))
    told = make.version(row, case.subject, at=at(last))

    assert (line["due_on"], line["is_overdue"]) == (expected, False)
    assert (own["due_on"], own["is_late"]) == (expected, False)
    assert (due(row, place), told.due_on, told.is_late) == (expected, expected, False)


def test_protection_is_never_overdue(task, place, trainee):
    Protection.objects.create(
        cadre=place.case.cadre, kind="MATERNITY", from_on=date(2018, 6, 1), until_on=None
    )

    row = make.version(task, trainee, at=NOW + timedelta(days=90))
    assert (row.due_on, row.is_late) == (None, False)


@pytest.mark.parametrize(
    ("spans", "last"),
    [
        ([], 8),
        ([(1, 3)], 8),  # before it was set
        ([(5, 6)], 10),
        ([(5, 6), (6, 7)], 11),  # a day counts once
        ([(8, 8), (9, 9)], 10),  # the second is reached by the first
        ([(20, 25)], 8),
        ([(20, None)], 8),
        ([(8, None)], None),
    ],
)
def test_due_day_moves_by_the_days_that_stood_still(spans, last):
    june = [(date(2018, 6, a), date(2018, 6, b) if b else None) for a, b in spans]
    expected = date(2018, 6, last) if last else None

    assert queries.due_for(date(2018, 6, 4), date(2018, 6, 8), june) == expected


def test_draft_is_kept_once_and_read_by_nobody_else(world, task, trainee):
    row = reflections.keep_draft(task, text="一", by=trainee, at=NOW)
    reflections.keep_draft(task, text="一二", by=trainee, at=NOW)
    again = reflections.keep_draft(task, text="一二", by=trainee, at=NOW + timedelta(hours=1))

    assert (again.pk, again.draft, again.saved_at) == (row.pk, "一二", NOW)
    assert Reflection.objects.visible_to(trainee).count() == 1
    assert not Reflection.objects.visible_to(world.manager).exists()


def test_who_reads_what_was_handed_in(world, task, place, trainee):
    training.posting(world, place.case)
    row = make.version(task, trainee).reflection
    far = training.world()
    readers = [trainee, world.manager, world.admin, world.mentor]
    others = [world.decider, far.manager, training.user()]

    assert all(Reflection.objects.visible_to(one).get() == row for one in readers)
    assert not any(Reflection.objects.visible_to(one).exists() for one in others)


@pytest.mark.parametrize("role", [Role.CLASS_MANAGER, Role.COUNTY_ADMIN])
def test_who_runs_classes_reads_no_colleague_of_the_own_class(world, task, trainee, role):
    row = make.version(task, trainee).reflection
    sitting = training.holder(role, world.county)
    assert Reflection.objects.visible_to(sitting).get() == row
    training.enrolled(world, task.training_class, subject=sitting)
    own = make.version(task, sitting).reflection

    assert Reflection.objects.visible_to(sitting).get() == own
    assert queries.seen(sitting, [row.pk, own.pk]) == set()


def test_mentor_reviews_and_the_person_never(world, task, place, trainee):
    training.posting(world, place.case)
    row = make.version(task, trainee).reflection

    for one in (trainee, world.decider):
        with pytest.raises(NotAllowed):
            make.review(row, one)
    assert [one.pk for one in queries.waiting_of_mentor(world.mentor)] == [row.pk]
    assert make.review(row, world.mentor).reviewed_by == world.mentor
    assert queries.waiting_of_mentor(world.mentor) == []


def test_task_is_set_by_who_runs_the_class_and_does_not_sit_in_it(world, training_class):
    sitting = training.holder(Role.CLASS_MANAGER, world.county)
    training.enrolled(world, training_class, subject=sitting)
    for one in (sitting, world.decider, world.mentor):
        with pytest.raises(NotAllowed):
            make.task(world, training_class, by=one)


def test_only_trainees_of_the_class_write(world, task, trainee):
    foreign = training.enrolled(world, training.planned_class(world)).case.subject
    for one in (foreign, world.manager):
        with pytest.raises(NotAllowed):
            make.version(task, one)


def test_what_is_due_until_it_waits_and_again_when_returned(world, task, trainee):
    assert [row.pk for row in queries.due_tasks(trainee)] == [task.pk]
    row = make.version(task, trainee).reflection
    assert queries.due_tasks(trainee) == []
    make.review(row, world.manager, verdict="RETURNED", remark="再想想")
    assert [one.is_returned for one in queries.due_tasks(trainee)] == [True]
    make.version(task, trainee)
    make.review(row, world.manager)
    assert queries.due_tasks(trainee) == []
