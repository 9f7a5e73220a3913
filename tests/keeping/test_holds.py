"""Placed by one, lifted by another, with the order's number."""

import pytest
from django.db import IntegrityError, transaction

from core.errors import NotAllowed, RegulationBroken, StateConflict
from keeping.models import Hold
from keeping.services import holds
from tests.factories import keeping as keep
from tests.factories import training as make
from tests.factories.accounts import holder

ORDER = {"reference": "检〔2018〕3号", "reason": "审查需要", "at": keep.LATER}


@pytest.fixture
def case(world):
    return make.case(world.campaign, world.unit)


@pytest.mark.parametrize("missing", ["reference", "reason"])
def test_rt_03_a_hold_needs_number_and_reason(world, case, missing):
    with pytest.raises(RegulationBroken, match="RT-03"):
        holds.place(case.cadre, by=world.admin, **ORDER | {missing: " "})


def test_rt_04_lifting_needs_a_reason_and_another_hand(world, case):
    row = holds.place(case.nomination, by=world.admin, **ORDER)
    with pytest.raises(NotAllowed):
        holds.lift(row, reason="结束", by=world.admin, at=keep.LATER)
    with pytest.raises(RegulationBroken, match="RT-04"):
        holds.lift(row, reason=" ", by=world.decider, at=keep.LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Hold.objects.filter(pk=row.pk).update(
            lifted_by=world.admin, lifted_at=keep.LATER, lifted_reason="结束"
        )

    done = holds.lift(row, reason="结束", by=world.decider, at=keep.LATER)

    assert (done.lifted_by, done.person_id) == (world.decider, case.cadre_id)
    with pytest.raises(StateConflict):
        holds.lift(row, reason="结束", by=world.decider, at=keep.LATER)


def test_nobody_holds_the_own_matter_and_a_reader_holds_nothing(world):
    own = holder(keep.Role.COUNTY_ADMIN, world.county)
    case = make.case(world.campaign, world.unit, subject=own)
    for row in (case.cadre, case.nomination):
        with pytest.raises(NotAllowed):
            holds.place(row, by=own, **ORDER)
    with pytest.raises(NotAllowed):
        holds.place(case.cadre, by=holder(keep.Role.READER, world.county), **ORDER)
    assert holds.place(world.campaign, by=world.decider, **ORDER).person_id is None


def test_what_is_gone_cannot_be_held(world, media):
    case = keep.ended(world)
    nomination = case.nomination
    keep.carried_out(keep.approved(world, keep.listed(world)))

    with pytest.raises(StateConflict):
        holds.place(nomination, by=world.admin, **ORDER)
