"""Four eyes hold below the code: raw SQL that walks past every service is refused."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts.enums import Role
from recall.enums import Conclusion
from recall.models import Decision, DecisionMember, Verification
from recall.services import decisions
from tests.factories.accounts import UserFactory, holder
from tests.factories.recall import (
    conclude,
    decide,
    heard_nomination,
    open_campaign,
    served_case,
    submitted_nomination,
)
from tests.moments import DECIDED_AT, NOW, VERIFIED_AT

pytestmark = pytest.mark.django_db

HANDS = ["drafted_by", "submitted_by", "verified_by", "subject"]


def write(sql, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def set_hand(nomination, column, user):
    table = "UPDATE recall_nomination SET {0}_id = %s, {1} = %s WHERE id = %s"
    write(table.format(column, column[:-2] + "at"), user.pk, NOW, nomination.pk)


@pytest.mark.parametrize("hand", ["drafted_by", "submitted_by"])
def test_verifier_who_nominated_is_refused(hand):
    nomination = submitted_nomination()

    with pytest.raises(IntegrityError, match="nomination_verifier_not_nominator"):
        set_hand(nomination, "verified_by", getattr(nomination, hand))


@pytest.mark.parametrize("hand", ["drafted_by", "submitted_by", "verified_by"])
def test_decider_who_had_an_earlier_hand_is_refused(hand):
    nomination = heard_nomination()

    with pytest.raises(IntegrityError, match="nomination_decider_not_earlier_hand"):
        set_hand(nomination, "decided_by", getattr(nomination, hand))


@pytest.mark.parametrize("hand", ["drafted_by", "submitted_by", "verified_by", "decided_by"])
def test_subject_in_any_hand_is_refused(hand):
    nomination = submitted_nomination()

    with pytest.raises(IntegrityError, match="nomination_subject_has_no_hand"):
        set_hand(nomination, hand, nomination.subject)


@pytest.mark.parametrize("act", ["drafted", "submitted", "verified", "decided"])
def test_hand_without_its_instant_is_refused(act):
    nomination = heard_nomination()
    sql = f"UPDATE recall_nomination SET {act}_by_id = %s, {act}_at = NULL WHERE id = %s"

    with pytest.raises(IntegrityError, match=r"_by_with_at|null value"):
        write(sql, UserFactory().pk, nomination.pk)


@pytest.mark.parametrize("hand", ["drafted_by", "submitted_by", "subject"])
def test_verification_by_an_interested_hand_is_refused(hand):
    nomination = submitted_nomination()

    with pytest.raises(IntegrityError, match="interested hand"), transaction.atomic():
        verification(nomination, getattr(nomination, hand))


def test_verification_by_a_recused_person_is_refused():
    nomination = submitted_nomination()
    friend = holder(Role.VERIFIER, nomination.county)
    decisions.recuse(nomination, user=friend, reason="同学", by=friend, at=NOW)

    with pytest.raises(IntegrityError, match="interested hand"), transaction.atomic():
        verification(nomination, friend)


def verification(nomination, by):
    return Verification.objects.create(
        nomination=nomination,
        submission=1,
        conclusion=Conclusion.MATCHED,
        opinion="x",
        by=by,
        at=VERIFIED_AT,
    )


def decision(nomination, by):
    return Decision.objects.create(
        nomination=nomination,
        meeting="部务会",
        held_on=DECIDED_AT.date(),
        due_count=1,
        agree_count=1,
        disagree_count=0,
        defer_count=0,
        is_approved=True,
        opinion="x",
        by=by,
        at=DECIDED_AT,
    )


@pytest.mark.parametrize("hand", HANDS)
def test_decision_by_an_interested_hand_is_refused(hand):
    nomination = heard_nomination()

    with pytest.raises(IntegrityError, match="interested hand"), transaction.atomic():
        decision(nomination, getattr(nomination, hand))


def test_decision_by_a_recused_person_is_refused():
    nomination = heard_nomination()
    friend = holder(Role.DECIDER, nomination.county)
    decisions.recuse(nomination, user=friend, reason="同学", by=friend, at=NOW)

    with pytest.raises(IntegrityError, match="interested hand"), transaction.atomic():
        decision(nomination, friend)


def test_decision_by_the_first_of_two_verifiers_is_refused():
    nomination = submitted_nomination(open_campaign(verifiers_needed=2))
    first = holder(Role.VERIFIER, nomination.county)
    conclude(nomination, by=first)
    nomination = conclude(nomination)

    with pytest.raises(IntegrityError, match="interested hand"), transaction.atomic():
        decision(nomination, first)


@pytest.mark.parametrize("hand", HANDS)
def test_member_with_an_interested_hand_is_refused(hand):
    nomination = heard_nomination()
    row = decision(nomination, holder(Role.DECIDER, nomination.county))
    user = getattr(nomination, hand)

    with pytest.raises(IntegrityError, match="interested hand"), transaction.atomic():
        DecisionMember.objects.create(decision=row, user=user, name=user.name)


def test_member_who_is_recused_is_refused_even_by_a_later_change():
    nomination = heard_nomination()
    friend = holder(Role.DECIDER, nomination.county)
    decisions.recuse(nomination, user=friend, reason="同学", by=friend, at=NOW)
    row = decision(nomination, holder(Role.DECIDER, nomination.county))
    member = DecisionMember.objects.create(decision=row, name="王某")

    with pytest.raises(IntegrityError, match="interested hand"):
        write("UPDATE recall_decisionmember SET user_id = %s WHERE id = %s", friend.pk, member.pk)


def test_member_without_account_or_interest_sits():
    nomination = heard_nomination()

    assert decide(nomination).decision.members.count() == 3


RECORDED = [
    "recall_nominationstep",
    "recall_casestep",
    "recall_campaignstep",
    "recall_verification",
    "recall_finding",
    "recall_decision",
    "audit_entry",
]


@pytest.mark.parametrize("table", RECORDED)
@pytest.mark.parametrize(
    "verb", ["UPDATE {} SET id = id", "DELETE FROM {}"], ids=["change", "drop"]
)
def test_recorded_row_is_neither_changed_nor_dropped(table, verb):
    served_case()

    with pytest.raises(DatabaseError, match="Cannot update or delete"):
        write(verb.format(table))
