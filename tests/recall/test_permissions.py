"""Who may act: every rule against every role, in the own place and elsewhere."""

import pytest

from accounts.enums import COUNTY_ROLES, DUTIES, Role
from evidence.models import Signal
from recall import permissions as p
from recall.enums import Conclusion
from recall.models import Campaign, Case, ClearingSignal, Clock, Meeting, Rehabilitation
from recall.services import decisions
from tests.factories.accounts import UserFactory, grant, holder
from tests.factories.recall import (
    conclude,
    heard_nomination,
    open_campaign,
    open_case,
    submitted_nomination,
)
from tests.factories.units import CountyFactory, UnitFactory
from tests.moments import NOW

pytestmark = pytest.mark.django_db

ADMIN, CLERK, HEAD = Role.COUNTY_ADMIN, Role.UNIT_CLERK, Role.UNIT_HEAD
SECRETARY = Role.DECISION_SECRETARY
VERIFIER, DECIDER, MANAGER = Role.VERIFIER, Role.DECIDER, Role.CLASS_MANAGER
TABLE = [
    (p.launch_campaign, {ADMIN}),
    (p.close_campaign, {ADMIN}),
    (p.record_measure, {ADMIN}),
    (p.draft_nomination, {CLERK, HEAD}),
    (p.submit_nomination, {HEAD}),
    (p.withdraw_nomination, {HEAD}),
    (p.sign_zero_report, {HEAD}),
    (p.verify_nomination, {VERIFIER}),
    (p.confirm_fact, {ADMIN}),
    (p.admit_late, {ADMIN}),
    (p.settle_verification, {ADMIN}),
    (p.hear_nomination, {VERIFIER}),
    (p.decide_nomination, {DECIDER}),
    (p.declare_recusal, {ADMIN, VERIFIER, DECIDER}),
    (p.end_nomination, {ADMIN}),
    (p.serve_notice, {ADMIN, VERIFIER}),
    (p.keep_clock, {ADMIN, VERIFIER}),
    (p.prepare_hearing, {ADMIN, VERIFIER}),
    (p.ask_for_talk, set()),  # the person alone
    (p.issue_reasons, {ADMIN, VERIFIER, DECIDER}),
    (p.acknowledge_reasons, set()),  # the person alone
    (p.clear_name, {ADMIN}),
    (p.answer_signal, {ADMIN, CLERK, HEAD}),
    (p.run_case, {ADMIN, MANAGER}),
    (p.settle_case, {DECIDER}),
    (p.run_meeting, {DECIDER}),
    (p.keep_meeting, {DECIDER, SECRETARY}),
    (p.enter_votes, {DECIDER, SECRETARY}),
]
EVERYWHERE = {p.keep_calendar, p.confirm_calendar}  # one calendar for all counties
OF_A_UNIT = {p.confirm_evasion, p.withdraw_evasion}  # tests/recall/test_evasions.py
OF_SUBJECT = [
    p.draft_nomination,
    p.submit_nomination,
    p.withdraw_nomination,
    p.verify_nomination,
    p.decide_nomination,
    p.end_nomination,
    p.admit_late,
    p.enter_votes,
    p.answer_signal,
    p.prepare_hearing,
    p.serve_notice,
    p.run_case,
    p.settle_case,
]


def row_of(rule, case):
    """Answer the row that a rule judges."""
    if rule in (p.launch_campaign, p.close_campaign, p.record_measure, p.run_meeting):
        return Campaign.objects.get(pk=case.campaign_id)
    if rule is p.answer_signal:
        signal = Signal(county=case.county, unit=case.unit)
        return ClearingSignal(
            rehabilitation=Rehabilitation(nomination=case.nomination), signal=signal
        )
    if rule is p.keep_clock:
        return Clock.objects.filter(nomination=case.nomination).order_by("pk").first()
    if rule is p.keep_meeting:
        return Meeting(county=case.county)
    if rule in (p.serve_notice, p.run_case, p.settle_case):
        return case
    return case.unit if rule is p.sign_zero_report else case.nomination


