"""From plan to count: the acts, each regulation, and what the database itself refuses."""

import hashlib
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts.enums import Role
from core.audit.models import Entry
from core.errors import NotAllowed, RegulationBroken, StateConflict
from evidence.enums import BallotKind, PollMeasure, VoteChannel
from evidence.models import Ballot, PollToken, PollVoter, Signal, UrnBallot
from evidence.queries import polls as queries
from evidence.queries import tallies
from evidence.services import counting, poll_signals, polls, voting
from tests.factories import polls as make
from tests.factories.accounts import UserFactory, holder
from tests.factories.cadres import ProtectionFactory
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db
MARKS = {"1": "A", "2": "B", "3": "D"}


def refused(number):
    return pytest.raises(RegulationBroken, match=number)


def first_code(poll):
    return make.codes(poll)["同事"][0]


def result(poll):
    return tallies.result(poll, on=TODAY)


def by_name(poll):
    return {row.subject.position: row for row in result(poll)}


def test_count_orders_people_and_names_the_last():
    poll = make.counted_poll()

    rows = result(poll)

    assert [(r.subject.position, r.value, r.is_on_the_line) for r in rows] == [
        (1, Decimal("100.00"), False),
        (2, Decimal("80.00"), False),
        (3, Decimal("0.00"), True),
    ]
    assert [r.rank for r in rows] == [1, 2, 3]


def test_groups_count_by_their_weights():
    good, bad = [{"1": "A"}] * 5, [{"1": "D"}] * 5
    poll = make.opened_poll(subjects=2)

    counted = make.counted_poll(poll, {"同事": good, "服务对象": bad})

    assert by_name(counted)[1].value == Decimal("60.00")


def test_code_votes_once_and_leaves_no_trace():
    poll = make.opened_poll()
    code = first_code(poll)
    entries = Entry.objects.count()

    voting.cast(code, marks=MARKS, moment=NOW)

    urn = UrnBallot.objects.get()
    assert (urn.token_key, urn.cast_at, urn.marks) == (None, None, MARKS)
    assert PollToken.objects.count() == 9
    assert Entry.objects.count() == entries
    with refused("BL-06"):
        voting.cast(code, marks=MARKS, moment=NOW)


def test_code_is_read_as_people_write_it():
    poll = make.opened_poll()
    code = first_code(poll).lower()

    voting.cast(f" {code[:4]}-{code[4:8]} {code[8:]}", marks=MARKS, moment=NOW)

    assert UrnBallot.objects.count() == 1


def test_empty_ballot_counts_as_invalid():
    poll = make.opened_poll()
    slips = make.codes(poll)
    for code in slips["同事"]:
        voting.cast(code, marks=MARKS, moment=NOW)

    voting.cast(slips["服务对象"][0], marks={}, moment=NOW)
    poll = counting.count(make.closed_poll(poll), by=poll.planned_by, at=make.AFTER)

    assert Ballot.objects.filter(is_valid=False).count() == 1
    assert sum(queries.valid_counts(poll).values()) == 5


def test_roll_is_used_and_unused_tokens():
    poll = make.opened_poll()
    slips = make.codes(poll)
    for code in [*slips["同事"], *slips["服务对象"][:2]]:
        voting.cast(code, marks=MARKS, moment=NOW)

    counted = counting.count(make.closed_poll(poll), by=poll.planned_by, at=make.AFTER)

    used = sum(g.used_count for g in counted.groups.all())
    assert (used, PollToken.objects.count(), PollVoter.objects.count()) == (7, 3, 10)


def test_group_with_few_ballots_is_merged_and_its_weight_with_it():
    poll = make.opened_poll(subjects=2)
    usual, few = [{"1": "A", "2": "D"}] * 5, [{"1": "D", "2": "A"}] * 2

    counted = make.counted_poll(poll, {"同事": usual, "服务对象": few})

    rows = by_name(counted)
    assert [(p.group.name, p.weight) for p in rows[1].parts] == [("同事", Decimal(100))]
    assert rows[1].value == tallies.rounded(tallies.Fraction(500, 7))
    assert set(Ballot.objects.values_list("group__name", flat=True)) == {"同事"}


