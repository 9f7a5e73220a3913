"""Every act that the state of a step does not offer: refused, nothing changed."""

from datetime import timedelta

import pytest
from django.urls import reverse

from assessment.models import Appeal
from assessment.services import appeals
from core.audit.models import Entry, Outcome
from core.errors import StateConflict
from tests import machines
from tests.factories import assessment as assess
from tests.factories.appeals import WHY, accepted, decided, filed, handler, removed

FAR = assess.LATER + timedelta(days=200)
ACTS = {
    "accept": lambda row, by: appeals.accept(row, by=by, at=FAR),
    "refuse": lambda row, by: appeals.refuse(row, reason=WHY, by=by, at=FAR),
    "maintain": lambda row, by: decided(row, by, "MAINTAINED"),
    "change": lambda row, by: decided(row, by, "CHANGED", new_kind="TRANSFER"),
    "uphold": lambda row, by: decided(row, by, "UPHELD"),
    "withdraw": lambda row, by: appeals.withdraw(row, by=row.case.subject, at=FAR),
}
FROM = {
    "FILED": {"accept", "refuse", "withdraw"},
    "ACCEPTED": {"maintain", "change", "uphold", "withdraw"},
}
MAKE = {
    "FILED": lambda outcome, by: filed(outcome, "APPEAL"),
    "ACCEPTED": lambda outcome, by: accepted(outcome, by, "APPEAL"),
    "NOT_ACCEPTED": lambda outcome, by: ACTS["refuse"](filed(outcome, "APPEAL"), by),
    "MAINTAINED": lambda outcome, by: ACTS["maintain"](accepted(outcome, by, "APPEAL"), by),
    "CHANGED": lambda outcome, by: ACTS["change"](accepted(outcome, by, "APPEAL"), by),
    "UPHELD": lambda outcome, by: ACTS["uphold"](accepted(outcome, by, "APPEAL"), by),
    "WITHDRAWN": lambda outcome, by: ACTS["withdraw"](filed(outcome, "APPEAL"), by),
}
DECIDE = {"decision": WHY, "others": "甲、乙、丙"}
PAGES = {
    "accept": ("accept", {}),
    "refuse": ("refuse", {"reason": WHY}),
    "maintain": ("decide", DECIDE | {"result": "MAINTAINED"}),
    "change": ("decide", DECIDE | {"result": "CHANGED", "new_kind": "TRANSFER"}),
    "uphold": ("decide", DECIDE | {"result": "UPHELD"}),
    "withdraw": ("withdraw", {}),
}


@pytest.fixture
def outcome(world):
    return removed(world)


@pytest.fixture
def by(world):
    return handler(world)


def test_every_state_and_every_act_is_asked():
    assert set(MAKE) == machines.states(Appeal)
    assert set(ACTS) == set(PAGES) == machines.acts(Appeal)
    assert machines.allowed(Appeal) == {(state, act) for state in FROM for act in FROM[state]}


@pytest.mark.parametrize(("state", "act"), sorted(machines.allowed(Appeal)))
def test_act_that_the_state_offers_moves_on(outcome, by, state, act):
    row = MAKE[state](outcome, by)
    assert row.state == state

    assert ACTS[act](row, by).state != state


@pytest.mark.parametrize(("state", "act"), machines.refused(Appeal))
def test_act_that_the_state_does_not_offer_is_a_conflict(outcome, by, state, act):
    row = MAKE[state](outcome, by)
    assert row.state == state
    before = machines.stored()

    with pytest.raises(StateConflict):
        ACTS[act](row, by)

    assert machines.stored() == before


@pytest.mark.parametrize("state", sorted(machines.states(Appeal)))
def test_page_of_an_act_that_the_state_does_not_offer_answers_409(client, outcome, by, state):
    row = MAKE[state](outcome, by)
    client.force_login(by)
    acts = [one.values[1] for one in machines.refused(Appeal) if one.values[0] == state]
    before, denied = machines.stored(), Entry.objects.filter(outcome=Outcome.DENIED, by=by)

    for act in acts:
        name, form = PAGES[act]
        answer = client.post(reverse("assessment:appeal-act", args=[row.pk, name]), form)
        assert (act, answer.status_code) == (act, 409)

    assert machines.stored() == before
    assert [one.detail["status"] for one in denied] == [409] * len(acts)
