"""Any acts, by anybody, in any order: the nomination never leaves its machine."""

from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from accounts.enums import Role
from core.audit import checking, sealing
from core.audit.models import Entry
from core.errors import DomainError
from recall import regulations
from recall.enums import Conclusion
from recall.enums import NominationState as S
from recall.models import Case, Decision, Nomination, Statement
from recall.services import decisions, lateness, nominations, verifications
from tests.factories.accounts import holder
from tests.factories.recall import complete_nomination, conclude, decide, open_campaign
from tests.moments import NOW

pytestmark = pytest.mark.django_db

TWO_THIRDS, HALF = Fraction(2, 3), Fraction(1, 2)
LATER = NOW + timedelta(days=60)
MOVES = {
    "submit": ({S.DRAFT, S.SENT_BACK}, S.SUBMITTED),
    "withdraw": ({S.DRAFT, S.SUBMITTED, S.SENT_BACK}, S.WITHDRAWN),
    "verify": ({S.SUBMITTED}, S.VERIFIED),
    "find_not_matched": ({S.SUBMITTED}, S.REJECTED),
    "send_back": ({S.SUBMITTED}, S.SENT_BACK),
    "settle_matched": ({S.SUBMITTED}, S.VERIFIED),
    "settle_not_matched": ({S.SUBMITTED}, S.REJECTED),
    "hear": ({S.VERIFIED}, S.HEARD),
    "approve": ({S.HEARD}, S.APPROVED),
    "reject": ({S.HEARD}, S.REJECTED),
    "end_left": ({S.SUBMITTED, S.SENT_BACK, S.VERIFIED, S.HEARD}, S.WITHDRAWN),
}
LIKELY = {
    "submit": "head",
    "withdraw": "head",
    "put_fact": "clerk",
    "conclude": "verifier",
    "reply": "subject",
    "waive": "verifier",
    "lapse": "verifier",
    "decide": "decider",
    "recuse": "verifier",
}
PEOPLE = ["clerk", "head", "verifier", "second", "decider", "admin", "subject", "stranger"]
ACTS = {
    "submit": lambda n, by, x: submit_late(n, by, x),
    "withdraw": lambda n, by, _x: nominations.withdraw(n, by=by, at=LATER),
    "put_fact": lambda n, by, _x: put_fact_as(n, by),
    "conclude": lambda n, by, x: conclude(n, list(Conclusion)[x % 3], by=by, at=LATER),
    "reply": lambda n, by, _x: verifications.reply(n, text="改正", by=by, at=LATER),
    "waive": lambda n, by, _x: verifications.waive(n, by=by, at=LATER),
    "lapse": lambda n, by, _x: verifications.lapse(n, by=by, at=LATER + timedelta(days=30)),
    "decide": lambda n, by, x: decide(
        n, is_approved=bool(x % 2), by=by, at=LATER, held_on=LATER.date()
    ),
    "recuse": lambda n, by, _x: decisions.recuse(n, user=by, reason="同学", by=by, at=LATER),
}
steps = st.lists(
    st.tuples(
        st.sampled_from(sorted(ACTS)), st.none() | st.sampled_from(PEOPLE), st.integers(0, 5)
    ),
    min_size=1,
    max_size=12,
)


def submit_late(nomination, by, luck):
    """Send it past the window; mostly it is let in, else its verification is refused."""
    row = nominations.submit(nomination, by=by, at=LATER, late_reason="外出")
    if luck % 3 and row.waits_to_be_let_in:
        admin = holder(Role.COUNTY_ADMIN, row.county)
        lateness.admit(row, why="原因属实，同意受理", by=admin, at=LATER)


def put_fact_as(nomination, by):
    nomination.drafted_by = by
    fact = nomination.facts.first()
    changed = {"ground": fact.ground, "happened_on": fact.happened_on, "text": "补写"}
    return nominations.put_fact(nomination, **changed, fact=fact, by=by, at=LATER)


def people_of(nomination):
    county, unit = nomination.county, nomination.unit
    return {
        "clerk": nomination.drafted_by,
        "head": holder(Role.UNIT_HEAD, unit),
        "verifier": holder(Role.VERIFIER, county),
        "second": holder(Role.VERIFIER, county),
        "decider": holder(Role.DECIDER, county),
        "admin": holder(Role.COUNTY_ADMIN, county),
        "subject": nomination.subject,
        "stranger": holder(Role.VERIFIER, open_campaign().county),
    }


def entries_of(nomination):
    return Entry.objects.filter(row_kind="recall.nomination", row_id=nomination.pk).count()


def moves_of(nomination):
    return list(nomination.steps.order_by("pk").values_list("move", "before", "after", "by"))


@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=steps)
def test_any_acts_by_anybody_keep_the_machine_whole(steps):
    nomination = complete_nomination()
    people = people_of(nomination)
    for act, who, luck in steps:
        row = Nomination.objects.get(pk=nomination.pk)
        before, told, audited = row.state, moves_of(row), entries_of(row)
        try:
            ACTS[act](row, people[who or LIKELY[act]], luck)
        except DomainError:
            assert (moves_of(row), entries_of(row)) == (told, audited)
        check_one_move(before, told, Nomination.objects.get(pk=nomination.pk))

    check_end(Nomination.objects.get(pk=nomination.pk))


def check_one_move(before, told, row):
    """At most one step more; it starts where the row stood and ends where it stands."""
    new = moves_of(row)[len(told) :]
    if row.state == before and not new:
        return
    [(move, source, target, _by)] = new
    sources, end = MOVES[move]
    assert (source, target, target) == (before, row.state, end)
    assert source in sources


def check_end(row):
    """Steps join up, each with its audit entry; hands are different people; side rows fit."""
    told = moves_of(row)
    states = [S.DRAFT, *(after for _move, _before, after, _by in told)]
    assert [before for _move, before, _after, _by in told] == states[:-1]
    acts = Entry.objects.filter(row_kind="recall.nomination", row_id=row.pk, act__in=MOVES)
    assert list(acts.order_by("pk").values_list("act", "by")) == [(m, by) for m, _b, _a, by in told]
    hands = [row.drafted_by_id, row.submitted_by_id, row.verified_by_id, row.decided_by_id]
    assert row.subject_id not in hands
    assert row.verified_by_id is None or row.verified_by_id not in hands[:2]
    assert row.decided_by_id is None or row.decided_by_id not in hands[:3]
    assert Statement.objects.filter(nomination=row).exists() is ("hear" in {m for m, *_ in told})
    assert Decision.objects.filter(nomination=row).exists() is (row.decided_by_id is not None)
    assert Case.objects.filter(nomination=row).exists() is (row.state == S.APPROVED)
    sealing.seal_all(at=NOW)
    assert checking.first_break() is None


@given(due=st.integers(0, 40), present=st.integers(0, 40), agree=st.integers(0, 40))
def test_rc_11_quorum_needs_two_thirds_there_and_more_than_half_of_all(due, present, agree):
    if not regulations.counts_fit.is_kept(due, present, agree):
        return
    expected = due > 0 and Fraction(present, due) >= TWO_THIRDS and Fraction(agree, due) > HALF

    assert regulations.is_quorate.is_kept(due, present, agree) is expected