def test_published_list_hashes_to_what_stands_on_record():
    poll = make.counted_poll()

    listed = queries.ballot_list(poll)

    entry = Entry.objects.get(act="count_poll", row_id=poll.pk)
    assert hashlib.sha256(listed.encode()).hexdigest() == poll.tally_hash
    assert entry.detail["sha256"] == poll.tally_hash
    assert listed.count("\n") == 10


def test_all_ballots_carry_one_transaction_once_counted():
    """What the system columns would tell of order and company is gone with the urn."""
    make.counted_poll()

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM evidence_ballot")
        transactions = cursor.fetchone()[0]
        cursor.execute("SELECT id FROM evidence_ballot ORDER BY ctid")
        order = [row[0] for row in cursor.fetchall()]

    assert transactions == 1
    assert order == sorted(order)
    assert not UrnBallot.objects.exists()


def test_names_count_by_the_share_of_ballots():
    poll = make.opened_poll(
        kind=BallotKind.NAMES,
        options=make.NAMES,
        max_names=1,
        measure=PollMeasure.SHARE_BAD,
        share_of="X",
        bottom_n=None,
        threshold=Decimal(30),
    )
    told = [{"2": "X"}, {"2": "X"}, {"1": "X"}, {"3": "X"}, {"3": "X"}]

    counted = make.counted_poll(poll, {"同事": told, "服务对象": told})

    values = {n: (r.value, r.is_on_the_line) for n, r in by_name(counted).items()}
    assert values[1] == (Decimal("20.00"), False)
    assert values[2] == values[3] == (Decimal("40.00"), True)


def test_tie_across_the_line_names_all_and_breaks_none():
    poll = make.opened_poll()
    told = [{"1": "A", "2": "D", "3": "D"}] * 5

    rows = by_name(make.counted_poll(poll, {"同事": told, "服务对象": told}))

    assert [(rows[n].is_on_the_line, rows[n].is_tied, rows[n].rank) for n in (1, 2, 3)] == [
        (False, False, 1),
        (True, True, 2),
        (True, True, 2),
    ]


def test_voter_with_account_draws_for_nobody_else():
    poll = make.filled_poll()
    cadre = make.voter_with_account(poll, poll.groups.first())
    polls.open_(poll, by=poll.planned_by, at=NOW)

    drawn = voting.draw(poll, by=cadre.user, at=NOW)
    voting.cast(drawn.code, marks=MARKS, moment=NOW)

    with refused("BL-08"):
        voting.draw(poll, by=cadre.user, at=NOW)
    with refused("BL-08"):
        voting.draw(poll, by=UserFactory(), at=NOW)


def test_organiser_may_not_assess_themselves_into_the_poll():
    poll = make.planned_poll()
    own = make.PostFactory(cadre__unit=poll.unit, cadre__user=poll.planned_by).cadre

    with pytest.raises(NotAllowed):
        polls.add_subjects(poll, people=[own], by=poll.planned_by, at=NOW)


def test_bl_01_group_of_four_does_not_open_until_it_is_merged():
    poll = make.filled_poll(each=4)

    with refused("BL-01"):
        polls.open_(poll, by=poll.planned_by, at=NOW)
    small, into = poll.groups.order_by("-position")
    polls.merge(poll, group=small, into=into, by=poll.planned_by, at=NOW)
    polls.open_(poll, by=poll.planned_by, at=NOW)

    assert [(g.weight, g.voters.count()) for g in poll.groups.all()] == [(Decimal(100), 8)]


def test_bl_02_weights_make_a_hundred():
    with refused("BL-02"):
        make.planned_poll(groups=[("同事", Decimal(60)), ("领导", Decimal(30))])


def test_bl_03_one_person_alone_cannot_be_last():
    poll = make.filled_poll(subjects=1)

    with refused("BL-03"):
        polls.open_(poll, by=poll.planned_by, at=NOW)


@pytest.mark.parametrize("closes_at", [NOW, make.CLOSES_AT + timedelta(minutes=5)])
def test_bl_04_closing_time_is_a_later_whole_hour(closes_at):
    with refused("BL-04"):
        make.planned_poll(closes_at=closes_at)


def test_bl_05_roll_is_fixed_once_open():
    poll = make.opened_poll()

    with refused("BL-05"):
        polls.drop_voter(poll, voter=poll.voters.first(), by=poll.planned_by, at=NOW)


