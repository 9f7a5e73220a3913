"""Approve against reject, a meeting's batch against a single decision, and outcomes, at a barrier.

`make rounds ROUNDS=200` plays each pair so often; the usual run plays each pair twice.
"""

import os
import sys
from collections import Counter
from functools import partial

import pytest
from django.utils import timezone

from core.audit import checking, sealing
from tests.factories.recall import open_campaign
from tests.races import deciding

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = int(os.environ.get("RACE_ROUNDS", "2"))
PAIRS = {
    "approve against reject": (deciding.approve_against_reject, 1),
    "batch against approve": (partial(deciding.batch_against_single, is_approved=True), 2),
    "batch against reject": (partial(deciding.batch_against_single, is_approved=False), 2),
    "outcome against outcome": (deciding.outcome_against_outcome, 1),
    "outcome of a meeting against revocation": (
        deciding.outcome_of_a_meeting_against_revocation,
        1,
    ),
}


@pytest.mark.parametrize("pair", PAIRS)
def test_deciders_at_a_barrier_leave_one_decision_and_one_number(pair):
    play, won = PAIRS[pair]
    campaign, before = open_campaign(), deciding.deadlocks()
    total: Counter[str] = Counter()
    for _round in range(ROUNDS):
        total += play(campaign)

    total["deadlocks"] = deciding.deadlocks() - before
    sys.stdout.write(f"\n{pair}, {ROUNDS} rounds: {dict(sorted(total.items()))}\n")
    assert (total["decisions"], total["won"]) == (won * ROUNDS, won * ROUNDS)
    assert (total["wrong"], total["deadlocks"]) == (0, 0)
    assert {name for name in total if name.startswith("status")} <= {"status 302", "status 409"}
    assert deciding.numbers_are_whole()
    sealing.seal_all(at=timezone.now())
    assert checking.first_break() is None
