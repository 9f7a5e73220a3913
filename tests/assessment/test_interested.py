"""Outcome, activation and revocation take no interested hand: refused, on record, nothing changed.

The rule is the recall decision's own: see tests/recall/test_ties.py and test_refused_decisions.py.
"""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from assessment.models import Observation, Outcome
from assessment.queries.reading import digest
from assessment.services import observations, outcomes
from cadres.models import Kinship
from core import dates
from core.audit.models import Entry
from core.errors import NotAllowed
from recall.enums import CaseState
from recall.models import Case, Nomination, Verification
from recall.services import cases, decisions
from tests.factories import assessment as assess
from tests.factories import training
from tests.factories.accounts import UserFactory, grant, holder
from tests.factories.cadres import CadreFactory
from tests.factories.observations import decided, proposed, suspended
from tests.moments import NOW


def kin(case, user):
    """The decider is an in-law of the person."""
    relative = CadreFactory(user=user)
    told = {"kind": "IN_LAW", "declared_by": UserFactory(), "declared_at": NOW}
    Kinship.objects.create(cadre=relative, relative=case.cadre, **told)


def colleague(case, user):
    CadreFactory(user=user, unit=case.unit)


def recused(case, user):
    decisions.recuse(case.nomination, user=user, reason="同学", by=user, at=NOW)


def verifier(case, user):
    told = {"submission": 1, "conclusion": "MATCHED", "opinion": "属实", "by": user, "at": NOW}
    Verification.objects.create(nomination=case.nomination, **told)


def settler(case, user):
    told = {"verified_by": user, "verified_at": NOW}
    Nomination.objects.filter(pk=case.nomination_id).update(**told)


def nominator(case, user):
    told = {"submitted_by": user, "submitted_at": NOW}
    Nomination.objects.filter(pk=case.nomination_id).update(**told)


WAYS = [
    (kin, "应当回避"),
    (colleague, "应当回避"),
    (recused, "已登记回避"),
    (verifier, "核实人不得决定同一件"),
    (settler, "核实人不得决定同一件"),
    (nominator, "提名人不得"),
]
ways = pytest.mark.parametrize(("tie", "said"), WAYS, ids=[way.__name__ for way, _said in WAYS])


def fresh(case):
    """Answer the case as the next request reads it."""
    return Case.objects.get(pk=case.pk)


def send(client, user, route, *args, **data):
    client.force_login(user)
    return client.post(reverse(route, args=args), data)


def noted(user, name, pk):
    """One entry says who was refused what."""
    entry = Entry.objects.get(act="denied")
    assert (entry.by, entry.row_kind, entry.row_id) == (user, name, pk)
    assert entry.detail == {"method": "POST", "status": 403}


def meeting(**more):
    held_on = dates.legal_day(timezone.now()).isoformat()
    counts = {"due_count": 5, "agree_count": 5, "disagree_count": 0, "defer_count": 0}
    return {"meeting": "部务会", "approver": "COUNTY", "held_on": held_on, **counts, **more}


@ways
def test_outcome_by_an_interested_hand_is_refused_and_audited(client, world, tie, said):
    case = assess.concluded(world).case
    tie(case, world.decider)
    form = meeting(kind="RETURN", conditions_RETURN=["fit_again"], reason="能够胜任原岗位")
    form |= {"content_hash": digest(case), "others": "赵某、钱某、孙某、李某、周某"}

    answer = send(client, world.decider, "assessment:outcome-decide", case.pk, **form)

    assert answer.status_code == 403
    assert not Outcome.objects.exists()
    assert fresh(case).state == CaseState.ASSESSED
    noted(world.decider, "assessment:outcome-decide", case.pk)
    with pytest.raises(NotAllowed, match=said):
        assess.decide(world, fresh(case))


def test_outcome_by_kin_is_refused_though_the_page_was_open_before(client, world):
    case = assess.concluded(world).case
    client.force_login(world.decider)
    page = client.get(reverse("assessment:outcome-decide", args=[case.pk]))
    assert page.context["refusal"] == ""

    kin(case, world.decider)

    with pytest.raises(NotAllowed, match="应当回避"):
        assess.decide(world, fresh(case))


def test_the_page_tells_an_interested_decider_why_instead_of_the_form(client, world):
    case = assess.concluded(world).case
    kin(case, world.decider)
    client.force_login(world.decider)

    page = client.get(reverse("assessment:outcome-decide", args=[case.pk]))

    assert "应当回避" in page.context["refusal"]
    assert page.context["archive"] == []


def test_another_decider_without_interest_decides(world):
    case = assess.concluded(world).case
    kin(case, world.decider)
    other = holder(Role.DECIDER, world.county)

    assert assess.decide(world, fresh(case), by=other).decided_by == other


def test_ones_own_outcome_stays_refused(world):
    case = assess.concluded(world).case
    subject = grant(case.subject, Role.DECIDER, world.county)

    with pytest.raises(NotAllowed, match="涉及本人"):
        assess.decide(world, fresh(case), by=subject)


@ways
def test_activation_by_an_interested_hand_is_refused_and_audited(client, world, tie, said):
    row = proposed(world, suspended(world))
    other = holder(Role.DECIDER, world.county)
    tie(row.outcome.case, other)

    form = meeting(name="部务会")
    answer = send(client, other, "assessment:observation-act", row.pk, "decide", **form)

    assert answer.status_code == 403
    noted(other, "assessment:observation-act", row.pk)
    row = Observation.objects.get(pk=row.pk)
    assert row.activated_at is None
    with pytest.raises(NotAllowed, match=said):
        decided(world, row, by=other)


@ways
def test_recall_is_not_revoked_by_an_interested_hand(client, world, tie, said):
    case = training.case(world.campaign, world.unit)
    tie(case, world.decider)

    answer = send(client, world.decider, "recall:case-act", case.pk, "revoke", opinion="有误")

    assert answer.status_code == 403
    assert fresh(case).state == CaseState.SERVED
    noted(world.decider, "recall:case-act", case.pk)
    with pytest.raises(NotAllowed, match=said):
        cases.revoke(fresh(case), by=world.decider, at=assess.LATER, opinion="事实有误")


@ways
def test_database_refuses_an_outcome_and_an_activation_by_an_interested_hand(
    world, monkeypatch, tie, said
):
    row = proposed(world, suspended(world))
    case = assess.concluded(world).case
    tie(case, world.decider)
    other = holder(Role.DECIDER, world.county)
    tie(row.outcome.case, other)
    monkeypatch.setattr(outcomes.permissions.decide_outcome, "judge", lambda *_row: None)
    monkeypatch.setattr(outcomes.cases, "settle", lambda case, **_who: case)
    monkeypatch.setattr(observations.permissions.activate_outcome, "judge", lambda *_row: None)

    with pytest.raises(DatabaseError, match="interested hand"), transaction.atomic():
        assess.decide(world, fresh(case))
    with pytest.raises(DatabaseError, match="interested hand"), transaction.atomic():
        decided(world, Observation.objects.get(pk=row.pk), by=other)
