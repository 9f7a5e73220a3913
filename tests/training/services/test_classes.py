from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from core.errors import NotAllowed, RegulationBroken, StateConflict
from tests.factories import training as make
from training.models import Block, Session
from training.services import attendance, classes


def test_plan_three_cycles_lays_six_blocks_of_111_days(world):
    row = make.planned_class(
        world, opens_on=date(2019, 8, 5), blocks=[("THEORY", 7), ("PRACTICE", 30)] * 3
    )

    blocks = list(row.blocks.order_by("from_on"))
    assert [block.kind for block in blocks] == ["THEORY", "PRACTICE"] * 3
    assert sum(block.day_count for block in blocks) == 111
    assert (blocks[0].from_on, blocks[-1].until_on) == (row.opens_on, row.closes_on)
    assert row.closes_on == date(2019, 11, 23)


def test_plan_by_a_decider_is_refused(world):
    with pytest.raises(NotAllowed):
        classes.plan(
            world.campaign,
            title="班",
            venue="党校",
            opens_on=make.OPENS_ON,
            blocks=[("THEORY", 2)],
            by=world.decider,
            at=make.NOW,
        )


@pytest.mark.parametrize(
    "blocks",
    [[], [("PRACTICE", 30)], [("THEORY", 0)]],
    ids=["nothing", "practice only", "no day"],
)
def test_tr_09_has_theory(world, blocks):
    with pytest.raises(RegulationBroken, match="TR-09"):
        make.planned_class(world, blocks=blocks)


def test_tr_22_campaign_is_open(db):
    world = make.world(state="DRAFT")

    with pytest.raises(RegulationBroken, match="TR-22"):
        make.planned_class(world)


def test_blocks_of_one_class_never_overlap(training_class):
    with pytest.raises(IntegrityError, match="block_no_overlap"), transaction.atomic():
        Block.objects.create(
            training_class=training_class,
            kind="THEORY",
            from_on=training_class.opens_on,
            until_on=training_class.opens_on,
        )


@pytest.mark.parametrize(
    ("fields", "number"),
    [
        ({"room": "另一教室", "teacher": "另一人"}, "TR-18"),
        ({"hour": 9, "room": "另一教室", "teacher": "另一人"}, "TR-18"),
    ],
)
def test_tr_18_class_is_free(world, training_class, fields, number):
    make.session(training_class, world.manager)

    with pytest.raises(RegulationBroken, match=number):
        make.session(training_class, world.manager, **fields)


@pytest.mark.parametrize(
    ("fields", "number"),
    [({"teacher": "另一人"}, "TR-16"), ({"room": "另一教室"}, "TR-17")],
    ids=["room", "teacher"],
)
def test_tr_16_and_tr_17_room_and_teacher_are_free_across_classes(world, fields, number):
    make.session(make.planned_class(world), world.manager)

    with pytest.raises(RegulationBroken, match=number):
        make.session(make.planned_class(world), world.manager, **fields)


def test_room_of_another_county_is_another_room(world):
    elsewhere = make.world()
    make.session(make.planned_class(world), world.manager)

    make.session(make.planned_class(elsewhere), elsewhere.manager)

    assert Session.objects.count() == 2


def test_lessons_may_follow_each_other_without_a_break(world, training_class):
    make.session(training_class, world.manager, hour=8)

    make.session(training_class, world.manager, hour=10)

    assert training_class.sessions.count() == 2


def test_tr_08_session_is_on_a_theory_day(world):
    row = make.planned_class(world, blocks=[("THEORY", 2), ("PRACTICE", 30)])

    with pytest.raises(RegulationBroken, match="TR-08"):
        make.session(row, world.manager, day=2)


def test_tr_23_times_fit(world, training_class):
    start = make.NOW

    with pytest.raises(RegulationBroken, match="TR-23"):
        make.session(
            training_class, world.manager, starts_at=start, ends_at=start - timedelta(hours=1)
        )


def test_cancel_session_frees_the_room(world, training_class):
    row = make.session(training_class, world.manager)

    classes.cancel_session(row, reason="停电", by=world.manager, at=make.NOW)

    make.session(training_class, world.manager)
    with pytest.raises(StateConflict):
        classes.cancel_session(row, reason="停电", by=world.manager, at=make.NOW)


def test_tr_25_session_with_marks_is_not_cancelled(world, training_class):
    enrolment = make.enrolled(world, training_class)
    row = make.session(training_class, world.manager)
    attendance.record(row, marks={enrolment.pk: "PRESENT"}, by=world.manager, at=make.NOW)

    with pytest.raises(RegulationBroken, match="TR-25"):
        classes.cancel_session(row, reason="停电", by=world.manager, at=make.NOW)


def test_a_lesson_without_title_is_no_clash(world, training_class):
    with pytest.raises(IntegrityError, match="title"), transaction.atomic():
        make.session(training_class, world.manager, title=None)
