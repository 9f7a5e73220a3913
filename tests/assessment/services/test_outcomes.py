from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from accounts.enums import Role
from accounts.models import Grant
from assessment.enums import OutcomeKind
from assessment.models import Outcome, OutcomeReceipt
from assessment.queries import archive, remedies
from assessment.services import outcomes
from cadres.models import Cadre
from core.dates import add_calendar_days, add_working_days, cn, legal_day
from core.errors import NotAllowed, RegulationBroken, StateConflict
from recall.models import Campaign, Case
from tests.factories import assessment as assess
from tests.factories import training as make
from tests.factories.recall import printed

DISMISSAL = ["ground_refused_post", "bars_checked", "heard"]


@pytest.fixture
def case(world):
    return assess.concluded(world).case


def test_return_is_decided_documented_and_carried_out(world, case, media):
    outcome = assess.decide(world, case)

    assert (outcome.kind, outcome.is_unavailable_under_law) == ("RETURN", False)
    assert outcome.document.title == "复岗通知书"
    assert outcome.document.snapshot["assessment"]["total"] == "80.00"
    assert "书面提出" in outcome.document.snapshot["remedy"]["text"]
    assert Case.objects.get(pk=case.pk).state == "DECIDED"
    assess.serve(world, outcome)
    assess.file_away(world, case)
    outcomes.carry_out(outcome, by=world.manager, at=assess.LATER)
    assert Case.objects.get(pk=case.pk).state == "CLOSED"
    with pytest.raises(StateConflict):
        outcomes.carry_out(outcome, by=world.manager, at=assess.LATER)


def test_serving_begins_the_remedys_term_and_is_recorded_once(world, case, media):
    receipt = assess.serve(world, assess.decide(world, case))

    days = (receipt.remedy_until_on - receipt.served_on).days
    assert (days, str(receipt)) == (30, f"{receipt.outcome} {receipt.served_on}")
    with pytest.raises(StateConflict):
        assess.serve(world, receipt.outcome)
    with pytest.raises(DatabaseError), transaction.atomic():
        OutcomeReceipt.objects.update(remedy_until_on=receipt.served_on)


def test_return_is_no_decision_of_the_law_and_keeps_the_campaigns_term(world, case, media):
    Campaign.objects.update(objection_days=14)

    receipt = assess.serve(world, assess.decide(world, case))

    assert (receipt.remedy_until_on - receipt.served_on).days == 14


def test_appealable_outcome_has_thirty_days_whatever_the_campaign_says(world, case, media):
    Campaign.objects.update(objection_days=5)
    outcome = assess.decide(world, case, kind="DISMISS", conditions=DISMISSAL)
    assert outcome.is_appealable

    receipt = assess.serve(world, outcome)

    assert (receipt.remedy_until_on - receipt.served_on).days == 30


def test_paper_prints_the_last_day_counted_from_the_latest_serving(world, case):
    remedy = assess.decide(world, case).document.snapshot["remedy"]

    served_by = add_working_days(legal_day(assess.LATER), case.campaign.serve_days)
    assert remedy["served_by"] == cn(served_by)
    assert remedy["last_day"] == cn(served_by + timedelta(days=case.campaign.objection_days))


@pytest.mark.parametrize(
    ("number", "fields"),
    [
        ("RC-22", {"served_on": legal_day(assess.LATER) + timedelta(days=1)}),
        ("RC-22", {"served_on": legal_day(assess.LATER) - timedelta(days=1)}),
        ("RC-27", {"received_by": " ", "note": ""}),
    ],
)
def test_serving_is_refused(world, case, media, number, fields):
    outcome = assess.decide(world, case)
    with pytest.raises(RegulationBroken) as error:
        assess.serve(world, outcome, **fields)
    assert error.value.number == number


def test_as_15_as_16_no_serving_without_paper_and_no_close_without_serving(world, case):
    outcome = assess.decide(world, case)
    given = {"served_on": legal_day(assess.LATER), "manner": "IN_PERSON", "received_by": "本人"}

    with pytest.raises(RegulationBroken) as unprinted:
        outcomes.serve(outcome, by=world.manager, at=assess.LATER, **given)
    with pytest.raises(RegulationBroken) as unserved:
        outcomes.carry_out(outcome, by=world.manager, at=assess.LATER)

    assert (unprinted.value.number, unserved.value.number) == ("AS-15", "AS-16")


def test_transfer_moves_the_post(world, case):
    assess.decide(
        world,
        case,
        kind="TRANSFER",
        conditions=["vacancy", "heard"],
        new_unit=world.host,
        new_title="科员",
    )

    cadre = Cadre.objects.get(pk=case.cadre_id)
    assert (cadre.unit, cadre.posts.get(until_on=None).title) == (world.host, "科员")


