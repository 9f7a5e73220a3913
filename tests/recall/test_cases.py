from dataclasses import replace

import pytest

from accounts.enums import DUTIES, UNIT_ROLES, Role
from core.documents import rendering
from core.errors import NotAllowed, RegulationBroken, StateConflict
from recall.models import Case, ServiceReceipt
from recall.queries import cases as asked
from recall.queries.reasons import reasons
from recall.services import cases, nominations, notices, verifications
from tests.factories.accounts import grant, holder
from tests.factories.recall import (
    PDF,
    approved_nomination,
    complete_nomination,
    conclude,
    decide,
    findings,
    open_campaign,
    open_case,
    print_notice,
    put_fact,
    served_case,
    told,
)
from tests.moments import DECIDED_AT, HEARD_AT, NOW, SERVED_AT

pytestmark = pytest.mark.django_db


def serve(case, **changes):
    given = {
        "served_on": SERVED_AT.date(),
        "manner": "IN_PERSON",
        "received_by": "张三",
        "by": holder(Role.COUNTY_ADMIN, case.county),
        "at": SERVED_AT,
    }
    return cases.serve(case, **given | changes)


@pytest.fixture
def case():
    case = open_case()
    print_notice(case)
    return Case.objects.get(pk=case.pk)


def test_serve_starts_the_objection_term_and_ends_the_own(case):
    served = serve(case)

    receipt = ServiceReceipt.objects.get()
    assert (served.state, served.due_on) == ("SERVED", None)
    assert receipt.objection_until_on.isoformat() == "2018-06-25"
    assert str(receipt) == f"{case.cadre.name} 2018-05-24"


def test_serve_before_the_notice_is_printed_is_refused():
    with pytest.raises(RegulationBroken, match="RC-21"):
        serve(open_case())


def test_serve_case_without_notice_is_refused(case):
    Case.objects.filter(pk=case.pk).update(notice=None)

    with pytest.raises(RegulationBroken, match="RC-21"):
        serve(case)


@pytest.mark.parametrize("day", [21, 25], ids=["before the decision", "tomorrow"])
def test_serve_on_an_impossible_day_is_refused(case, day):
    with pytest.raises(RegulationBroken, match="RC-22"):
        serve(case, served_on=SERVED_AT.date().replace(day=day))


def test_serve_refusal_to_sign_wants_a_note(case):
    with pytest.raises(RegulationBroken, match="RC-27"):
        serve(case, received_by="")

    assert serve(case, received_by="", note="拒签，王五见证", manner="WITNESSED").receipt


def test_serve_twice_is_a_conflict(case):
    serve(case)

    with pytest.raises(StateConflict):
        serve(case)

    assert ServiceReceipt.objects.count() == 1


def test_serve_by_the_person_concerned_is_refused(case):
    with pytest.raises(NotAllowed):
        serve(case, by=grant(case.subject, Role.COUNTY_ADMIN, case.county))


def test_case_goes_from_class_to_close_and_leaves_a_step_for_each():
    case = served_case()
    manager = holder(Role.CLASS_MANAGER, case.county)
    decider = holder(Role.DECIDER, case.county)

    for act in ("start_training", "start_practice", "assess"):
        getattr(cases, act)(case, by=manager, at=SERVED_AT)
    cases.settle(case, by=decider, at=SERVED_AT)
    cases.track(case, by=manager, at=SERVED_AT)
    case = cases.close(case, by=manager, at=SERVED_AT)

    assert (case.state, case.closed_by, case.closed_at) == ("CLOSED", manager, SERVED_AT)
    assert list(case.steps.order_by("pk").values_list("before", "after")) == [
        ("OPEN", "SERVED"),
        ("SERVED", "TRAINING"),
        ("TRAINING", "PRACTICE"),
        ("PRACTICE", "ASSESSED"),
        ("ASSESSED", "DECIDED"),
        ("DECIDED", "TRACKING"),
        ("TRACKING", "CLOSED"),
    ]


