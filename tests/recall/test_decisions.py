import pytest

from accounts.enums import Role
from core.documents.models import Document
from core.errors import NotAllowed, RegulationBroken, StateConflict
from core.jobs.models import Job
from recall.models import Case, Decision
from recall.services import decisions, verifications
from tests.factories.accounts import grant, holder
from tests.factories.recall import (
    conclude,
    decide,
    heard_nomination,
    open_campaign,
    submitted_nomination,
    told,
)
from tests.moments import DECIDED_AT, NOW, TOMORROW

pytestmark = pytest.mark.django_db


@pytest.fixture
def nomination():
    return heard_nomination()


@pytest.fixture
def decider(nomination):
    return holder(Role.DECIDER, nomination.county)


def test_decide_recall_opens_the_case_and_asks_for_the_notice(nomination, decider):
    approved = decide(nomination, by=decider)

    assert (approved.state, approved.decided_by, approved.due_on) == ("APPROVED", decider, None)
    case = Case.objects.get()
    assert (case.nomination, case.state, case.opened_by) == (nomination, "OPEN", decider)
    assert case.due_on.isoformat() == "2018-05-25"
    assert (case.notice.state, case.notice.number) == ("PENDING", 1)
    asked = {case.notice_id, nomination.sheet.document_id, nomination.allegation.document_id}
    assert {job.payload["document_id"] for job in Job.objects.all()} == asked
    decision = Decision.objects.get()
    assert str(decision) == "部务会 2018-05-22"
    assert [str(member) for member in decision.members.order_by("pk")][2:] == ["王某"]


def test_decide_no_recall_opens_nothing(nomination):
    rejected = decide(nomination, is_approved=False)

    assert rejected.state == "REJECTED"
    assert Case.objects.count() == 0
    assert {row.kind for row in Document.objects.all()} == {"allegation", "reasons"}


@pytest.mark.parametrize(
    ("changes", "number"),
    [
        ({"due_count": 5}, "RC-11"),
        ({"due_count": 2}, "RC-32"),
        ({"agree_count": 1, "disagree_count": 2}, "RC-11"),
        ({"held_on": TOMORROW}, "RC-18"),
        ({"agree_count": 2}, "RC-19"),
        ({"held_on": DECIDED_AT.date().replace(day=23)}, "RC-28"),
    ],
    ids=["no quorum", "too many", "no majority", "before the hearing", "votes", "tomorrow"],
)
def test_decide_against_the_rules_of_the_meeting_is_refused(nomination, changes, number):
    with pytest.raises(RegulationBroken, match=number):
        decide(nomination, **changes)

    assert not Decision.objects.exists()


def test_decide_no_recall_needs_a_quorum_but_no_majority(nomination):
    votes = {"agree_count": 1, "disagree_count": 1, "defer_count": 1}

    assert decide(nomination, is_approved=False, **votes).state == "REJECTED"


def test_decide_no_recall_against_the_votes_is_refused(nomination):
    votes = {"agree_count": 2, "disagree_count": 1, "defer_count": 0}

    with pytest.raises(RegulationBroken, match="RC-33"):
        decide(nomination, is_approved=False, **votes)


@pytest.mark.parametrize("hand", ["drafted_by", "submitted_by", "verified_by", "subject"])
def test_decide_with_an_interested_member_is_refused(nomination, decider, hand):
    members = [decider, getattr(nomination, hand)]

    with pytest.raises(RegulationBroken, match="RC-20"):
        decide(nomination, by=decider, members=members)


def test_decide_with_the_first_of_two_verifiers_is_refused():
    nomination = submitted_nomination(open_campaign(verifiers_needed=2))
    first = holder(Role.VERIFIER, nomination.county)
    conclude(nomination, by=first)
    nomination = heard(told(conclude(nomination)))
    decider = holder(Role.DECIDER, nomination.county)

    with pytest.raises(RegulationBroken, match="RC-20"):
        decide(nomination, by=decider, members=[decider, first])


def heard(nomination):
    verifications.waive(nomination, by=nomination.subject, at=DECIDED_AT)
    return nomination


def test_decide_with_a_recused_member_is_refused(nomination, decider):
    friend = holder(Role.DECIDER, nomination.county)
    decisions.recuse(nomination, user=friend, reason="同学", by=friend, at=NOW)

    with pytest.raises(RegulationBroken, match="RC-20"):
        decide(nomination, by=decider, members=[decider, friend])


def test_decide_by_a_recused_decider_is_refused(nomination, decider):
    decisions.recuse(nomination, user=decider, reason="同学", by=decider, at=NOW)

    with pytest.raises(NotAllowed, match="已登记回避"):
        decide(nomination, by=decider)


def test_decide_by_the_verifier_is_refused(nomination):
    with pytest.raises(NotAllowed, match="核实人不得决定"):
        decide(nomination, by=grant(nomination.verified_by, Role.DECIDER, nomination.county))


def test_decide_twice_is_a_conflict_that_names_the_state(nomination):
    decide(nomination)

    with pytest.raises(StateConflict, match="当前状态为“决定召回”，不能登记决定"):
        decide(nomination)

    assert Case.objects.count() == 1


def test_decide_on_other_content_than_was_read_is_a_conflict(nomination):
    with pytest.raises(StateConflict, match="有改动"):
        decide(nomination, version=nomination.version - 1)

    assert decide(nomination, version=nomination.version).state == "APPROVED"


def test_recuse_twice_stays_one_row(nomination, decider):
    given = {"user": decider, "by": decider, "at": NOW}

    first = decisions.recuse(nomination, reason="亲属", **given)

    assert decisions.recuse(nomination, reason="同学", **given) == first
    assert str(first) == "亲属"


def test_recuse_by_the_unit_is_refused(nomination, decider):
    with pytest.raises(NotAllowed):
        decisions.recuse(nomination, user=decider, reason="x", by=nomination.submitted_by, at=NOW)
