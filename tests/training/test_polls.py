"""Polls about trainees: who is on the ballot, who votes, what may be held and when."""

import pytest
from django.db import IntegrityError, transaction

from core.errors import NotAllowed, RegulationBroken, StateConflict
from evidence.models import Poll, PollVoter
from evidence.services import counting
from evidence.services import polls as evidence_polls
from recall.models import Case
from tests.factories import trainee_polls as make
from tests.factories import training
from tests.factories.accounts import holder
from training.models import TraineePoll
from training.queries import polls as queries
from training.services import enrolments

pytestmark = pytest.mark.django_db
MARKS = {"同班学员": [{"1": "A"}] * 5}


@pytest.fixture
def world(db):
    return training.world(weights=make.WEIGHTS)


def refused(number):
    return pytest.raises(RegulationBroken, match=number)


def people(rows):
    return {row.cadre_id for row in rows}


def test_two_halves_of_a_class_judge_each_other_and_nobody_themselves(world):
    training_class, places = make.room(world, 11)

    first, second = make.peer(world, training_class)

    everybody = {place.case.cadre_id for place in places}
    judged = [people(poll.subjects.all()) for poll in (first, second)]
    assert judged[0] | judged[1] == everybody
    assert not judged[0] & judged[1]
    assert people(first.voters.all()) == judged[1]
    assert people(second.voters.all()) == judged[0]
    assert {len(half) for half in judged} == {5, 6}
    assert {poll.state for poll in (first, second)} == {"OPEN"}


def test_small_class_holds_a_poll_for_each_by_all_others(world):
    training_class, places = make.room(world, 6)

    held = make.peer(world, training_class)

    assert len(held) == 6
    for poll in held:
        subject = poll.subjects.get().cadre_id
        assert people(poll.voters.all()) == {p.case.cadre_id for p in places} - {subject}


def test_tp_01_only_a_part_that_the_campaign_weighs(world):
    plain = training.world(weights={"class": 60, "practice": 40})
    training_class, places = make.room(plain, 6)
    with refused("TP-01"):
        make.peer(plain, training_class)
    with refused("TP-01"):
        make.of_one(plain, places[0])


def test_tp_02_five_others_at_least(world):
    training_class, places = make.room(world, 5)
    with refused("TP-02"):
        make.peer(world, training_class)
    with refused("TP-02"):
        make.of_one(world, places[0], "peer")
    with refused("TP-02"):  # the unit has nobody but the trainees themselves, four besides one
        make.of_one(world, places[0])


def test_tp_03_one_stands_until_it_is_void(world):
    training_class, places = make.room(world, 6)
    held = make.of_one(world, places[0], "peer")
    with refused("TP-03"):
        make.of_one(world, places[0], "peer")
    with refused("TP-03"):
        make.peer(world, training_class)
    make.of_one(world, places[1], "peer")

    evidence_polls.void(held, reason="漏列学员", by=world.manager, at=training.NOW)

    again = make.of_one(world, places[0], "peer")
    assert queries.found(places[0].case, "peer").poll == again


def test_tp_04_only_in_class_or_practice(world):
    _class, places = make.room(world, 6)
    case = places[0].case
    Case.objects.filter(pk=case.pk).update(state="ASSESSED")

    with refused("TP-04"):
        make.of_one(world, places[0], "peer")


def test_who_left_the_class_neither_votes_nor_is_judged(world):
    training_class, places = make.room(world, 7)
    enrolments.withdraw(places[0], reason="请假超过七分之一", by=world.manager, at=training.NOW)

    held = make.peer(world, training_class)

    gone = places[0].case.cadre_id
    assert len(held) == 6
    assert not PollVoter.objects.filter(cadre=gone).exists()
    with pytest.raises(StateConflict):
        make.of_one(world, places[0], "peer")


def test_unit_judges_in_two_groups_without_the_person(world):
    _class, places = make.room(world, 1)
    case = places[0].case
    make.staffed(world.unit, leaders=5, others=6)

    poll = make.of_one(world, places[0])

    sizes = {g.name: (int(g.weight), g.voters.count()) for g in poll.groups.all()}
    assert sizes == {"领导班子": (40, 5), "干部职工": (60, 6)}
    assert not poll.voters.filter(cadre=case.cadre).exists()
    assert poll.unit == world.unit


def test_small_group_of_the_unit_joins_the_other(world):
    _class, places = make.room(world, 1)
    make.staffed(world.unit, leaders=2, others=6)

    poll = make.of_one(world, places[0])

    assert [(g.name, int(g.weight), g.voters.count()) for g in poll.groups.all()] == [
        ("干部职工", 100, 8)
    ]


