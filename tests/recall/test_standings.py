"""What becomes of papers of nominations and cases when something else is decided."""

from types import SimpleNamespace

import pytest

from accounts.enums import Role
from assessment.services import appeals
from core.documents.standings import Standing, label, standing
from recall.models import Case, Nomination
from recall.services import cases, reasons
from tests.factories import appeals as plead
from tests.factories import assessment as assess
from tests.factories import training as make
from tests.factories.accounts import UserFactory
from tests.factories.recall import (
    SERVED_AT,
    approved_nomination,
    decide,
    heard_nomination,
    holder,
    open_case,
)
from tests.moments import TODAY

KINDS = (
    "recall_notice",
    "allegation",
    "reasons",
    "clearing_letter",
    "return_notice",
    "outcome_decision",
    "appeal_receipt",
    "label_over",
)


@pytest.fixture
def case(db):
    return open_case()


@pytest.fixture
def world(db):
    return make.world()


def told_of(document, on=TODAY):
    return standing(document, on)


def papers(case: Case) -> SimpleNamespace:
    nomination = Nomination.objects.get(pk=case.nomination_id)
    return SimpleNamespace(
        notice=case.notice,
        alleged=nomination.allegation.document,
        reasons=nomination.sheets.newest().document,
    )


def test_every_kind_that_bears_a_number_has_a_name():
    assert [kind for kind in KINDS if str(label(kind)) == "公文"] == []


def test_a_decision_takes_the_place_of_what_was_alleged(case):
    found = papers(case)

    assert told_of(found.notice) == Standing.CURRENT
    assert told_of(found.reasons) == Standing.CURRENT
    assert told_of(found.alleged) == Standing.SUPERSEDED


def test_what_is_alleged_holds_until_it_is_decided(db):
    nomination = heard_nomination()

    assert told_of(nomination.allegation.document) == Standing.CURRENT


def test_a_nomination_that_fails_takes_its_allegation_with_it_and_leaves_its_reasons(db):
    nomination = decide(heard_nomination(), is_approved=False)

    assert told_of(nomination.allegation.document) == Standing.WITHDRAWN
    assert told_of(nomination.sheets.newest().document) == Standing.CURRENT


def test_a_revoked_case_withdraws_all_its_papers(case):
    by = holder(Role.DECIDER, case.county)

    cases.revoke(case, by=by, at=SERVED_AT, opinion="事实有误")

    found = papers(Case.objects.get(pk=case.pk))
    assert {told_of(one) for one in vars(found).values()} == {Standing.WITHDRAWN}


def test_a_later_edition_of_the_reasons_supersedes_the_one_before(case):
    first = case.nomination.sheets.get()
    later = reasons.make(case.nomination, by=case.opened_by, at=SERVED_AT)

    assert told_of(first.document) == Standing.SUPERSEDED
    assert told_of(later.document) == Standing.CURRENT


def test_a_notice_that_its_case_no_longer_has_is_superseded(case):
    other = approved_nomination()
    Case.objects.filter(pk=case.pk).update(notice=None)

    assert told_of(case.notice) == Standing.SUPERSEDED
    assert told_of(other.case.notice) == Standing.CURRENT


@pytest.mark.parametrize(
    ("result", "stands"),
    [("MAINTAINED", Standing.CURRENT), ("UPHELD", Standing.WITHDRAWN)],
)
def test_an_appeal_is_told_of_while_it_runs_and_by_its_result(world, result, stands):
    outcome = plead.removed(world, subject=UserFactory())
    by = plead.handler(world)
    assert told_of(outcome.document) == Standing.CURRENT

    row = plead.accepted(outcome, by)
    assert told_of(outcome.document) == Standing.APPEALED
    assert told_of(row.receipt) == Standing.CURRENT

    row = plead.decided(row, by, result)
    assert told_of(outcome.document) == stands
    assert told_of(row.receipt) == Standing.SUPERSEDED


def test_a_changed_outcome_is_superseded(world):
    outcome = plead.removed(world, subject=UserFactory())
    by = plead.handler(world)

    plead.decided(plead.accepted(outcome, by), by, "CHANGED", new_kind="TRANSFER")

    assert told_of(outcome.document) == Standing.SUPERSEDED


def test_a_withdrawn_appeal_leaves_the_outcome_as_it_was(world):
    outcome = plead.removed(world, subject=UserFactory())
    row = plead.filed(outcome)
    assert told_of(outcome.document) == Standing.APPEALED

    appeals.withdraw(row, by=outcome.case.subject, at=assess.LATER)

    assert told_of(outcome.document) == Standing.CURRENT