@pytest.mark.parametrize("when", ["late", "closed", "unknown"])
def test_bl_06_late_or_unknown_code_is_refused_in_the_same_words(when):
    poll = make.opened_poll()
    code = "A" * 12 if when == "unknown" else first_code(poll)
    if when == "closed":
        make.closed_poll(poll)

    with refused("BL-06"):
        voting.cast(code, marks=MARKS, moment=make.CLOSES_AT if when == "late" else NOW)


@pytest.mark.parametrize("marks", [{"9": "A"}, {"1": "Z"}, {"x": "A"}], ids=str)
def test_bl_07_marks_must_fit_the_ballot(marks):
    poll = make.opened_poll()

    with refused("BL-07"):
        voting.cast(first_code(poll), marks=marks, moment=NOW)


def test_bl_08_who_is_not_on_the_roll_draws_nothing():
    with refused("BL-08"):
        voting.draw(make.opened_poll(), by=UserFactory(), at=NOW)


def test_bl_09_slips_are_made_anew_only_while_none_is_used():
    poll = make.opened_poll()
    lost = make.codes(poll)["同事"]
    group = poll.groups.get(name="同事")

    again = voting.slips(poll, group=group, by=poll.planned_by, at=NOW)
    voting.cast(again[0], marks=MARKS, moment=NOW)

    with refused("BL-09"):
        voting.slips(poll, group=group, by=poll.planned_by, at=NOW)
    with refused("BL-06"):
        voting.cast(lost[0], marks=MARKS, moment=NOW)


def paper_poll():
    poll = make.closed_poll(make.opened_poll(channel=VoteChannel.PAPER))
    return poll, poll.groups.get(name="同事"), holder(Role.UNIT_HEAD, poll.unit)


def enter(poll, group, by, number=1, marks=MARKS):
    return counting.enter_paper(poll, group=group, number=number, marks=marks, by=by, at=make.AFTER)


def test_paper_goes_into_the_urn_when_two_people_agree_and_is_forgotten():
    poll, group, head = paper_poll()

    enter(poll, group, poll.planned_by)
    sheet = enter(poll, group, head)

    assert (sheet.is_settled, sheet.first_marks, sheet.second_marks) == (True, None, None)
    assert UrnBallot.objects.get().marks == MARKS


def test_bl_10_second_entry_is_by_another():
    poll, group, _head = paper_poll()
    enter(poll, group, poll.planned_by)

    with refused("BL-10"):
        enter(poll, group, poll.planned_by)


def test_bl_11_differing_paper_is_entered_again_before_the_count():
    poll, group, head = paper_poll()
    for number in range(2, 6):
        enter(poll, group, head, number)
        enter(poll, group, poll.planned_by, number)
    enter(poll, group, poll.planned_by)
    sheet = enter(poll, group, head, marks={"1": "D"})

    with refused("BL-11"):
        counting.count(poll, by=head, at=make.AFTER)
    counting.enter_again(poll, sheet=sheet, by=head, at=make.AFTER)
    enter(poll, group, head)
    enter(poll, group, poll.planned_by)

    assert counting.count(poll, by=head, at=make.AFTER).tally_hash


def test_bl_12_fewer_than_five_ballots_are_not_counted():
    poll = make.voted(make.opened_poll(), {"同事": [MARKS] * 4})

    with refused("BL-12"):
        counting.count(make.closed_poll(poll), by=poll.planned_by, at=make.AFTER)
    assert UrnBallot.objects.count() == 4


def test_bl_13_nobody_ends_a_vote_early_while_somebody_may_still_vote():
    poll = make.opened_poll()

    with refused("BL-13"):
        polls.close(poll, by=poll.planned_by, at=NOW)
    make.voted(poll, {"同事": [MARKS] * 5, "服务对象": [MARKS] * 5})

    assert polls.close(poll, by=poll.planned_by, at=NOW).closed_at == NOW


def test_signal_carries_what_each_group_said():
    poll = make.counted_poll()
    last = poll.subjects.get(position=3)

    raised = poll_signals.raise_for(poll, subjects=[last.pk], by=poll.planned_by, at=make.AFTER)

    assert [(s.cadre, s.value, len(s.rows)) for s in raised] == [(last.cadre, Decimal(0), 2)]
    assert "不称职 5" in raised[0].rows[0]["label"]