def test_assess_without_practice_and_close_without_follow_up_are_ways_too():
    case = served_case()
    manager = holder(Role.CLASS_MANAGER, case.county)

    for act in (cases.start_training, cases.assess):
        act(case, by=manager, at=SERVED_AT)
    cases.settle(case, by=holder(Role.DECIDER, case.county), at=SERVED_AT)

    assert cases.close(case, by=manager, at=SERVED_AT).state == "CLOSED"


@pytest.mark.parametrize("act", ["start_practice", "assess", "settle", "track", "close"], ids=str)
def test_act_out_of_its_turn_is_a_conflict(case, act):
    role = Role.DECIDER if act == "settle" else Role.COUNTY_ADMIN

    with pytest.raises(StateConflict):
        getattr(cases, act)(case, by=holder(role, case.county), at=SERVED_AT)


def test_revoke_ends_the_case_and_frees_the_person(case):
    decider = holder(Role.DECIDER, case.county)

    revoked = cases.revoke(case, by=decider, at=SERVED_AT, opinion="事实有误")

    assert (revoked.state, revoked.closed_by) == ("REVOKED", decider)
    assert revoked.steps.get().opinion == "事实有误"


def test_awaiting_training_are_the_served_of_the_campaign():
    campaign = open_campaign()
    case = served_case(campaign)
    served_case()
    open_case(campaign)

    assert list(asked.awaiting_training(campaign)) == [case]


def test_listed_filtered_and_counts_of_cases():
    case, other = served_case(), open_case()
    rows = Case.objects.all()

    assert list(asked.listed(rows)) == [other, case]
    assert asked.counts(rows) == {"OPEN": 1, "SERVED": 1}
    assert list(asked.filtered(rows, q=case.cadre.name)) == [case]
    assert list(asked.filtered(rows, campaign=other.campaign)) == [other]
    assert str(case) == case.cadre.name


COUNTY = (Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER, Role.CLASS_MANAGER)


@pytest.mark.parametrize("role", Role)
def test_visible_to_shows_the_county_or_the_unit_its_cases(role, case):
    open_case()
    is_unit = role in (Role.UNIT_CLERK, Role.UNIT_HEAD)
    place = case.unit if role in UNIT_ROLES else None if role in DUTIES else case.county

    rows = list(Case.objects.visible_to(holder(role, place)))

    assert rows == ([case] if is_unit or role in COUNTY else [])


def test_visible_to_hides_the_own_case_but_of_person_shows_it(case):
    subject = grant(case.subject, Role.COUNTY_ADMIN, case.county)

    assert not Case.objects.visible_to(subject).exists()
    assert list(Case.objects.of_person(subject)) == [case]
    assert not Case.objects.of_person(case.opened_by).exists()


def test_notice_tells_only_what_was_found_and_prints_the_last_day():
    nomination = complete_nomination()
    unproved = put_fact(nomination, text="未能查实的事")
    by = nomination.drafted_by
    nominations.attach(nomination, fact=unproved, content=PDF, title="b.pdf", by=by, at=NOW)
    head = holder(Role.UNIT_HEAD, nomination.unit)
    nominations.submit(nomination, by=head, at=NOW)
    found = findings(nomination) | {unproved.pk: ("NOT_PROVED", "")}
    told(conclude(nomination, findings=found))
    verifications.waive(nomination, by=nomination.subject, at=HEARD_AT)

    case = decide(nomination).case

    facts = case.notice.snapshot
    assert [fact["finding"] for fact in facts["facts"]] == ["属实"]
    assert [(row["code"], row["ground"]) for row in facts["facts"]] == [("SQ18-01", "工作不在状态")]
    assert facts["remedy"]["last_day"] == "2018年6月25日"
    assert facts["decision"]["present"] == 3
    assert facts["legal_profile_note"] == ""
    assert nomination.cadre.name in rendering.html(case.notice)


def test_notice_of_a_replayed_campaign_says_so():
    case = approved_nomination(open_campaign(legal_profile="as_practised")).case

    assert "复盘" in case.notice.snapshot["legal_profile_note"]


def test_notice_without_verification_names_no_fact(case):
    row = replace(reasons(case.nomination_id), verifications=[])

    assert notices.snapshot(row, on=DECIDED_AT.date())["facts"] == []
