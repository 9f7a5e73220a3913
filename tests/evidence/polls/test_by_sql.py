"""Who goes round the services by SQL casts no vote that is not theirs: the database refuses it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from accounts.enums import Role
from evidence.enums import VoteChannel
from evidence.models import PaperSheet, Poll, PollGroup, PollToken, PollVoter, UrnBallot
from evidence.services import counting, polls, voting
from tests.factories import polls as make
from tests.factories.accounts import UserFactory, holder
from tests.moments import NOW

pytestmark = pytest.mark.django_db
MARKS = {"1": "A", "2": "B", "3": "D"}
KEY = "f" * 64


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def put_in(**given):
    """Put a ballot into the urn as the web's role may: one INSERT, no check of ours before."""
    told = {"marks": MARKS, "is_valid": True, "cast_at": NOW, **given}
    UrnBallot(**told).save(force_insert=True)


def drawing_poll():
    """Two of five people with accounts have drawn their code; three have not."""
    poll = make.planned_poll(groups=[("同事", 100)])
    group = poll.groups.get()
    people = [make.voter_with_account(poll, group) for _n in range(5)]
    polls.add_subjects(poll, people=people[:3], by=poll.planned_by, at=NOW)
    for cadre in people:
        cadre.user = UserFactory()
        cadre.save(update_fields=["user"])
    poll.voters.update(channel=VoteChannel.APP)
    poll = polls.open_(poll, by=poll.planned_by, at=NOW)
    codes = [voting.draw(poll, by=cadre.user, at=NOW).code for cadre in people[:2]]
    return poll, codes


def paper_poll():
    poll = make.closed_poll(make.opened_poll(channel=VoteChannel.PAPER))
    return poll, poll.groups.get(name="同事")


def take(rows, limit=1):
    """Write a code of one's own over so many of these tokens."""
    for token in rows[:limit]:
        PollToken.objects.filter(pk=token.pk).update(key=uuid4().hex * 2, is_keyed=True)


def for_one_who_has_not_drawn():
    take(PollToken.objects.filter(group__poll=drawing_poll()[0], is_keyed=False))


def for_one_who_has_drawn():
    take(PollToken.objects.filter(group__poll=drawing_poll()[0], is_keyed=True))


def for_one_who_has_drawn_and_voted():
    poll, codes = drawing_poll()
    voting.cast(codes[0], marks=MARKS, moment=NOW)
    take(PollToken.objects.filter(group__poll=poll, is_keyed=False))


def for_one_who_holds_a_slip():
    poll = make.opened_poll()
    used = make.codes(poll)["同事"][0]
    voting.cast(used, marks=MARKS, moment=NOW)
    take(PollToken.objects.filter(group=poll.groups.get(name="同事")))


def for_one_who_votes_on_paper():
    poll, _group = paper_poll()
    take(PollToken.objects.filter(group__poll=poll))


def with_a_code_voided():
    poll, _codes = drawing_poll()
    PollToken.objects.filter(group__poll=poll, is_keyed=True).update(is_keyed=False)


@pytest.mark.parametrize(
    "act",
    [
        for_one_who_has_not_drawn,
        for_one_who_has_drawn,
        for_one_who_has_drawn_and_voted,
        for_one_who_holds_a_slip,
        for_one_who_votes_on_paper,
        with_a_code_voided,
    ],
    ids=lambda act: act.__name__,
)
def test_nobody_takes_a_code_on_behalf(act):
    assert refused_by(act) == "token_is_taken_by_its_voter"