def test_bl_14_no_signal_off_the_line_or_for_the_protected():
    poll = make.counted_poll()
    first, last = poll.subjects.get(position=1), poll.subjects.get(position=3)
    ProtectionFactory(cadre=last.cadre)

    for one in (first, last):
        with refused("BL-14"):
            poll_signals.raise_for(poll, subjects=[one.pk], by=poll.planned_by, at=make.AFTER)
    assert not Signal.objects.exists()


def test_bl_15_no_signal_without_a_ground():
    poll = make.counted_poll(make.opened_poll(ground=None))

    with refused("BL-15"):
        poll_signals.raise_for(poll, subjects=[], by=poll.planned_by, at=make.AFTER)


def test_bl_16_no_more_paper_ballots_than_places():
    poll = make.closed_poll(make.opened_poll())
    group = poll.groups.first()

    with refused("BL-16"):
        enter(poll, group, poll.planned_by)


def test_acts_out_of_their_turn_are_conflicts():
    poll = make.counted_poll()
    given = {"by": poll.planned_by, "at": make.AFTER}

    for act in (polls.close, counting.count):
        with pytest.raises(StateConflict):
            act(poll, **given)
    with pytest.raises(StateConflict):
        voting.slips(poll, group=poll.groups.first(), **given)


def raw(**given):
    """Put a ballot in without any of our own checks."""
    told = {"marks": MARKS, "is_valid": True, "cast_at": NOW, **given}
    return lambda _poll: UrnBallot(**told).save(force_insert=True)


def keyed(**given):
    return lambda poll: raw(token_key=voting.key_of(first_code(poll)), **given)(poll)


def twice(poll):
    key = voting.key_of(first_code(poll))
    for _n in range(2):
        raw(token_key=key)(poll)


REFUSALS = {
    "outside the roll": (raw(token_key="0" * 64), "ballot_burns_a_token"),
    "no token at all": (lambda p: raw(group=p.groups.first())(p), "ballot_burns_a_token"),
    "twice": (twice, "ballot_burns_a_token"),
    "late": (keyed(cast_at=make.CLOSES_AT), "ballot_in_time"),
    "without a time": (keyed(cast_at=None), "ballot_in_time"),
    "for somebody not on the ballot": (keyed(marks={"7": "A"}), "ballot_fits"),
    "an answer that is none": (keyed(marks={"1": "Q"}), "ballot_fits"),
    "one more voter": (
        lambda p: PollVoter.objects.create(
            poll=p, group=p.groups.first(), name="外人", channel="SLIP"
        ),
        "poll_is_fixed_at_opening",
    ),
    "one more token": (
        lambda p: PollToken.objects.create(group=p.groups.first(), channel="SLIP", key=uuid4().hex),
        "poll_is_fixed_at_opening",
    ),
    "a voter moved": (
        lambda p: p.voters.update(group=p.groups.last()),
        "poll_is_fixed_at_opening",
    ),
    "urn opened early": (
        lambda p: connection.cursor().execute("SELECT evidence_open_urn(%s)", [p.pk]),
        "urn_opens_once_after_closing",
    ),
}


@pytest.mark.parametrize(("act", "constraint"), REFUSALS.values(), ids=REFUSALS)
def test_database_itself_refuses(act, constraint):
    poll = make.opened_poll()

    with pytest.raises(IntegrityError) as error, transaction.atomic():
        act(poll)

    assert error.value.__cause__.diag.constraint_name == constraint
    assert PollToken.objects.count() == 10


@pytest.mark.parametrize(
    "change",
    [
        lambda p: type(p).objects.filter(pk=p.pk).update(bottom_n=2),
        lambda p: type(p).objects.filter(pk=p.pk).update(closes_at=make.AFTER),
        lambda p: Ballot.objects.update(marks={}),
        lambda p: Ballot.objects.all().delete(),
        lambda p: type(p).objects.filter(pk=p.pk).update(tally_hash="0" * 64),
    ],
    ids=["rule", "deadline", "ballot", "removal", "hash"],
)
def test_database_keeps_what_was_counted(change):
    poll = make.counted_poll()

    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
        change(poll)
