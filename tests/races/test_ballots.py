"""One code voted with by eight at once, and the end of a vote beside the last ballot."""

from functools import partial

import pytest

from evidence.models import Ballot, PollToken, UrnBallot
from evidence.services import counting, polls, voting
from tests.factories import polls as make
from tests.moments import NOW
from tests.races.starting import kinds, race

pytestmark = pytest.mark.django_db(transaction=True)
MARKS = {"1": "A", "2": "B", "3": "D"}


def test_one_code_used_by_eight_at_once_is_one_ballot():
    poll = make.opened_poll()
    code = make.codes(poll)["同事"][0]

    answers = race([partial(voting.cast, code, marks=MARKS, moment=NOW) for _n in range(8)])

    assert kinds(answers) == {"Poll": 1, "RegulationBroken": 7}
    assert (UrnBallot.objects.count(), PollToken.objects.count()) == (1, 9)


def test_ballots_beside_the_close_are_all_counted_or_refused():
    poll = make.opened_poll(each=8)
    slips = make.codes(poll)
    codes = slips["同事"][4:]
    for code in [*slips["同事"][:4], *slips["服务对象"]]:
        voting.cast(code, marks=MARKS, moment=NOW)
    given = {"by": poll.planned_by, "at": make.AFTER}

    answers = race(
        [partial(voting.cast, code, marks=MARKS, moment=NOW) for code in codes]
        + [partial(polls.close, poll, **given)]
    )
    counting.count(poll, **given)

    refused = kinds(answers).get("RegulationBroken", 0)
    assert Ballot.objects.count() == 16 - refused
    assert PollToken.objects.count() == refused


def test_two_draws_of_one_voter_give_one_code():
    poll = make.filled_poll()
    voter = make.voter_with_account(poll, poll.groups.first())
    polls.open_(poll, by=poll.planned_by, at=NOW)

    answers = race([partial(voting.draw, poll, by=voter.user, at=NOW) for _n in range(4)])

    assert kinds(answers) == {"Drawn": 1, "RegulationBroken": 3}
    assert PollToken.objects.filter(is_keyed=True).count() == 1
