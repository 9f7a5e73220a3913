"""Pages of polls about trainees: what stands, what may be held, the same cost for any class."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.notify.models import Message
from evidence.models import Poll
from evidence.services import polls as evidence_polls
from tests.factories import trainee_polls as make
from tests.factories import training
from training.enums import PollPart, Told

NOW = training.NOW


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def world(db):
    return training.world(weights=make.WEIGHTS)


def get(client, user, name, *args):
    client.force_login(user)
    return client.get(reverse(f"training:{name}", args=args))


def text(answer):
    return answer.content.decode()


def opening(**given):
    return {"closes_at": "2018-06-07T18:00", "channel": "APP"} | given


def test_two_clicks_and_a_button_hold_the_poll_of_a_class(client, world):
    training_class, _places = make.room(world, 10)
    room = text(get(client, world.manager, "class-detail", training_class.pk))
    assert reverse("training:class-polls", args=[training_class.pk]) in room
    page = text(get(client, world.manager, "class-polls", training_class.pk))
    url = reverse("training:peer-poll", args=[training_class.pk])
    assert url in page
    assert "抽签分为两半" in text(client.get(url))

    answer = client.post(url, opening(), follow=True)

    assert Poll.objects.filter(trainee_poll__part=PollPart.PEER).count() == 2
    assert text(answer).count("投票中") == 10
    assert "组织全班互评" not in text(answer)


def test_refusal_stays_on_the_page_with_its_number(client, world):
    training_class, _places = make.room(world, 3)
    client.force_login(world.manager)

    url = reverse("training:peer-poll", args=[training_class.pk])
    few, half = client.post(url, opening()), client.post(url, opening(closes_at="2018-06-07T18:30"))

    assert (few.status_code, half.status_code) == (422, 422)
    assert "TP-02" in text(few)
    assert not Poll.objects.exists()


def test_page_says_beforehand_that_too_few_could_vote(client, world):
    training_class, places = make.room(world, 5)
    class_url = reverse("training:peer-poll", args=[training_class.pk])
    unit_url = reverse("training:trainee-poll", args=[places[0].pk, "unit"])
    client.force_login(world.manager)

    whole, one = text(client.get(class_url)), text(client.get(unit_url))

    assert "除本人外，可以投票的不足 5 人" in whole
    assert 'name="closes_at"' not in whole
    assert "除本人外，可以投票的不足 5 人" in one


def test_page_says_beforehand_that_one_stands(client, world):
    training_class, places = make.room(world, 6)
    make.of_one(world, places[0], "peer")

    whole = text(get(client, world.manager, "peer-poll", training_class.pk))
    one = text(get(client, world.manager, "trainee-poll", places[0].pk, "peer"))
    free = text(get(client, world.manager, "trainee-poll", places[1].pk, "peer"))

    assert ["这一项已经组织了测评" in page for page in (whole, one, free)] == [True, True, False]
    assert 'name="closes_at"' in free


def test_page_says_beforehand_that_the_scheme_has_no_such_part(client, db):
    world = training.world()
    training_class, _places = make.room(world, 6)

    page = text(get(client, world.manager, "peer-poll", training_class.pk))

    assert "综合考核不含这一项" in page


def test_paper_is_chosen_for_all_at_once(client, world):
    _class, places = make.room(world, 6)
    client.force_login(world.manager)
    url = reverse("training:trainee-poll", args=[places[0].pk, "peer"])

    client.post(url, opening(channel="PAPER"))

    assert {v.channel for v in Poll.objects.get().voters.all()} == {"PAPER"}


def test_void_one_is_named_and_may_be_held_again(client, world):
    training_class, places = make.room(world, 6)
    poll = make.of_one(world, places[0], "peer")
    evidence_polls.void(poll, reason="漏列", by=world.manager, at=NOW)

    page = text(get(client, world.manager, "class-polls", training_class.pk))

    assert "已作废" in page
    assert reverse("training:trainee-poll", args=[places[0].pk, "peer"]) in page


def test_part_that_the_scheme_does_not_know_is_no_page(client, world):
    _class, places = make.room(world, 6)

    assert get(client, world.manager, "trainee-poll", places[0].pk, "exam").status_code == 404


def test_who_votes_finds_it_under_today_and_in_a_message(client, world):
    _class, places = make.room(world, 6)
    make.of_one(world, places[0], "peer")
    judged, voter = (place.case.subject for place in places[:2])

    theirs, own = (text(get(client, user, "today")) for user in (voter, judged))

    assert reverse("evidence:vote") in theirs
    assert reverse("evidence:vote") not in own
    told = Message.objects.filter(kind=Told.POLL_OPENED)
    assert {row.recipient for row in told} == {place.case.subject for place in places[1:]}


@pytest.mark.parametrize("part", ["unit", "peer"])
def test_class_page_costs_the_same_for_few_and_many(client, world, part):
    costs = []
    for size in (6, 24):
        training_class, places = make.room(world, size)
        for place in places[: size // 2]:
            make.of_one(world, place, part)
        get(client, world.manager, "class-polls", training_class.pk)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = client.get(reverse("training:class-polls", args=[training_class.pk]))
        costs.append(len(queries))
        assert len(answer.content) <= 60_000

    assert costs[0] == costs[1] <= 14
