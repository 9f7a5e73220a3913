from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.enums import Role
from core.audit.models import Entry
from core.errors import NotAllowed, RegulationBroken, StateConflict
from recall.models import (
    Case,
    Decision,
    Fact,
    MeetingItem,
    MeetingRecusal,
    MeetingResult,
    MeetingSeat,
    MeetingStep,
    MeetingVote,
    Nomination,
)
from recall.queries import meetings as asked
from recall.services import decisions, meetings, results, votes
from tests.factories.accounts import grant, holder
from tests.factories.meetings import applied, closed, item_of, opened, several, vote
from tests.moments import DECIDED_AT

pytestmark = pytest.mark.django_db
AT = DECIDED_AT


def written_again(nomination):
    """Change what was read, as an act beside the meeting would."""
    Fact.objects.filter(nomination=nomination).update(text="又补充了一句经过。")
    Nomination.objects.filter(pk=nomination.pk).update(version=nomination.version + 1)


@pytest.mark.parametrize(
    ("counts", "result"),
    [
        ((3, 2, 0), "APPROVED"),
        ((2, 3, 0), "REJECTED"),
        ((2, 2, 1), "REJECTED"),
        ((1, 1, 3), "DEFERRED"),
    ],
    ids=["more than half", "less", "neither", "deferred"],
)
def test_result_follows_the_votes(counts, result):
    row = vote(item_of(opened()), *counts)

    assert (row.result, str(row.due_count), row.seats.count()) == (result, "5", 5)
    assert row.opinion.startswith("经会议表决")
    assert str(row.seats.first())


def test_vote_by_the_same_form_twice_is_kept_once():
    item, key = item_of(opened()), uuid4()

    first = vote(item, key=key)

    assert vote(item, key=key) == first
    assert MeetingVote.objects.count() == 1
    assert Entry.objects.filter(act="vote_on_item").count() == 1


def test_vote_by_the_same_form_with_other_counts_is_a_conflict():
    item, key = item_of(opened()), uuid4()
    vote(item, key=key)

    with pytest.raises(StateConflict, match="票数不同"):
        vote(item, 4, 1, key=key)


def test_vote_sent_again_after_the_meeting_was_closed_is_the_one_that_was_kept():
    row, key = opened(), uuid4()
    first = vote(item_of(row), key=key)
    meetings.close_meeting(row, by=row.keeper, at=AT)

    assert vote(item_of(row), key=key) == first


def test_newest_vote_of_a_case_stands():
    item = item_of(opened())
    vote(item)
    newest = vote(item, 0, 5, 0, opinion="情节轻微，不予召回。")

    assert asked.standing(item) == newest


@pytest.mark.parametrize("stale", [{"version": 99}, {"content_hash": "x"}, {"content_hash": ""}])
def test_vote_on_what_was_not_read_is_a_conflict(stale):
    item = item_of(opened())

    with pytest.raises(StateConflict, match="材料在列入议程或打开页面后有改动"):
        vote(item, **stale)

    assert not MeetingVote.objects.exists()


def test_vote_after_the_content_changed_is_a_conflict_until_it_is_read_again():
    row = opened()
    item = item_of(row)
    first = vote(item)
    written_again(item.nomination)

    with pytest.raises(StateConflict, match="有改动"):
        vote(item_of(row))
    renewed = meetings.renew(row, item=item_of(row), by=row.keeper, at=AT)

    assert asked.standing(renewed) is None
    assert vote(renewed).version == first.version + 1


@pytest.mark.parametrize(
    ("counts", "absent", "number"),
    [((4, 0, 0), (), "RC-19"), ((5, 1, 0), (), "RC-19"), ((5, 0, 0), ("王部长",), "RC-19")],
)
def test_vote_that_does_not_fit_the_people_present_is_refused(counts, absent, number):
    with pytest.raises(RegulationBroken, match=number):
        vote(item_of(opened(absent=absent)), *counts)


def test_vote_without_two_thirds_of_those_who_count_is_refused():
    row = opened(absent=("王部长",))
    nobody = {"ABSENT": [m for m in row.members.filter(name="李副部长")]}
    marks = {m.pk: ("ABSENT", "接电话离场") for m in nobody["ABSENT"]}
    meetings.call_roll(row, marks=marks, by=row.keeper, at=AT)

    with pytest.raises(RegulationBroken, match="RC-11"):
        vote(item_of(row), 3)


