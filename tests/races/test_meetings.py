"""Two hands at one meeting: sent twice is kept once, applied twice is applied once."""

from uuid import uuid4

import pytest

from recall.models import Decision, MeetingResult, MeetingVote
from recall.services import decisions, meetings, results
from tests.factories.meetings import closed, item_of, opened, several, vote
from tests.moments import DECIDED_AT
from tests.races.starting import kinds, race

pytestmark = pytest.mark.django_db(transaction=True)
AT = DECIDED_AT


def test_same_form_sent_by_many_at_once_is_kept_once():
    item, key = item_of(opened()), uuid4()

    answers = race([lambda: vote(item, key=key)] * 8)

    assert kinds(answers) == {"MeetingVote": 8}
    assert MeetingVote.objects.count() == 1


def test_many_who_apply_at_once_apply_once():
    row = closed(*several(3))

    answers = race([lambda: results.apply_meeting(row, by=row.keeper, at=AT)] * 8)

    assert kinds(answers) == {"Meeting": 1, "StateConflict": 7}
    assert (Decision.objects.count(), MeetingResult.objects.count()) == (3, 3)


def test_vote_against_close_and_recusal_against_apply_never_hang():
    row = opened(*several(2))
    for position in (1, 2):
        vote(item_of(row, position))
    first = item_of(row)
    race(
        [
            lambda: vote(item_of(row), 4, 1),
            lambda: meetings.close_meeting(row, by=row.keeper, at=AT),
        ]
    )
    member = row.members.exclude(user=row.keeper).get(user__isnull=False).user
    nomination = first.nomination

    answers = race(
        [
            lambda: results.apply_meeting(row, by=row.keeper, at=AT),
            lambda: decisions.recuse(nomination, user=member, reason="同学", by=member, at=AT),
        ]
    )

    assert kinds(answers) == {"Meeting": 1, "Recusal": 1}
    told = MeetingResult.objects.get(item=first)
    assert told.outcome in ("APPLIED", "REFUSED")
    assert MeetingResult.objects.filter(outcome="APPLIED").count() >= 1