def place_of(role, unit):
    return unit.county if role in COUNTY_ROLES else unit


@pytest.fixture
def case():
    return open_case()


@pytest.mark.parametrize(("rule", "roles"), TABLE, ids=lambda x: getattr(x, "__name__", ""))
def test_rule_lets_its_roles_act_in_their_own_place_only(rule, roles, case):
    row = row_of(rule, case)
    neighbour = UnitFactory(county=case.county)

    own = {x for x in Role if rule.allows(holder(x, place_of(x, case.unit)), row)}
    foreign = {x for x in Role if rule.allows(holder(x, place_of(x, UnitFactory())), row)}
    beside = {x for x in Role if x not in COUNTY_ROLES and rule.allows(holder(x, neighbour), row)}

    assert (own, foreign, beside) == (roles, set(), set())
    assert not rule.allows(UserFactory(), row)


@pytest.mark.parametrize("rule", OF_SUBJECT, ids=lambda rule: rule.__name__)
def test_rule_keeps_the_person_concerned_out_whatever_the_role(rule, case):
    for role in set(Role) - set(DUTIES):  # a duty excludes every other role
        grant(case.subject, role, place_of(role, case.unit))

    assert rule.refusal(case.subject, row_of(rule, case)) == "不得经办涉及本人的事项。"


def test_every_rule_of_the_room_stands_in_the_table():
    rules = {rule for rule in vars(p).values() if isinstance(rule, p.Rule)}

    assert {rule for rule, _roles in TABLE} == rules - EVERYWHERE - OF_A_UNIT


def test_hear_lets_the_person_concerned_reply():
    nomination = conclude(submitted_nomination())

    assert p.hear_nomination.allows(nomination.subject, nomination)


@pytest.mark.parametrize("rule", [p.verify_nomination, p.decide_nomination, p.hear_nomination])
@pytest.mark.parametrize("hand", ["drafted_by", "submitted_by"])
def test_nominator_may_not_judge_the_own_nomination(rule, hand):
    nomination = submitted_nomination()
    user = getattr(nomination, hand)
    grant(grant(user, VERIFIER, nomination.county), DECIDER, nomination.county)

    assert rule.refusal(user, nomination) == "提名人不得核实或决定自己的提名。"


@pytest.mark.parametrize("rule", [p.verify_nomination, p.decide_nomination, p.hear_nomination])
def test_recused_person_may_not_judge(rule):
    nomination = submitted_nomination()
    user = grant(holder(VERIFIER, nomination.county), DECIDER, nomination.county)
    decisions.recuse(nomination, user=user, reason="亲属", by=user, at=NOW)

    assert rule.refusal(user, nomination) == "已登记回避，不得经办此件。"


def test_verifier_may_not_decide_the_same_nomination():
    nomination = heard_nomination()
    user = grant(nomination.verified_by, DECIDER, nomination.county)

    assert p.decide_nomination.refusal(user, nomination) == "核实人不得决定同一件。"


def test_first_of_two_verifiers_may_not_decide_either():
    nomination = submitted_nomination(open_campaign(verifiers_needed=2))
    first = grant(holder(VERIFIER, nomination.county), DECIDER, nomination.county)
    conclude(nomination, by=first)
    nomination = conclude(nomination)
    assert nomination.verified_by != first

    assert p.decide_nomination.refusal(first, nomination) == "核实人不得决定同一件。"


def test_verifier_of_an_earlier_submission_may_not_decide():
    nomination = submitted_nomination()
    first = grant(holder(VERIFIER, nomination.county), DECIDER, nomination.county)
    nomination = conclude(nomination, Conclusion.SENT_BACK, by=first, findings={})

    assert not p.decide_nomination.allows(first, nomination)


def test_subject_without_account_does_not_lock_out_anybody(case):
    Case.objects.filter(pk=case.pk).update(subject=None)
    case = Case.objects.get(pk=case.pk)

    assert p.run_case.allows(holder(ADMIN, case.county), case)
    assert not p.run_case.allows(holder(ADMIN, CountyFactory()), case)