def test_recused_people_are_neither_due_nor_present():
    row = opened()
    item, friend = item_of(row), row.members.exclude(user=row.keeper).get(user__isnull=False)
    votes.recuse_member(item, member=friend, reason="同学", by=row.keeper, at=AT)
    named = row.members.get(name="王部长")
    votes.recuse_member(item, member=named, reason="姻亲", by=row.keeper, at=AT)
    votes.recuse_member(item, member=named, reason="姻亲", by=row.keeper, at=AT)

    found = vote(item_of(row), 2, 1)

    assert (found.due_count, found.present_count, found.result) == (3, 3, "APPROVED")
    assert {s.member_id for s in found.seats.all()}.isdisjoint({friend.pk, named.pk})
    assert str(item_of(row).recusals.get()) == "姻亲"
    assert Entry.objects.filter(act="recuse_member").count() == 1


def test_vote_rc_40_with_too_few_left_is_refused():
    row = opened()
    for member in row.members.filter(user=None):
        votes.recuse_member(item_of(row), member=member, reason="姻亲", by=row.keeper, at=AT)

    with pytest.raises(RegulationBroken, match="RC-40"):
        vote(item_of(row), 2)


def test_vote_rc_18_before_the_person_was_heard_is_refused():
    with pytest.raises(RegulationBroken, match="RC-18"):
        vote(item_of(opened(held_on=AT.date().replace(day=1))))


def test_vote_entered_by_somebody_recused_is_refused():
    item = item_of(opened())
    by = item.meeting.keeper
    decisions.recuse(item.nomination, user=by, reason="同学", by=by, at=AT)

    with pytest.raises(NotAllowed, match="已登记回避"):
        vote(item)


def test_vote_entered_on_ones_own_case_is_refused():
    item = item_of(opened())
    subject = grant(item.nomination.subject, Role.DECIDER, item.nomination.county)

    with pytest.raises(NotAllowed, match="涉及本人"):
        vote(item, by=subject)


def insert(item, **changes):
    told = {
        "item": item,
        "key": uuid4(),
        "version": item.version,
        "content_hash": item.content_hash,
        "due_count": 5,
        "present_count": 5,
        "agree_count": 5,
        "disagree_count": 0,
        "defer_count": 0,
        "result": "APPROVED",
        "opinion": "x",
        "by": item.meeting.keeper,
        "at": AT,
    }
    with transaction.atomic():
        return MeetingVote.objects.create(**told | changes)


BROKEN = [
    ({"version": 99}, "no open meeting"),
    ({"content_hash": "x"}, "no open meeting"),
    ({"agree_count": 4}, "meeting_vote_counts_fit"),
    ({"due_count": 8}, "meeting_vote_quorate"),
    ({"result": "REJECTED"}, "meeting_vote_result_follows"),
    ({"agree_count": 2, "disagree_count": 3}, "meeting_vote_result_follows"),
]


@pytest.mark.parametrize(("changes", "said"), BROKEN)
def test_database_keeps_the_rules_of_a_vote(changes, said):
    with pytest.raises(DatabaseError, match=said):
        insert(item_of(opened()), **changes)


def test_database_refuses_an_interested_hand_and_seat():
    item = item_of(opened())
    with pytest.raises(DatabaseError, match="interested hand"):
        insert(item, by=item.nomination.verified_by)
    by = item.meeting.keeper
    row = insert(item)
    decisions.recuse(item.nomination, user=by, reason="同学", by=by, at=AT)

    with pytest.raises(DatabaseError, match="interested hand"), transaction.atomic():
        row.seats.create(member=item.meeting.members.get(user=by))


def test_database_refuses_a_vote_after_the_close():
    with pytest.raises(DatabaseError, match="no open meeting"):
        insert(item_of(closed()))


def test_apply_decides_each_case_as_it_was_voted():
    rows = several(3)
    row = opened(*rows)
    for position, counts in enumerate([(5, 0, 0), (1, 4, 0), (0, 1, 4)], start=1):
        vote(item_of(row, position), *counts)
    row = meetings.close_meeting(row, by=row.keeper, at=AT)

    row = results.apply_meeting(row, by=row.keeper, at=AT)

    told = [Nomination.objects.get(pk=n.pk).state for n in rows]
    assert (row.state, told) == ("APPLIED", ["APPROVED", "REJECTED", "HEARD"])
    found = MeetingResult.objects.order_by("pk")
    assert [r.outcome for r in found] == ["APPLIED", "APPLIED", "DEFERRED"]
    assert (Case.objects.count(), Decision.objects.count()) == (1, 2)
    assert Entry.objects.filter(act="apply_item").count() == 3
    assert str(found[0]) == "已登记决定"


