from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from assessment.models import Assessment, Score, ScoreVersion
from assessment.queries import drafts, listing, scores
from assessment.services import assessments
from core.documents import pdf, rendering
from core.errors import NotAllowed, RegulationBroken, StateConflict
from recall.models import Case
from tests.factories import assessment as assess
from tests.factories import training as make
from training.models import Attendance


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


def attended(world, statuses):
    """Answer an open assessment of a case whose class kept these marks, one session each."""
    world.campaign.weights = {"attendance": 40, "unit": 60}
    world.campaign.save(update_fields=["weights"])
    room = make.planned_class(world)
    enrolment = make.enrolled(world, room)
    for day, status in enumerate(statuses):
        lesson = make.session(room, world.manager, day=day)
        Attendance.objects.create(
            session=lesson,
            enrolment=enrolment,
            status=status,
            recorded_by=world.manager,
            recorded_at=make.NOW,
        )
    return assess.opened(world, enrolment.case)


def by_record(world, row, part="attendance"):
    return assessments.score_by_record(row, part=part, by=world.manager, at=assess.LATER)


def test_score_by_record_keeps_rule_and_rows_as_a_version(world):
    row = attended(world, ["PRESENT", "LATE", "ABSENT"])

    kept = by_record(world, row)
    assess.score(world, row, "attendance", value=Decimal(70), source="补课一节，见签到表")

    assert (kept.value, kept.source) == (Decimal("66.67"), "考勤记录：应到3节，到课2节")
    first, second = ScoreVersion.objects.order_by("number")
    assert [line["value"] for line in first.rows] == ["出勤", "迟到", "缺勤"]
    assert ("第2版" in first.rule, second.rule, second.rows) == (True, "", [])
    assert Score.objects.get(assessment=row).value == second.value == Decimal(70)
    with pytest.raises(DatabaseError), transaction.atomic():
        ScoreVersion.objects.update(value=0)


@pytest.mark.parametrize(("statuses", "part"), [([], "attendance"), (["PRESENT"], "unit")], ids=str)
def test_as_18_part_without_a_record_is_entered_by_hand(world, statuses, part):
    row = attended(world, statuses)

    with pytest.raises(RegulationBroken, match="AS-18"):
        by_record(world, row, part)


def test_as_17_draft_is_no_comment(world):
    row = attended(world, ["PRESENT", "ABSENT"])
    by_record(world, row)
    assess.score(world, row, "unit")
    text = drafts.draft(listing.course_of(row.case), scores.sum_of(row))

    assert "应到2节，到课1节，出勤率50%" in text
    assert text.endswith("出勤50.00分，单位评价80.00分，加权68.00分。")
    with pytest.raises(RegulationBroken, match="AS-17"):
        conclude(world, row, comment=f" {text}\n")


def test_form_is_frozen_with_the_conclusion(world):
    row = attended(world, ["PRESENT"])
    by_record(world, row)
    assess.score(world, row, "unit")

    done = conclude(world, row)

    facts = done.document.snapshot
    assert (facts["total"], facts["verdict"], facts["cadre"]) == (
        "88.00",
        "合格",
        row.case.cadre.name,
    )
    assert [part["value"] for part in facts["parts"]] == ["100.00", "80.00"]
    assert pdf.render(rendering.html(done.document)).page_count == 1
