"""Review and appeal against an effect on pay: whatever it rests on, the term opens by itself."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts.enums import Role
from assessment.enums import Consequence
from assessment.models import Appeal, Repayment
from assessment.presenters.appeals import set_aside
from assessment.queries import appeals as queries
from assessment.queries import pay as pay_queries
from assessment.queries.disclosures import is_fallen
from assessment.services import appeals, pay
from core.dates import add_calendar_days, legal_day
from core.documents import standings
from core.errors import NotAllowed, RegulationBroken
from recall.models import Case, Clock
from tests.factories import assessment as assess
from tests.factories import pay as make
from tests.factories.accounts import grant
from tests.factories.appeals import PLEA, WHY, decided, handler, removed

TODAY = legal_day(assess.LATER)


@pytest.fixture
def world(db):
    return make.paid_world()


@pytest.fixture
def effect(world):
    return make.ordered(world)


@pytest.fixture
def by(world):
    return handler(world)


def against_pay(case):
    found = queries.steps(Case.objects.get(pk=case.pk))
    return [(one.remedy, one.last_on) for one in found if one.pay]


def filed(effect, remedy="REVIEW", **given):
    told = {"remedy": remedy, "outcome": None, "pay": effect, "text": PLEA, "filed_on": TODAY}
    told |= {"by": effect.case.subject, "at": assess.LATER} | given
    return appeals.file(effect.case, **told)


def test_pay_on_the_schemes_word_opens_the_laws_term_from_the_first_months_pay(effect):
    """Ordered on 2 October for September: it is known from the day of the order."""
    last = add_calendar_days(max(TODAY, date(2018, 9, 30)), 30)

    assert against_pay(effect.case) == [("REVIEW", last), ("APPEAL", last)]


def test_what_begins_later_is_known_with_that_months_pay(world):
    row = make.ordered(world, from_month=date(2018, 12, 1))

    assert {last for _remedy, last in against_pay(row.case)} == {
        add_calendar_days(date(2018, 12, 31), 30)
    }


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        ("CIVIL_SERVANT", ["REVIEW", "APPEAL"]),
        ("INSTITUTION", ["REVIEW"]),
        ("WORKER", ["OBJECTION"]),
        ("EMPLOYED", ["OBJECTION"]),
    ],
)
def test_the_route_follows_the_kind_of_staff(world, kind, first):
    row = make.ordered(world, make.case(world, staff_kind=kind))

    assert [remedy for remedy, _last in against_pay(row.case)] == first


def test_pay_on_an_appealable_outcome_goes_with_the_outcome(world):
    outcome = removed(world)
    row = make.ordered(world, outcome.case, source="OUTCOME", from_month=date(2018, 10, 1))

    assert row.outcome == outcome
    assert against_pay(outcome.case) == []


def test_pay_on_an_outcome_without_a_remedy_of_the_law_has_its_own(world):
    case = assess.concluded(world).case
    assess.serve(world, assess.decide(world, case))
    make.ordered(world, case, source="OUTCOME", from_month=date(2018, 10, 1))

    assert [remedy for remedy, _last in against_pay(case)] == ["REVIEW", "APPEAL"]


def test_an_upheld_appeal_repays_this_effect_and_nothing_else_falls(world, effect, by):
    other = make.fee(world, effect.case)
    row = filed(effect)
    assert Clock.objects.running().get(row_id=row.pk).kind == "ANSWER"

    row = decided(appeals.accept(row, by=by, at=assess.LATER), by)

    assert pay_queries.is_taken_back(type(effect).objects.get(pk=effect.pk))
    assert not pay_queries.is_taken_back(type(other).objects.get(pk=other.pk))
    assert not queries.recall_fell(effect.case)
    assert row.reversals.filter(kind=Consequence.MONEY).count() == 1
    assert Repayment.objects.filter(line__appeal=row).count() == 1
    assert {one.pay for one in queries.steps(Case.objects.get(pk=effect.case_id))} == {None, other}


def test_the_outcome_stands_when_only_its_pay_fell(world, by):
    case = assess.concluded(world).case
    outcome = assess.decide(world, case)
    assess.serve(world, outcome)
    row = make.ordered(world, case, source="OUTCOME", from_month=date(2018, 10, 1))
    visits = outcome.follow_ups.count()

    decided(appeals.accept(filed(row), by=by, at=assess.LATER), by)

    assert set_aside(outcome) == ""
    assert not is_fallen(case)
    assert standings.standing(outcome.document, TODAY) == standings.Standing.CURRENT
    assert outcome.follow_ups.count() == visits > 0
    assert not queries.recall_fell(case)


def test_the_next_step_opens_with_the_answer(effect, by):
    row = decided(appeals.accept(filed(effect), by=by, at=assess.LATER), by, "MAINTAINED")
    assert against_pay(effect.case) == []

    appeals.tell(row, told_on=TODAY, by=by, at=assess.LATER)

    assert against_pay(effect.case) == [("APPEAL", add_calendar_days(TODAY, 15))]


def test_ap_03_one_step_at_a_time_and_beside_one_against_the_recall(effect):
    filed(effect)

    with pytest.raises(RegulationBroken, match="AP-03"):
        filed(effect)
    told = {"remedy": "OBJECTION", "pay": None, "late_reason": "在外地抢险，当时不能提出"}
    assert filed(effect, **told).pay is None


def test_ap_02_late_wants_a_reason(effect):
    at = assess.LATER + timedelta(days=90)

    with pytest.raises(RegulationBroken, match="AP-02"):
        filed(effect, filed_on=legal_day(at), at=at)


def test_ap_08_there_is_no_lighter_outcome_of_a_months_pay(effect, by):
    row = appeals.accept(filed(effect), by=by, at=assess.LATER)

    with pytest.raises(RegulationBroken, match="AP-08"):
        decided(row, by, "CHANGED", new_kind="RETURN")


def test_who_ordered_it_handles_nothing_of_it(world, effect):
    grant(world.admin, Role.APPEAL_HANDLER, world.county)
    row = filed(effect)

    with pytest.raises(NotAllowed, match="参与过"):
        appeals.accept(row, by=world.admin, at=assess.LATER)
    held = Appeal.objects.filter(pk=row.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        held.update(decided_by=world.admin, decided_at=assess.LATER, decision=WHY)


def test_an_effect_that_was_taken_back_opens_nothing(world, effect):
    month = pay_queries.open_month(world.county.pk, TODAY)
    pay.reverse(effect, month=month, reason=WHY, by=world.admin, at=assess.LATER)

    assert against_pay(effect.case) == []


def test_the_person_finds_it_on_the_page_of_remedies_and_files(client, effect):
    client.force_login(effect.case.subject)
    page = reverse("assessment:appeal-file", args=[effect.case_id])
    told = client.get(page).content.decode()
    assert "停发工作性津贴 2018-09" in told
    form = {"step": f"REVIEW-P{effect.pk}", "filed_on": TODAY.isoformat(), "text": PLEA}

    answer = client.post(page, form)

    row = Appeal.objects.get()
    assert answer.status_code == 302
    assert (row.pay, row.outcome) == (effect, None)
    assert "停发工作性津贴 2018-09" in client.get(answer.url).content.decode()
