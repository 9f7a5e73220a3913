"""Review and appeal: terms, other hands, no heavier result, and the way back."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from accounts.enums import Role
from assessment.enums import WEIGHT, Consequence, OutcomeKind
from assessment.models import Appeal, Ban, FollowUp, Reversal
from assessment.queries import appeals as queries
from assessment.queries import consequences, gate
from assessment.services import appeals, outcomes
from cadres.models import Kinship
from core.dates import add_calendar_days, cn, legal_day
from core.errors import NotAllowed, RegulationBroken, StateConflict
from recall.models import Case, Decision, Verification
from tests.factories import assessment as assess
from tests.factories import training
from tests.factories.accounts import grant
from tests.factories.appeals import (
    PLEA,
    WHY,
    accepted,
    decided,
    filed,
    handler,
    objected,
    removed,
)
from tests.factories.cadres import CadreFactory
from tests.factories.recall import served_case

TODAY = legal_day(assess.LATER)
FAR = assess.LATER + timedelta(days=200)


@pytest.fixture
def outcome(world):
    return removed(world)


@pytest.fixture
def by(world):
    return handler(world)


def steps(case):
    return [(one.remedy, one.last_on) for one in queries.steps(Case.objects.get(pk=case.pk))]


def told(appeal, by, **fields):
    return appeals.tell(appeal, **{"told_on": TODAY, "by": by, "at": assess.LATER} | fields)


def refused(code, act, /, *row, **given):
    with pytest.raises(RegulationBroken) as error:
        act(*row, **given)
    assert error.value.number == code


def test_clock_opens_with_the_receipt_and_again_with_each_answer(outcome, by):
    last = outcome.receipt.remedy_until_on
    assert last == add_calendar_days(TODAY, 30)
    open_ = [one for one in steps(outcome.case) if one[0] != "OBJECTION"]
    assert open_ == [("REVIEW", last), ("APPEAL", last)]

    review = decided(accepted(outcome, by), by, "MAINTAINED")
    assert [one for one in steps(outcome.case) if one[0] != "OBJECTION"] == []
    told(review, by)

    after = add_calendar_days(TODAY, 15)
    assert ("APPEAL", after) in steps(outcome.case)


def test_upheld_review_ends_the_matter(outcome, by):
    told(decided(accepted(outcome, by), by), by)

    assert [one for one in steps(outcome.case) if one[0] != "OBJECTION"] == []


def test_institution_staff_go_to_review_first(world, by):
    kind = {"staff_kind": "INSTITUTION", "is_leading": True}
    case = assess.concluded(world, **kind).case
    row = assess.decide(world, case, kind="REMOVE", conditions=["unfit_found", "heard"])
    assess.serve(world, row)

    assert [one[0] for one in steps(case) if one[0] != "OBJECTION"] == ["REVIEW"]


def test_recall_itself_takes_an_objection(by):
    case = served_case()
    (open_,) = queries.steps(case)

    row = appeals.file(
        case,
        remedy="OBJECTION",
        outcome=None,
        text=PLEA,
        filed_on=case.receipt.served_on,
        by=case.subject,
        at=case.receipt.served_at,
    )

    assert (open_.last_on, row.last_on) == (case.receipt.objection_until_on,) * 2
    assert queries.steps(case) == []


def test_term_to_decide_runs_from_acceptance_and_is_extended_once(outcome, by):
    row = accepted(outcome, by, "APPEAL")
    assert row.due_on == add_calendar_days(TODAY, 60)

    row = appeals.extend(row, days=30, reason=WHY, by=by, at=assess.LATER)

    assert row.due_on == add_calendar_days(add_calendar_days(TODAY, 60), 30)
    given = {"days": 1, "reason": WHY, "by": by, "at": assess.LATER}
    refused("AP-09", appeals.extend, row, **given)


@pytest.mark.parametrize(("remedy", "due"), [("REVIEW", 30), ("APPEAL", 65)])
def test_act_and_receipt_say_the_same_last_day(outcome, by, remedy, due):
    """A review is due 30 days from its receipt, an appeal 60 days from its acceptance."""
    row = filed(outcome, remedy)

    held = appeals.accept(row, by=by, at=assess.LATER + timedelta(days=5))

    assert held.due_on == add_calendar_days(TODAY, due)
    if remedy == "REVIEW":
        assert row.receipt.snapshot["answer_by"] == cn(held.due_on)


def test_an_objection_is_due_30_days_from_its_receipt(world, by):
    case = assess.concluded(world).case
    row = objected(case, by)

    assert row.due_on == add_calendar_days(TODAY, 30)


def test_an_upheld_objection_takes_the_outcome_with_it(world, by):
    outcome = removed(world, effect_until_on=date(2018, 12, 31))

    row = decided(objected(outcome.case, by), by)

    whats = [one.what for one in row.reversals.all()]
    assert any("恢复原职务" in what for what in whats)
    assert len(whats) == len(set(whats))
    assert not Ban.objects.in_force(TODAY).exists()
    assert not FollowUp.objects.waiting().exists()


def test_nothing_opens_with_an_outcome_that_is_served_after_an_upheld_objection(world, by):
    case = assess.concluded(world).case
    outcome = assess.decide(world, case, effect_until_on=date(2018, 12, 31))
    decided(objected(case, by), by)

    assess.serve(world, outcome)

    assert not Ban.objects.exists()
    assert not FollowUp.objects.exists()


def test_no_outcome_is_decided_after_an_upheld_objection(world, by):
    case = assess.concluded(world).case
    decided(objected(case, by), by)

    with pytest.raises(StateConflict, match="撤销召回"):
        assess.decide(world, case)


def test_upheld_appeal_makes_the_calendar_backwards_and_blocks_closing(world, outcome, by):
    row = decided(accepted(outcome, by, "APPEAL"), by)
    lines = list(row.reversals.all())

    ruling = gate.ruling("REMOVE", "CIVIL_SERVANT", True)
    case = outcome.case
    calendar = consequences.of_outcome(
        ruling, case.campaign, case.cadre.authority, on=outcome.held_on
    )
    effects = [one.what for one in calendar if one.kind != Consequence.REMEDY]
    assert sorted(one.of for one in lines[:-2]) == sorted(effects)
    assert "档案" in lines[-1].what
    refused("AP-12", outcomes.carry_out, outcome, by=world.manager, at=FAR)
    assess.file_away(world, outcome.case)
    for line in lines:
        appeals.put_back(line, note="已逐项办理并留存回执", by=world.manager, at=assess.LATER)

    assert outcomes.carry_out(outcome, by=world.manager, at=FAR).carried_out_at == FAR


def test_changed_result_is_lighter_and_keeps_what_both_have(outcome, by):
    row = decided(accepted(outcome, by, "APPEAL"), by, "CHANGED", new_kind="TRANSFER")

    kept = {(one.kind, one.what) for one in consequences_of(outcome, "TRANSFER")}
    gone = [one for one in row.reversals.all()[: row.reversals.count() - 2]]
    assert row.new_kind == "TRANSFER"
    assert all((one.kind, one.of) not in kept for one in gone)


def consequences_of(outcome, kind):
    nomination = outcome.case.nomination
    ruling = gate.ruling(kind, nomination.staff_kind, nomination.is_leading)
    case = outcome.case
    return consequences.of_outcome(ruling, case.campaign, case.cadre.authority, on=outcome.held_on)


def test_withdrawn_step_can_be_filed_again(outcome):
    row = appeals.withdraw(filed(outcome), by=outcome.case.subject, at=assess.LATER)

    assert row.state == "WITHDRAWN"
    assert filed(outcome).pk != row.pk


def test_not_accepted_says_why_and_opens_the_next_step_once_told(outcome, by):
    row = appeals.refuse(filed(outcome), reason="不属于复核范围的事项", by=by, at=assess.LATER)

    told(row, by)

    assert "APPEAL" in [one[0] for one in steps(outcome.case)]


@pytest.mark.parametrize("hand", ["decided_by", "assessed_by"])
def test_earlier_hand_does_not_handle(world, outcome, hand):
    user = getattr(outcome, hand)
    grant(user, Role.APPEAL_HANDLER, world.county)
    with pytest.raises(NotAllowed, match="参与过"):
        appeals.accept(filed(outcome), by=user, at=assess.LATER)


def test_who_decided_the_review_does_not_decide_the_appeal(outcome, by):
    told(decided(accepted(outcome, by), by, "MAINTAINED"), by)
    with pytest.raises(NotAllowed, match="前一步"):
        accepted(outcome, by, "APPEAL")


def test_person_and_strangers_do_not_handle(world, outcome):
    subject = outcome.case.subject
    grant(subject, Role.APPEAL_HANDLER, world.county)
    row = filed(outcome)
    with pytest.raises(NotAllowed, match="本人"):
        appeals.accept(row, by=subject, at=assess.LATER)
    with pytest.raises(NotAllowed, match="申诉办理人"):
        appeals.accept(row, by=world.manager, at=assess.LATER)
    with pytest.raises(NotAllowed, match="由本人提出"):
        filed(outcome, by=world.manager)


def test_ap_01_appeal_of_who_goes_to_review_first(world):
    kind = {"staff_kind": "INSTITUTION", "is_leading": True}
    case = assess.concluded(world, **kind).case
    row = assess.decide(world, case, kind="REMOVE", conditions=["unfit_found", "heard"])
    assess.serve(world, row)
    refused("AP-01", filed, row, "APPEAL")


def test_ap_02_late_without_a_reason_and_with_one(outcome):
    late = {"filed_on": TODAY + timedelta(days=60), "at": FAR}
    refused("AP-02", filed, outcome, **late)
    row = filed(outcome, late_reason="住院手术，附住院证明和出院小结", **late)
    assert row.late_reason


def test_ap_03_second_step_while_one_is_open(outcome):
    filed(outcome)
    refused("AP-03", filed, outcome, "APPEAL")


def test_ap_04_plea_of_two_words(outcome):
    refused("AP-04", filed, outcome, text="不服")


@pytest.mark.parametrize("days", [-1, 1])
def test_ap_05_filed_before_serving_or_in_the_future(outcome, days):
    refused("AP-05", filed, outcome, filed_on=TODAY + timedelta(days=days))


@pytest.mark.parametrize("others", [[], ["甲", "乙"], ["甲"]])
def test_ap_06_panel_that_is_even_or_too_small(outcome, by, others):
    row = accepted(outcome, by, "APPEAL")
    refused("AP-06", decided, row, by, others=others)


def test_ap_07_panel_with_an_earlier_hand(world, outcome, by):
    row = accepted(outcome, by, "APPEAL")
    panel = {"members": [world.decider], "others": ["甲", "乙"]}
    refused("AP-07", decided, row, by, **panel)


def sat(nomination, by, name):
    """Let a meeting have decided the recall in which one sat of whom only the name is known."""
    counts = {"due_count": 3, "agree_count": 3, "disagree_count": 0, "defer_count": 0}
    told = counts | {"meeting": "部务会", "held_on": TODAY, "is_approved": True, "opinion": "同意"}
    row = Decision.objects.create(nomination=nomination, by=by, at=assess.LATER, **told)
    row.members.create(name=name)


def test_ap_20_typed_name_of_an_earlier_hand(world, outcome, by):
    case = outcome.case
    judge = training.holder(Role.VERIFIER, world.county)
    told = {"submission": 1, "conclusion": "MATCHED", "opinion": "属实", "by": judge}
    Verification.objects.create(nomination=case.nomination, at=assess.LATER, **told)
    sat(case.nomination, world.decider, "钱某某")
    kin, colleague = CadreFactory(name="孙某某"), CadreFactory(name="李某某", unit=case.unit)
    told = {"kind": "IN_LAW", "declared_by": by, "declared_at": assess.LATER}
    Kinship.objects.create(cadre=kin, relative=case.cadre, **told)
    row = accepted(outcome, by, "APPEAL")

    names = [world.decider.name, world.manager.name, judge.name, "钱某某", case.cadre.name]
    names += [kin.name, colleague.name]
    for name in [*names, " ".join(judge.name)]:  # blanks between the characters hide nobody
        refused("AP-20", decided, row, by, others=[name, "甲", "乙"])

    other = f"{judge.name}（县司法局）"
    panel = decided(row, by, others=[other, "甲", "乙"]).members.values_list("name", flat=True)
    assert set(panel) == {other, "甲", "乙"}


@pytest.mark.parametrize("kind", ["REMOVE", "DISMISS", ""])
def test_ap_08_result_that_is_not_lighter(outcome, by, kind):
    row = accepted(outcome, by, "APPEAL")
    refused("AP-08", decided, row, by, "CHANGED", new_kind=kind)


def test_ap_09_longer_term_for_a_review(outcome, by):
    row = accepted(outcome, by)
    given = {"days": 5, "reason": WHY, "by": by, "at": assess.LATER}
    refused("AP-09", appeals.extend, row, **given)


def test_ap_10_line_ticked_twice(world, outcome, by):
    line = decided(accepted(outcome, by), by).reversals.first()
    given = {"note": "已办理并留存回执材料", "by": world.manager, "at": FAR}
    appeals.put_back(line, **given)
    refused("AP-10", appeals.put_back, line, **given)


def test_ap_11_case_is_not_closed_while_an_appeal_waits(world, outcome):
    filed(outcome)
    refused("AP-11", outcomes.carry_out, outcome, by=world.manager, at=FAR)


def test_ap_12_case_is_not_closed_before_everything_is_put_back(world, outcome, by):
    decided(accepted(outcome, by), by)
    refused("AP-12", outcomes.carry_out, outcome, by=world.manager, at=FAR)


def test_ap_13_answer_that_is_not_there(outcome, by):
    refused("AP-13", told, accepted(outcome, by), by)


@pytest.mark.parametrize("days", [-1, 1])
def test_ap_14_answer_told_before_it_was_decided_or_in_the_future(outcome, by, days):
    row = decided(accepted(outcome, by), by)
    refused("AP-14", told, row, by, told_on=TODAY + timedelta(days=days))


def test_who_sat_when_the_outcome_was_decided_handles_nothing_of_it(world, outcome, by):
    outcome.members.create(user=by, name=by.name)
    row = filed(outcome)

    with pytest.raises(NotAllowed):
        appeals.accept(row, by=by, at=assess.LATER)
    with pytest.raises(DatabaseError), transaction.atomic():
        Appeal.objects.filter(pk=row.pk).update(decided_by=by, decision=WHY)


def test_database_keeps_plea_plan_and_hands(world, outcome, by):
    row = decided(accepted(outcome, by), by)
    rows = Appeal.objects.filter(pk=row.pk)
    for write in (
        lambda: rows.update(text="x"),
        rows.delete,
        lambda: rows.update(decided_by=outcome.decided_by),
        lambda: row.members.create(user=outcome.assessed_by, name="x"),
        lambda: row.members.update(name="x"),
        lambda: Reversal.objects.update(what="x"),
        lambda: Reversal.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()


def test_weight_ranks_every_outcome_once():
    assert sorted(WEIGHT) == sorted(OutcomeKind)
