"""Referral to discipline: the case waits until somebody else answers."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from accounts.enums import Role
from accounts.models import Grant
from assessment.models import Referral
from assessment.queries import referrals as queries
from assessment.services import assessments, referrals
from core.errors import NotAllowed, RegulationBroken, StateConflict
from tests.factories import assessment as assess
from tests.factories import training as make


@pytest.fixture
def liaison(world):
    return make.holder(Role.DISCIPLINE_LIAISON, world.county)


def answered(referral, by, **fields):
    told = {"answer": "TAKEN", "opinion": "线索属实，已立案", **fields}
    return referrals.answer(referral, by=by, at=assess.LATER, **told)


def test_oc_18_the_case_waits_for_the_answer(world, liaison):
    scored = assess.opened(world)
    for part in scored.weights:
        assess.score(world, scored, part)
    row = assess.referred(world, scored.case)

    with pytest.raises(RegulationBroken, match="OC-18"):
        assessments.conclude(
            scored, passed=True, comment="达到要求", by=world.manager, at=assess.LATER
        )
    with pytest.raises(RegulationBroken, match="OC-18"):
        assess.referred(world, scored.case)
    answered(row, liaison, answer="BACK")

    assert assessments.conclude(
        scored, passed=True, comment="达到要求", by=world.manager, at=assess.LATER
    ).passed


def test_oc_18_no_outcome_while_the_case_is_referred(world, liaison):
    case = assess.concluded(world).case
    row = assess.referred(world, case)

    with pytest.raises(RegulationBroken, match="OC-18"):
        assess.decide(world, case)
    answered(row, liaison, answer="BACK")

    assert assess.decide(world, case).kind == "RETURN"


def test_oc_19_referral_is_an_outcome_once_discipline_took_it(world, liaison):
    case = assess.concluded(world).case
    held = {"kind": "REFER", "conditions": ["clues_listed"]}
    with pytest.raises(RegulationBroken, match="OC-19"):
        assess.decide(world, case, **held)

    answered(assess.referred(world, case), liaison)

    outcome = assess.decide(world, case, **held)
    assert (outcome.kind, outcome.is_unavailable_under_law) == ("REFER", False)


@pytest.mark.parametrize("reason", ["", " "])
def test_oc_20_reason_and_opinion_are_told(world, liaison, reason):
    with pytest.raises(RegulationBroken, match="OC-20"):
        assess.referred(world, reason=reason)
    row = assess.referred(world)
    with pytest.raises(RegulationBroken, match="OC-20"):
        answered(row, liaison, opinion=reason)


@pytest.mark.parametrize(
    ("fields", "number"),
    [({"conditions": []}, "OC-10"), ({"approver": "UNIT"}, "OC-13")],
)
def test_refer_asks_the_gate(world, fields, number):
    with pytest.raises(RegulationBroken, match=number):
        assess.referred(world, **fields)


def test_refer_is_refused_after_the_outcome(world):
    case = assess.concluded(world).case
    assess.decide(world, case)

    with pytest.raises(StateConflict):
        assess.referred(world, case)


def test_refer_and_answer_are_two_hands(world, liaison):
    with pytest.raises(NotAllowed):
        assess.referred(world, by=world.manager)
    row = assess.referred(world)
    with pytest.raises(NotAllowed):
        answered(row, world.admin)
    Grant.objects.create(
        user=row.referred_by,
        role=Role.DISCIPLINE_LIAISON,
        county=world.county,
        from_on=make.OPENS_ON,
    )
    row.referred_by.__dict__.pop("_granted", None)

    with pytest.raises(NotAllowed, match="移送的登记人"):
        answered(row, row.referred_by)
    told = {"answer": "BACK", "opinion": "无", "answered_at": assess.LATER}
    with pytest.raises(IntegrityError, match="by_another"), transaction.atomic():
        Referral.objects.update(answered_by=row.referred_by, **told)


def test_an_answer_is_given_once_and_stays(world, liaison):
    row = answered(assess.referred(world), liaison)

    assert (queries.is_taken(row.case), str(row)) == (True, str(row.case))
    with pytest.raises(StateConflict):
        answered(row, liaison)
    for change in ({"opinion": "改"}, {"reason": "改"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Referral.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Referral.objects.all().delete()


def test_what_was_referred_stays_while_it_waits(world):
    assess.referred(world)

    with pytest.raises(DatabaseError), transaction.atomic():
        Referral.objects.update(reason="改")
    with pytest.raises(DatabaseError), transaction.atomic():
        Referral.objects.all().delete()


def test_referrals_are_for_the_department_and_the_liaison(world, liaison):
    row = assess.referred(world)
    seen = [world.admin, world.decider, liaison]
    unseen = [row.case.subject, make.holder(Role.UNIT_HEAD, world.unit), make.world().admin]

    assert all(Referral.objects.visible_to(user).exists() for user in seen)
    assert not any(Referral.objects.visible_to(user).exists() for user in unseen)