def test_decide_by_the_hand_that_assessed_is_refused_by_code_and_database(world, case):
    Grant.objects.create(
        user=world.manager, role=Role.DECIDER, county=world.county, from_on=make.OPENS_ON
    )
    world.manager.__dict__.pop("_granted", None)

    with pytest.raises(NotAllowed):
        assess.decide(world, case, by=world.manager)
    outcome = assess.decide(world, case)
    outcome.pk = None
    outcome.case, outcome.document = assess.concluded(world).case, None
    outcome.decided_by = outcome.assessed_by
    with pytest.raises(IntegrityError, match="outcome_four_eyes"), transaction.atomic():
        outcome.save(force_insert=True)


def test_decide_without_assessment_conflicts(world):
    with pytest.raises(StateConflict):
        assess.decide(world, make.case(world.campaign, world.unit, state="PRACTICE"))


def test_decide_twice_conflicts(world, case):
    assess.decide(world, case)

    with pytest.raises(StateConflict):
        assess.decide(world, case)


@pytest.mark.parametrize("staff_kind", ["CIVIL_SERVANT", "INSTITUTION", "WORKER"])
def test_as_08_what_the_law_refuses_is_not_decided(world, staff_kind):
    case = assess.concluded(world, staff_kind=staff_kind).case

    with pytest.raises(RegulationBroken, match=r"降级是处分.*OC-01"):
        assess.decide(world, case, kind="REDUCE_GRADE", conditions=[])


def test_grade_reduction_of_a_past_campaign_carries_the_mark(db):
    world = make.world(legal_profile="as_practised")
    case = assess.concluded(world).case

    outcome = assess.decide(world, case, kind="REDUCE_GRADE", conditions=[])

    assert (outcome.is_unavailable_under_law, outcome.gate_number) == (True, "OC-01")
    assert "第六十二条" in outcome.gate_sentence
    assert "第六十二条" in outcome.document.snapshot["unavailable_mark"]


@pytest.mark.parametrize(
    ("conditions", "said"),
    [
        (["bars_checked", "heard"], "法定情形之一"),
        (["ground_refused_post", "heard"], "还没有全部核对"),
        ([*DISMISSAL, "bar_maternity"], "不得辞退"),
    ],
    ids=["no ground", "bars not checked", "a bar"],
)
def test_dismissal_needs_a_ground_and_no_bar(world, case, conditions, said):
    with pytest.raises(RegulationBroken, match=said):
        assess.decide(world, case, kind="DISMISS", conditions=conditions)


def test_dismissal_with_ground_and_without_bar_stands(world, case):
    outcome = assess.decide(world, case, kind="DISMISS", conditions=DISMISSAL)

    assert outcome.is_appealable
    assert "公务员法第八十八条" in outcome.basis
    assert "申请复核" in outcome.document.snapshot["remedy"]["text"]
    assert outcome.document.title == "处理决定书"


@pytest.mark.parametrize(
    ("kind", "staff_kind", "conditions", "said"),
    [
        ("TERMINATE", "CIVIL_SERVANT", [], "解聘只适用"),
        ("TERMINATE", "INSTITUTION", ["contract_refused", "heard"], "提前三十日"),
        ("RETIRE", "CIVIL_SERVANT", ["years_served"], "本人提出书面申请"),
        ("REMOVE", "CIVIL_SERVANT", [], "担任领导职务"),
        ("STANDBY", "CIVIL_SERVANT", [], "没有待岗"),
        ("SECOND_LINE", "CIVIL_SERVANT", [], "没有法律依据"),
        ("DISMISS", "INSTITUTION", [], "辞退是对公务员"),
    ],
)
def test_the_gate_says_why(world, kind, staff_kind, conditions, said):
    case = assess.concluded(world, staff_kind=staff_kind).case

    with pytest.raises(RegulationBroken, match=said):
        assess.decide(world, case, kind=kind, conditions=conditions)


@pytest.mark.parametrize(
    ("fields", "number"),
    [
        ({"meeting": assess.meeting(agree_count=2, disagree_count=3)}, "AS-09"),
        ({"meeting": assess.meeting(agree_count=6)}, "AS-09"),
        ({"meeting": assess.meeting(held_on=make.OPENS_ON)}, "AS-10"),
        (
            {"meeting": assess.meeting(held_on=legal_day(assess.LATER + timedelta(days=1)))},
            "AS-10",
        ),
        ({"new_title": "科员"}, "AS-11"),
        ({"reason": " "}, "AS-13"),
    ],
)
def test_as_09_as_10_as_11_as_13_the_decision_is_told_in_full(world, case, fields, number):
    with pytest.raises(RegulationBroken, match=number):
        assess.decide(world, case, **fields)


def test_as_11_return_moves_no_post(world, case):
    with pytest.raises(RegulationBroken, match="AS-11"):
        assess.decide(world, case, new_unit=world.host, new_title="科员")


