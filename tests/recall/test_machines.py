"""Every act that the state of a nomination or a case does not offer: refused, nothing changed."""

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.audit.models import Entry, Outcome
from core.dates import legal_day
from core.errors import StateConflict
from core.workflow.engine import lock
from recall.enums import CaseState as C
from recall.enums import Conclusion
from recall.enums import NominationState as S
from recall.models import Case, Nomination
from recall.queries.meetings import digest
from recall.services import cases, leaving, nominations, verifications
from tests import machines
from tests.factories.accounts import holder
from tests.factories.recall import (
    EXEMPT,
    STAGES,
    conclude,
    decide,
    open_case,
    print_notice,
    served_case,
    submitted_nomination,
)
from tests.factories.settlements import settle
from tests.moments import DECIDED_AT, HEARD_AT, NOW, SERVED_AT

pytestmark = pytest.mark.django_db


LEFT = "本人已办理退休手续，县委组织部核准"


def withdrawn():
    row = submitted_nomination()
    return nominations.withdraw(row, by=head(row), at=NOW)


NOMINATIONS = STAGES | {
    S.SENT_BACK: lambda: conclude(submitted_nomination(), Conclusion.SENT_BACK),
    S.REJECTED: lambda: conclude(submitted_nomination(), Conclusion.NOT_MATCHED),
    S.WITHDRAWN: withdrawn,
}


def head(row):
    return holder(Role.UNIT_HEAD, row.unit)


def verifier(row):
    return holder(Role.VERIFIER, row.county)


# Several services make one move: whoever hears the person, for one.
NOMINATION_ACTS = {
    "submit": [lambda n: nominations.submit(n, by=head(n), at=HEARD_AT)],
    "withdraw": [lambda n: nominations.withdraw(n, by=head(n), at=HEARD_AT)],
    "verify": [lambda n: conclude(n)],
    "find_not_matched": [lambda n: conclude(n, Conclusion.NOT_MATCHED)],
    "send_back": [lambda n: conclude(n, Conclusion.SENT_BACK)],
    "settle_matched": [lambda n: settle(n)],
    "settle_not_matched": [lambda n: settle(n, conclusion=Conclusion.NOT_MATCHED)],
    "hear": [
        lambda n: verifications.reply(n, text="我愿意改正。", by=n.subject, at=HEARD_AT),
        lambda n: verifications.waive(n, by=n.subject, at=HEARD_AT),
        lambda n: verifications.lapse(n, by=verifier(n), at=DECIDED_AT),
    ],
    "approve": [lambda n: decide(n)],
    "reject": [lambda n: decide(n, is_approved=False)],
    "end_left": [
        lambda n: leaving.end_nomination(
            n, opinion=LEFT, by=holder(Role.COUNTY_ADMIN, n.county), at=DECIDED_AT
        )
    ],
}


def case_of(*moves):
    """Answer a case that went so far from its serving."""

    def made():
        row = served_case()
        for act in moves:
            CASE_ACTS[act](row)
        return Case.objects.get(pk=row.pk)

    return made


def printed_case():
    row = open_case()
    print_notice(row)
    return Case.objects.get(pk=row.pk)


def serve(row):
    by = holder(Role.COUNTY_ADMIN, row.county)
    told = {"manner": "IN_PERSON", "received_by": "本人", "by": by, "at": SERVED_AT}
    return cases.serve(row, served_on=legal_day(SERVED_AT), **told)


def moved(name, role):
    def act(row):
        return getattr(cases, name)(row, by=holder(role, row.county), at=SERVED_AT)

    return act


def end_left(row):
    by = holder(Role.DECIDER, row.county)
    with transaction.atomic():
        leaving.end_case(lock(row), opinion=LEFT, by=by, at=SERVED_AT)


CASE_ACTS = {
    "serve": serve,
    "start_training": moved("start_training", Role.CLASS_MANAGER),
    "start_practice": moved("start_practice", Role.CLASS_MANAGER),
    "assess": moved("assess", Role.CLASS_MANAGER),
    "settle": moved("settle", Role.DECIDER),
    "track": moved("track", Role.CLASS_MANAGER),
    "close": moved("close", Role.CLASS_MANAGER),
    "end_left": end_left,
    "revoke": moved("revoke", Role.DECIDER),
}
TRAINED = ("start_training", "start_practice", "assess")
CASES = {
    C.OPEN: printed_case,
    C.SERVED: case_of(),
    C.TRAINING: case_of("start_training"),
    C.PRACTICE: case_of("start_training", "start_practice"),
    C.ASSESSED: case_of(*TRAINED),
    C.DECIDED: case_of(*TRAINED, "settle"),
    C.TRACKING: case_of(*TRAINED, "settle", "track"),
    C.CLOSED: case_of(*TRAINED, "settle", "close"),
    C.REVOKED: case_of("revoke"),
}


def test_every_state_and_every_act_is_asked():
    assert (set(NOMINATIONS), set(NOMINATION_ACTS)) == (
        machines.states(Nomination),
        machines.acts(Nomination),
    )
    assert (set(CASES), set(CASE_ACTS)) == (machines.states(Case), machines.acts(Case))


def check_refused(row, *tried):
    """Each way to the act is a conflict, and every stored value is as it was."""
    before = machines.stored()
    for act in tried:
        with pytest.raises(StateConflict):
            act(row)
    assert machines.stored() == before


@pytest.mark.parametrize(("state", "act"), machines.refused(Nomination))
def test_act_that_a_nomination_does_not_offer_is_a_conflict(state, act):
    row = NOMINATIONS[state]()
    assert row.state == state

    check_refused(row, *NOMINATION_ACTS[act])