def test_apply_seats_those_who_sat():
    row = applied()

    members = Decision.objects.get().members.order_by("pk")
    assert [m.name for m in members] == [m.name for m in asked.members_of(row)]


def test_apply_twice_applies_nothing_more():
    row = applied(*several(2))

    with pytest.raises(StateConflict, match="已登记决定"):
        results.apply_meeting(row, by=row.keeper, at=AT)

    assert (Decision.objects.count(), MeetingResult.objects.count()) == (2, 2)


def test_apply_leaves_out_a_case_whose_content_changed_and_does_the_others():
    one, two = several(2)
    row = closed(one, two)
    written_again(one)

    results.apply_meeting(row, by=row.keeper, at=AT)

    first, second = MeetingResult.objects.order_by("pk")
    assert (first.outcome, second.outcome) == ("REFUSED", "APPLIED")
    assert "有改动" in first.sentence
    assert Nomination.objects.get(pk=one.pk).state == "HEARD"


def test_apply_leaves_out_what_was_not_voted_on():
    row = opened()
    meetings.close_meeting(row, by=row.keeper, at=AT)

    results.apply_meeting(row, by=row.keeper, at=AT)

    assert "没有表决" in MeetingResult.objects.get().sentence


def test_apply_by_somebody_recused_is_refused_and_another_hand_may_do_that_case():
    one, two = several(2)
    row = closed(one, two)
    by, other = holder(Role.DECIDER, row.county), holder(Role.DECIDER, row.county)
    decisions.recuse(one, user=by, reason="同学", by=by, at=AT)
    results.apply_meeting(row, by=by, at=AT)
    assert "已登记回避" in MeetingResult.objects.get(item=item_of(row)).sentence

    done = results.apply_item(item_of(row), by=other, at=AT)

    assert (done.outcome, done.decision.by) == ("APPLIED", other)
    with pytest.raises(StateConflict, match="不能再次登记"):
        results.apply_item(item_of(row), by=other, at=AT)


def test_apply_a_case_on_which_somebody_recused_sat_is_refused():
    row = closed()
    member = row.members.exclude(user=row.keeper).get(user__isnull=False)
    decisions.recuse(item_of(row).nomination, user=member.user, reason="同学", by=row.keeper, at=AT)

    results.apply_meeting(row, by=row.keeper, at=AT)

    assert "RC-20" in MeetingResult.objects.get().sentence
    assert Entry.objects.get(act="apply_item").detail["rule"] == "RC-20"


def test_apply_a_case_on_which_a_recused_name_sat_is_refused():
    row = opened()
    vote(item_of(row))
    member = row.members.get(name="王部长")
    votes.recuse_member(item_of(row), member=member, reason="姻亲", by=row.keeper, at=AT)
    row = meetings.close_meeting(row, by=row.keeper, at=AT)

    results.apply_meeting(row, by=row.keeper, at=AT)

    assert "RC-20" in MeetingResult.objects.get().sentence


def test_apply_that_the_database_refuses_says_so(monkeypatch):
    row = closed()
    monkeypatch.setattr("recall.permissions.decide_nomination.judge", lambda *_told: None)
    verifier = grant(item_of(row).nomination.verified_by, Role.DECIDER, row.county)

    results.apply_meeting(row, by=verifier, at=AT)

    assert "数据库中的规则" in MeetingResult.objects.get().sentence
    assert not Decision.objects.exists()


def test_result_of_a_case_is_kept_once_in_the_database():
    row = applied()
    found = MeetingResult.objects.get()

    with pytest.raises(DatabaseError, match="meeting_result"), transaction.atomic():
        MeetingResult.objects.create(item=found.item, outcome="DEFERRED", by=row.keeper, at=AT)
    assert asked.last_result(MeetingItem.objects.get()) == found


@pytest.mark.parametrize("verb", ["UPDATE {table} SET id = id", "DELETE FROM {table}"])
def test_votes_seats_recusals_and_results_stay_as_they_were_written(verb):
    row = opened()
    member = row.members.get(name="王部长")
    votes.recuse_member(item_of(row), member=member, reason="姻亲", by=row.keeper, at=AT)
    vote(item_of(row), 4)
    row = meetings.close_meeting(row, by=row.keeper, at=AT)
    results.apply_meeting(row, by=row.keeper, at=AT)

    for model in (MeetingVote, MeetingSeat, MeetingRecusal, MeetingResult, MeetingStep):
        assert model.objects.exists()
        with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
            connection.cursor().execute(verb.format(table=model._meta.db_table))