def test_as_12_new_unit_is_in_the_county(world, case):
    with pytest.raises(RegulationBroken, match="AS-12"):
        assess.decide(
            world,
            case,
            kind="TRANSFER",
            conditions=["vacancy", "heard"],
            new_unit=make.world().unit,
            new_title="科员",
        )


def test_a_decided_outcome_stays(world, case):
    assess.decide(world, case)

    with pytest.raises(DatabaseError), transaction.atomic():
        Outcome.objects.update(kind=OutcomeKind.STAY)
    with pytest.raises(DatabaseError), transaction.atomic():
        Outcome.objects.all().delete()


@pytest.mark.parametrize(
    ("ratings", "years"),
    [
        ({}, 0),
        ({2017: "INCOMPETENT", 2016: "INCOMPETENT", 2015: "COMPETENT"}, 2),
        ({2017: "INCOMPETENT", 2015: "INCOMPETENT"}, 1),
        ({2017: "BARELY", 2016: "INCOMPETENT"}, 0),
        ({2018: "INCOMPETENT"}, 0),
    ],
    ids=["none", "two", "a gap", "mended", "this year"],
)
def test_the_archive_counts_failed_years_running(world, case, ratings, years):
    for year, civil in ratings.items():
        case.cadre.ratings.create(year=year, staff_kind="CIVIL_SERVANT", civil=civil)

    assert archive.failed_years(case.cadre, legal_day(assess.LATER)) == years


@pytest.mark.parametrize(
    ("kind", "number"), [("NURSING", "OC-09"), ("INVESTIGATION", "OC-16"), ("ILLNESS", "OC-09")]
)
def test_dismissal_is_barred_by_what_the_archive_has(world, case, kind, number):
    case.cadre.protections.create(kind=kind, from_on=make.OPENS_ON)

    with pytest.raises(RegulationBroken) as error:
        assess.decide(world, case, kind="DISMISS", conditions=DISMISSAL)

    assert error.value.number == number
    assert Case.objects.get(pk=case.pk).state == "ASSESSED"


def test_dismissal_is_served_within_ten_working_days_or_explained(world, case, media):
    outcome = assess.decide(world, case, kind="DISMISS", conditions=DISMISSAL)
    last = add_working_days(legal_day(assess.LATER), 10)
    assert (outcome.serve_until_on, outcome.route, outcome.approver) == (last, "civil", "COUNTY")
    snapshot = outcome.document.snapshot
    assert snapshot["remedy"]["served_by"] == cn(last)
    assert snapshot["decision"]["approver"] == f"中共{case.county.name}委"

    late = {"served_on": last + timedelta(days=1), "manner": "POST", "received_by": "本人"}
    printed(outcome.document)
    at = assess.LATER + timedelta(days=40)
    with pytest.raises(RegulationBroken) as error:
        outcomes.serve(outcome, by=world.manager, at=at, **late)
    assert error.value.number == "OC-17"
    receipt = outcomes.serve(outcome, by=world.manager, at=at, note="邮件退回后再送", **late)
    assert receipt.served_on > outcome.serve_until_on


def test_continued_practice_tells_its_end(world, case):
    ends_on = legal_day(assess.LATER) + timedelta(days=90)
    held = ["ability_short", "host_agrees"]

    with pytest.raises(RegulationBroken, match="OC-14"):
        assess.decide(world, case, kind="PRACTICE", conditions=held)
    outcome = assess.decide(world, case, kind="PRACTICE", conditions=held, ends_on=ends_on)

    assert outcome.document.snapshot["ends_on"] == cn(ends_on)


def test_employed_civil_servant_has_sixty_days_for_arbitration(world, media):
    case = assess.concluded(world, staff_kind="EMPLOYED").case
    on = legal_day(assess.LATER)
    outcome = assess.decide(
        world,
        case,
        kind="TERMINATE",
        conditions=["employment_contract", "notice_30_days", "heard"],
        noticed_on=on - timedelta(days=30),
    )

    receipt = assess.serve(world, outcome)

    assert receipt.remedy_until_on == add_calendar_days(receipt.served_on, 60)
    assert "仲裁" in outcome.document.snapshot["remedy"]["text"]


def test_outcome_of_before_the_catalogue_keeps_its_remedy(world, case, media):
    outcome = assess.decide(world, case, kind="DISMISS", conditions=DISMISSAL)
    outcome.route = ""

    assert remedies.route_of(outcome) == "civil"


def test_approver_below_the_authority_is_refused(world, case):
    with pytest.raises(RegulationBroken, match="OC-13"):
        assess.decide(world, case, meeting=assess.meeting(approver="UNIT"))


def test_what_the_gate_said_stays_with_the_outcome(world, case):
    assess.decide(world, case)

    for field, value in {"approver": "UNIT", "route": "civil", "basis": ["别的"]}.items():
        with pytest.raises(DatabaseError), transaction.atomic():
            Outcome.objects.update(**{field: value})
