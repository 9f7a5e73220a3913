from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from assessment.models import Assessment, Score
from assessment.services import assessments
from core.errors import NotAllowed, RegulationBroken, StateConflict
from recall.models import Case
from tests.factories import assessment as assess
from tests.factories import training as make


def conclude(world, row, **fields):
    facts = {"passed": True, "comment": "达到要求", "by": world.manager, "at": assess.LATER}
    return assessments.conclude(row, **{**facts, **fields})


def test_open_twice_stays_one_row(world):
    row = assess.opened(world)

    assert assess.opened(world, row.case) == row
    assert row.weights == {"class": 40, "practice": 40, "unit": 20}


def test_open_of_a_served_case_conflicts(world):
    with pytest.raises(StateConflict):
        assess.opened(world, make.case(world.campaign, world.unit))


def test_open_by_the_decider_is_refused(world):
    case = make.case(world.campaign, world.unit, state="PRACTICE")

    with pytest.raises(NotAllowed):
        assessments.open_(case, by=world.decider, at=assess.LATER)


def test_conclude_fixes_the_weighted_total_and_moves_the_case(world):
    row = assess.opened(world)
    assess.score(world, row, "class", value=Decimal("90"))
    assess.score(world, row, "practice", value=Decimal("70"))
    assess.score(world, row, "unit", value=Decimal("60.5"))

    done = conclude(world, row)

    assert (done.total, done.passed, done.concluded_by) == (Decimal("76.10"), True, world.manager)
    assert Case.objects.get(pk=row.case_id).state == "ASSESSED"


def test_as_01_a_missing_part_is_not_zero(world):
    row = assess.opened(world)
    assess.score(world, row, "class")
    assess.score(world, row, "practice")

    with pytest.raises(RegulationBroken, match="AS-01"):
        conclude(world, row)


def test_a_part_that_does_not_apply_leaves_the_sum(world):
    row = assess.opened(world)
    assess.score(world, row, "class", value=Decimal(90))
    assess.score(world, row, "practice", value=Decimal(70))
    assess.score(world, row, "unit", value=None, source="", not_applicable_reason="单位已撤销")

    assert conclude(world, row).total == Decimal("80.00")


def test_as_05_something_counts(world):
    row = assess.opened(world)
    for part in row.weights:
        assess.score(world, row, part, value=None, source="", not_applicable_reason="不适用")

    with pytest.raises(RegulationBroken, match="AS-05"):
        conclude(world, row)


@pytest.mark.parametrize(
    ("fields", "number"),
    [
        ({"value": Decimal(101)}, "AS-02"),
        ({"value": Decimal(80), "source": ""}, "AS-02"),
        ({"value": None, "source": ""}, "AS-03"),
        ({"value": Decimal(80), "not_applicable_reason": "无"}, "AS-03"),
        ({"part": "charm"}, "AS-04"),
    ],
)
def test_as_02_as_03_as_04_a_score_is_told_in_full(world, fields, number):
    row = assess.opened(world)

    with pytest.raises(RegulationBroken, match=number):
        assess.score(world, row, **{"part": "class", **fields})


def test_score_again_replaces_the_value(world):
    row = assess.opened(world)
    assess.score(world, row, "class", value=Decimal(60))

    assess.score(world, row, "class", value=Decimal(65))

    assert Score.objects.get().value == Decimal(65)


def test_as_07_comment_is_told(world):
    row = assess.opened(world)
    for part in row.weights:
        assess.score(world, row, part)

    with pytest.raises(RegulationBroken, match="AS-07"):
        conclude(world, row, comment=" ")


def test_as_14_practice_is_finished_first(world):
    training_class = make.planned_class(world)
    case = make.enrolled(world, training_class).case
    make.posting(world, case)
    row = assess.opened(world, case)
    for part in row.weights:
        assess.score(world, row, part)

    with pytest.raises(RegulationBroken, match="AS-14"):
        conclude(world, row)


def test_a_concluded_assessment_is_closed_for_all_hands(world):
    row = assess.concluded(world)

    with pytest.raises(StateConflict):
        assess.score(world, row, "class")
    with pytest.raises(DatabaseError), transaction.atomic():
        Score.objects.update(value=100)
    with pytest.raises(DatabaseError), transaction.atomic():
        Assessment.objects.update(passed=False)