def refused_by(act):
    """Answer the constraint that refuses an act."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        act()
    return error.value.__cause__.diag.constraint_name


def test_code_that_was_used_is_not_replayed():
    poll = make.opened_poll()
    code = make.codes(poll)["同事"][0]
    voting.cast(code, marks=MARKS, moment=NOW)

    assert refused_by(lambda: put_in(token_key=voting.key_of(code))) == "ballot_burns_a_token"
    again = {"group": poll.groups.first(), "channel": "SLIP", "key": voting.key_of(code)}
    assert refused_by(lambda: PollToken.objects.create(**again)) == "poll_is_fixed_at_opening"


def test_voter_added_after_the_opening_is_outside_the_roll():
    poll = make.opened_poll()
    group = poll.groups.first()
    told = {"poll": poll, "group": group, "name": "外人", "channel": "SLIP"}

    assert refused_by(lambda: PollVoter.objects.create(**told)) == "poll_is_fixed_at_opening"
    assert refused_by(lambda: put_in(token_key=KEY)) == "ballot_burns_a_token"
    assert refused_by(lambda: put_in(group=group, cast_at=None)) == "ballot_burns_a_token"


def test_ballot_in_a_draft_is_before_its_time():
    poll = make.filled_poll()
    token = PollToken(group=poll.groups.first(), channel="SLIP", key=KEY, is_keyed=True)
    token.save()

    assert refused_by(lambda: put_in(token_key=KEY)) == "ballot_in_time"


def test_ballot_is_late_by_the_databases_own_clock_whatever_hour_it_says():
    poll = make.filled_poll()
    length = make.CLOSES_AT - NOW
    code = _opened_so_long_ago(poll, length + timedelta(minutes=6))

    assert refused_by(lambda: put_in(token_key=voting.key_of(code))) == "ballot_in_time"


def test_ballot_within_the_polls_length_is_taken():
    poll = make.filled_poll()
    code = _opened_so_long_ago(poll, make.CLOSES_AT - NOW - timedelta(minutes=1))

    put_in(token_key=voting.key_of(code))

    assert UrnBallot.objects.count() == 1


def _opened_so_long_ago(poll, ago):
    """Open a poll, and set the database's note of it back, which only its owner could."""
    poll = polls.open_(poll, by=poll.planned_by, at=NOW)
    sql("SET session_replication_role = replica")
    Poll.objects.filter(pk=poll.pk).update(seen_open_at=timezone.now() - ago)
    sql("SET session_replication_role = origin")
    return make.codes(poll)["同事"][0]


def test_database_notes_the_opening_by_its_own_clock():
    poll = make.opened_poll()

    noted = Poll.objects.get(pk=poll.pk).seen_open_at

    assert abs(noted - timezone.now()) < timedelta(minutes=1)
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
        Poll.objects.filter(pk=poll.pk).update(seen_open_at=NOW)


def test_vote_goes_by_its_ballot_alone():
    poll = make.opened_poll()
    make.codes(poll)

    def removed():
        sql("DELETE FROM evidence_polltoken WHERE group_id = %s", poll.groups.first().pk)

    assert refused_by(removed) == "token_goes_with_its_ballot"
    assert PollToken.objects.count() == 10


def test_paper_goes_into_the_urn_only_when_two_people_entered_it():
    poll, group = paper_poll()
    paper = {"group": group, "cast_at": None}

    assert refused_by(lambda: put_in(**paper)) == "ballot_paper_is_entered_twice"
    settle(poll, group)
    assert refused_by(lambda: put_in(**paper)) == "ballot_paper_is_entered_twice"
    assert UrnBallot.objects.count() == 1


def settle(poll: Poll, group: PollGroup) -> PaperSheet:
    told = {"group": group, "number": 1, "marks": MARKS, "at": make.AFTER}
    counting.enter_paper(poll, by=poll.planned_by, **told)
    return counting.enter_paper(poll, by=holder(Role.UNIT_HEAD, poll.unit), **told)


def test_settled_sheet_is_not_used_again_nor_made_in_one_stroke():
    poll, group = paper_poll()
    sheet = settle(poll, group)
    two = {"first_by": sheet.first_by, "second_by": sheet.second_by}
    hours = {"first_at": make.AFTER, "second_at": make.AFTER}

    for act in (
        lambda: PaperSheet.objects.filter(pk=sheet.pk).update(is_settled=False),
        lambda: PaperSheet.objects.filter(pk=sheet.pk).delete(),
        lambda: PaperSheet.objects.create(group=group, number=2, is_settled=True, **two, **hours),
    ):
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            act()