@pytest.mark.parametrize(("state", "act"), machines.refused(Case))
def test_act_that_a_case_does_not_offer_is_a_conflict(state, act):
    row = CASES[state]()
    assert row.state == state

    check_refused(row, CASE_ACTS[act])


def findings(row, **said):
    results = {f"result_{fact.pk}": "PROVED" for fact in row.facts.all()}
    return {"version": row.version, "opinion": "情况属实"} | EXEMPT | results | said


def meeting(row):
    told = {"meeting": "部务会", "held_on": legal_day(timezone.now()).isoformat()}
    told |= {"due_count": 3, "others": "甲、乙、丙", "version": row.version, "opinion": "已研究"}
    told |= {"content_hash": digest(row)}
    return told | {"agree_count": 3, "disagree_count": 0, "defer_count": 0}


OPINION = {"opinion": "另行研究"}
SETTLE = {"opinion": "按值班记录认定"}
DECIDE = "nomination-decide"
SUBMIT = {"late_reason": "材料补充用时较长"}
# act → whose page (nobody's role: the person's own), its name, what it is called there, the form
PAGES = {
    "submit": [(Role.UNIT_HEAD, "nomination-check", [], lambda n: SUBMIT)],
    "withdraw": [(Role.UNIT_HEAD, "nomination-act", ["withdraw"], lambda n: OPINION)],
    "verify": [
        (Role.VERIFIER, "nomination-verify", [], lambda n: findings(n, conclusion="MATCHED")),
    ],
    "find_not_matched": [
        (Role.VERIFIER, "nomination-verify", [], lambda n: findings(n, conclusion="NOT_MATCHED")),
    ],
    "send_back": [
        (
            Role.VERIFIER,
            "nomination-verify",
            [],
            lambda n: findings(n, conclusion="SENT_BACK", remark_facts="请补充时间"),
        ),
    ],
    "settle_matched": [
        (Role.COUNTY_ADMIN, "nomination-settle", [], lambda n: settling(n, "MATCHED"))
    ],
    "settle_not_matched": [
        (Role.COUNTY_ADMIN, "nomination-settle", [], lambda n: settling(n, "NOT_MATCHED"))
    ],
    "hear": [
        (Role.VERIFIER, "nomination-act", ["waive"], lambda n: {"text": "当面谈话，本人不申辩"}),
        (None, "own-nomination", [], lambda n: {"text": "我愿意改正。"}),
        (None, "own-nomination", [], lambda n: {"act": "waive", "is_sure": "on"}),
        (Role.VERIFIER, "nomination-act", ["lapse"], lambda n: {"text": "期满没有提交"}),
    ],
    "end_left": [(Role.COUNTY_ADMIN, "nomination-act", ["leave"], lambda n: {"opinion": LEFT})],
    "approve": [(Role.DECIDER, DECIDE, [], lambda n: meeting(n) | {"is_approved": "yes"})],
    "reject": [(Role.DECIDER, DECIDE, [], lambda n: meeting(n) | {"is_approved": "no"})],
}
SERVED_ON = {"served_on": legal_day(SERVED_AT).isoformat(), "manner": "IN_PERSON"}
# The other acts of a case have their pages on the floors above: test_case_machine.
CASE_PAGES = {
    "serve": [
        (Role.COUNTY_ADMIN, "case-act", ["serve"], lambda c: SERVED_ON | {"received_by": "本人"})
    ],
    "revoke": [(Role.DECIDER, "case-act", ["revoke"], lambda c: {"opinion": "事实有误"})],
}
# No office reads a draft, and nobody their own nomination before it was verified and told.
UNREAD = {(S.DRAFT, Role.VERIFIER), (S.DRAFT, Role.COUNTY_ADMIN), (S.DRAFT, Role.DECIDER)}
UNREAD |= {(state, None) for state in (S.DRAFT, S.SUBMITTED, S.SENT_BACK, S.WITHDRAWN)}


def settling(row, conclusion):
    return {"version": row.version, "conclusion": conclusion} | SETTLE


def with_page(model, pages):
    """Answer the refused pairs whose act has a page of its own."""
    return [one for one in machines.refused(model) if one.values[1] in pages]


def check_answers(client, row, pages):
    """Each page of the act answers a conflict, or that there is no such page for this reader."""
    before = machines.stored()
    for role, name, words, form in pages:
        user = row.subject
        if role:
            user = holder(role, row.unit if role == Role.UNIT_HEAD else row.county)
        client.force_login(user)
        denied = set(Entry.objects.filter(outcome=Outcome.DENIED).values_list("pk", flat=True))

        answer = client.post(reverse(f"recall:{name}", args=[row.pk, *words]), form(row))

        status = 404 if (row.state, role) in UNREAD else 409
        assert (name, answer.status_code) == (name, status)
        (entry,) = Entry.objects.filter(outcome=Outcome.DENIED).exclude(pk__in=denied)
        assert (entry.by, entry.detail["status"]) == (user, status)
    assert machines.stored() == before


def test_every_act_of_a_nomination_has_a_page():
    assert set(PAGES) == machines.acts(Nomination)


@pytest.mark.parametrize(("state", "act"), with_page(Nomination, PAGES))
def test_page_of_a_nomination_answers_409(client, state, act):
    check_answers(client, NOMINATIONS[state](), PAGES[act])


@pytest.mark.parametrize(("state", "act"), with_page(Case, CASE_PAGES))
def test_page_of_a_case_answers_409(client, state, act):
    check_answers(client, CASES[state](), CASE_PAGES[act])