def test_bl_19_database_and_rule_let_nobody_judge_themselves(world):
    _class, places = make.room(world, 6)
    poll = make.of_one(world, places[0], "peer")
    facts = {"purpose": "TRAINEES", "unit": None, "title": "互评", "basis": "办法", "kind": "SCALE"}
    facts |= {"options": poll.options, "measure": "SCORE", "closes_at": make.CLOSES_AT}
    draft = evidence_polls.plan(
        world.county, groups=[("同班", 100)], by=world.manager, at=training.NOW, **facts
    )
    cadres = [place.case.cadre for place in places]
    told = {"by": world.manager, "at": training.NOW}
    evidence_polls.add_subjects(draft, people=cadres[:1], **told)
    group = draft.groups.get()
    evidence_polls.add_voters(draft, group=group, people=cadres, names=[], channel="SLIP", **told)

    with refused("BL-19"):
        evidence_polls.open_(draft, **told)
    with (
        pytest.raises(IntegrityError, match="somebody assessed is on the roll"),
        transaction.atomic(),
    ):
        Poll.objects.filter(pk=draft.pk).update(opened_by=world.manager, opened_at=training.NOW)


def test_trainee_organises_nothing_of_the_own_class(world):
    training_class, places = make.room(world, 11)
    manager = holder("CLASS_MANAGER", world.county)
    cadre = places[0].case.cadre
    type(places[0].case).objects.filter(pk=places[0].case_id).update(subject=manager)
    cadre.user = manager
    cadre.save(update_fields=["user"])
    with pytest.raises(NotAllowed):
        make.peer(world, training_class, by=manager)

    first, second = make.peer(world, training_class)

    for poll in (first, second):
        with pytest.raises(NotAllowed):
            evidence_polls.close(poll, by=manager, at=make.AFTER)


def test_bl_17_what_is_void_takes_no_vote_and_is_not_counted(world):
    _class, places = make.room(world, 6)
    poll = make.of_one(world, places[0], "peer")
    make.voted(world, poll, MARKS)

    evidence_polls.void(poll, reason="名册有误", by=world.manager, at=training.NOW)

    poll = Poll.objects.get(pk=poll.pk)
    assert poll.state == "CLOSED"
    with refused("BL-17"):
        counting.count(poll, by=world.manager, at=make.AFTER)
    with refused("BL-17"):
        evidence_polls.void(poll, reason="再作废", by=world.manager, at=make.AFTER)
    assert "名册有误" in queries.found(places[0].case, "peer").missing


def test_bl_18_void_says_why(world):
    _class, places = make.room(world, 6)
    poll = make.of_one(world, places[0], "peer")
    with refused("BL-18"):
        evidence_polls.void(poll, reason="  ", by=world.manager, at=training.NOW)


def test_unit_does_not_undo_what_was_asked_of_it(world):
    _class, places = make.room(world, 1)
    make.staffed(world.unit, others=6)
    poll = make.of_one(world, places[0])
    clerk = holder("UNIT_CLERK", world.unit)
    assert Poll.objects.visible_to(clerk).filter(pk=poll.pk).exists()
    with pytest.raises(NotAllowed):
        evidence_polls.void(poll, reason="不想评", by=clerk, at=training.NOW)


def test_each_reason_for_no_value_is_named(world):
    _class, places = make.room(world, 6)
    case = places[0].case
    assert queries.found(case, "peer").missing == "还没有组织测评"
    poll = make.of_one(world, places[0], "peer")
    assert "投票中" in queries.found(case, "peer").missing
    few = make.voted(world, poll, {"同班学员": [{"1": "A"}] * 4})
    closed = evidence_polls.close(few, by=world.manager, at=make.AFTER)
    assert "不足 5 张的不能计票" in queries.found(case, "peer").missing
    with refused("BL-12"):
        counting.count(closed, by=world.manager, at=make.AFTER)


def test_counted_poll_answers_each_of_the_class(world):
    training_class, places = make.room(world, 10)
    halves = make.peer(world, training_class)
    for poll in halves:
        make.counted(world, poll, {"同班学员": [{str(n): "AB"[n % 2] for n in range(1, 6)}] * 5})

    values = {int(queries.found(p.case, "peer").tally.value) for p in places}

    assert values == {100, 80}
    assert TraineePoll.objects.count() == 2


def test_result_is_published_ballot_by_ballot_to_nobody(world, client):
    _class, places = make.room(world, 6)
    poll = make.counted(world, make.of_one(world, places[0], "peer"), MARKS)

    page = client.get(f"/evidence/vote/check/{poll.code}/")

    assert page.status_code == 200
    assert "下载匿名票列表" not in page.content.decode()
    assert client.get(f"/evidence/vote/check/{poll.code}/?text=1").status_code == 404
