from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from accounts.enums import Role
from cadres.models import Kinship
from core.audit.models import Entry
from core.errors import NotAllowed, RegulationBroken, StateConflict
from recall.models import Fact, Meeting, MeetingItem, Nomination
from recall.queries import matters
from recall.queries import meetings as asked
from recall.queries.nominations import interested_ids
from recall.services import decisions, meetings, results
from tests.factories.accounts import holder
from tests.factories.cadres import PostFactory
from tests.factories.meetings import (
    applied,
    called,
    closed,
    item_of,
    opened,
    prepared,
    several,
    vote,
    with_agenda,
)
from tests.factories.recall import decide, heard_nomination, verified_nomination
from tests.factories.units import CountyFactory, UnitFactory
from tests.moments import DECIDED_AT

pytestmark = pytest.mark.django_db
AT = DECIDED_AT


def test_prepare_names_who_is_due_and_the_keeper():
    row = prepared(CountyFactory())

    assert (row.state, str(row), row.keeper) == ("PREPARED", "部务会", row.prepared_by)
    assert [bool(m.user_id) for m in asked.members_of(row)] == [True, True, False, False, False]
    assert Entry.objects.filter(act="prepare_meeting", row_id=row.pk).exists()


def test_prepare_by_the_same_form_twice_makes_one():
    county, token = CountyFactory(), uuid4()
    by = holder(Role.DECIDER, county)

    first = prepared(county, by=by, token=token)

    assert prepared(county, by=by, token=token) == first
    assert Meeting.objects.count() == 1


def test_prepare_by_an_administrator_is_refused():
    county = CountyFactory()

    with pytest.raises(NotAllowed, match="决定人"):
        prepared(county, by=holder(Role.COUNTY_ADMIN, county))


def test_prepare_rc_35_of_two_people_is_refused():
    with pytest.raises(RegulationBroken, match="RC-35"):
        prepared(CountyFactory(), others=[])


def test_prepare_rc_36_with_a_name_twice_is_refused():
    with pytest.raises(RegulationBroken, match="RC-36"):
        prepared(CountyFactory(), others=["王部长", "王部长"])


def test_agenda_holds_order_version_and_hash():
    one, two = several(2)
    row = with_agenda(two, one)

    items = list(row.items.order_by("position"))

    assert [(i.position, i.nomination, i.version) for i in items] == [
        (1, two, two.version),
        (2, one, one.version),
    ]
    assert [i.content_hash for i in items] == [asked.digest(two), asked.digest(one)]
    assert str(items[0]) == "1"


def test_place_rc_37_what_does_not_wait_is_refused():
    nomination = verified_nomination()
    row = prepared(nomination.county)

    with pytest.raises(RegulationBroken, match="RC-37"):
        meetings.place(row, nomination=nomination, by=row.keeper, at=AT)


def test_place_rc_37_on_a_second_open_agenda_is_refused_and_after_the_first_is_taken():
    nomination = heard_nomination()
    first = opened(nomination)
    second = prepared(nomination.county)

    with pytest.raises(RegulationBroken, match="RC-37"):
        meetings.place(second, nomination=nomination, by=second.keeper, at=AT)
    vote(item_of(first), 0, 0, 5)
    first = meetings.close_meeting(first, by=first.keeper, at=AT)
    results.apply_meeting(first, by=first.keeper, at=AT)

    assert meetings.place(second, nomination=nomination, by=second.keeper, at=AT).position == 1


def test_place_all_places_all_or_none():
    nomination = heard_nomination()
    row = prepared(nomination.county)
    other = heard_nomination()

    with pytest.raises(RegulationBroken, match="RC-37"):
        meetings.place_all(row, nominations=[nomination, other], by=row.keeper, at=AT)

    assert not MeetingItem.objects.exists()


def test_take_off_closes_the_gap():
    rows = several(3)
    row = with_agenda(*rows)

    meetings.take_off(row, item=item_of(row, 1), by=row.keeper, at=AT)

    assert [i.nomination for i in row.items.order_by("position")] == rows[1:]
    assert [i.position for i in row.items.order_by("position")] == [1, 2]
    assert matters.waiting(row, seen=Nomination.objects.all()).get() == rows[0]


def test_move_up_changes_places_with_the_one_before():
    rows = several(3)
    row = with_agenda(*rows)

    meetings.move_up(row, item=item_of(row, 3), by=row.keeper, at=AT)

    assert [i.nomination for i in row.items.order_by("position")] == [rows[0], rows[2], rows[1]]
    assert [i.position for i in row.items.order_by("position")] == [1, 2, 3]
    assert Entry.objects.get(act="move_up_agenda").detail["position"] == 2
    with pytest.raises(StateConflict, match="排在第一"):
        meetings.move_up(row, item=item_of(row, 1), by=row.keeper, at=AT)


def test_place_of_what_was_decided_meanwhile_does_not_change():
    rows = several(3)
    row = with_agenda(*rows)
    decide(rows[1])

    for act in (
        lambda: meetings.move_up(row, item=item_of(row, 2), by=row.keeper, at=AT),
        lambda: meetings.move_up(row, item=item_of(row, 3), by=row.keeper, at=AT),
        lambda: meetings.take_off(row, item=item_of(row, 1), by=row.keeper, at=AT),
    ):
        with pytest.raises(StateConflict, match="请先移出议程"):
            act()

    meetings.take_off(row, item=item_of(row, 2), by=row.keeper, at=AT)
    assert [i.nomination for i in row.items.order_by("position")] == [rows[0], rows[2]]


def test_open_rc_38_without_an_agenda_is_refused():
    row = called(prepared(CountyFactory()))

    with pytest.raises(RegulationBroken, match="RC-38"):
        meetings.open_meeting(row, by=row.keeper, at=AT)


def test_open_rc_39_before_the_roll_is_called_is_refused():
    row = with_agenda()

    with pytest.raises(RegulationBroken, match="RC-39"):
        meetings.open_meeting(row, by=row.keeper, at=AT)


def test_roll_rc_39_absence_without_its_reason_is_refused():
    row = with_agenda()
    member = row.members.first()

    with pytest.raises(RegulationBroken, match="RC-39"):
        meetings.call_roll(row, marks={member.pk: ("ABSENT", " ")}, by=row.keeper, at=AT)


def test_open_rc_11_without_two_thirds_is_refused():
    with pytest.raises(RegulationBroken, match="RC-11"):
        opened(absent=("王部长", "李副部长"))


def test_open_rc_28_before_its_day_is_refused():
    with pytest.raises(RegulationBroken, match="RC-28"):
        opened(held_on=AT.date() + timedelta(days=1))


def test_roll_is_called_again_when_somebody_comes_late():
    row = opened(absent=("王部长",))

    called(row)

    told = asked.members_of(row)
    assert [m.attendance for m in told] == ["PRESENT"] * 5
    assert {m.absence_reason for m in told} == {""}


STAGES = {"PREPARED": with_agenda, "OPENED": opened, "CLOSED": closed, "APPLIED": applied}


def other_nomination(row):
    return heard_nomination(item_of(row).nomination.campaign)


ACTS = {
    "place": lambda m: meetings.place(m, nomination=other_nomination(m), by=m.keeper, at=AT),
    "take_off": lambda m: meetings.take_off(m, item=item_of(m), by=m.keeper, at=AT),
    "move_up": lambda m: meetings.move_up(m, item=item_of(m), by=m.keeper, at=AT),
    "renew": lambda m: meetings.renew(m, item=item_of(m), by=m.keeper, at=AT),
    "call_roll": lambda m: meetings.call_roll(m, marks={}, by=m.keeper, at=AT),
    "open": lambda m: meetings.open_meeting(called_if_open(m), by=m.keeper, at=AT),
    "vote": lambda m: vote(item_of(m)),
    "close": lambda m: meetings.close_meeting(m, by=m.keeper, at=AT),
    "apply": lambda m: results.apply_meeting(m, by=m.keeper, at=AT),
    "apply_item": lambda m: results.apply_item(item_of(m), by=m.keeper, at=AT),
}
ALLOWED = {
    "PREPARED": {"place", "take_off", "renew", "call_roll", "open"},
    "OPENED": {"renew", "call_roll", "vote", "close"},
    "CLOSED": {"apply"},
    "APPLIED": set(),
}


def called_if_open(row):
    return called(row) if row.state == "PREPARED" else row


def written():
    kinds = ("place_on", "take_off", "renew_", "call_roll", "vote_on", "apply_", "open_", "close_")
    return sum(Entry.objects.filter(act__startswith=kind).count() for kind in kinds)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", STAGES)
def test_every_act_in_every_state_is_done_or_refused(state, act):
    row = STAGES[state]()
    before = written()

    if act in ALLOWED[state]:
        ACTS[act](row)
        assert written() > before
        return
    with pytest.raises(StateConflict), transaction.atomic():
        ACTS[act](row)
    assert (Meeting.objects.get(pk=row.pk).state, written()) == (state, before)


@pytest.mark.parametrize("act", [name for name in ACTS if name != "vote"])
def test_every_act_by_somebody_of_another_county_is_refused(act):
    row = with_agenda()
    row.keeper = holder(Role.DECIDER, CountyFactory())

    with pytest.raises(NotAllowed):
        ACTS[act](row)


def test_agenda_of_an_open_meeting_stands_in_the_database_too():
    row = opened(*several(1))

    with pytest.raises(DatabaseError, match="another state"), transaction.atomic():
        MeetingItem.objects.filter(meeting=row).delete()


def test_agenda_takes_nothing_but_what_waits_in_the_database_too():
    row, nomination = prepared(CountyFactory()), heard_nomination()

    with pytest.raises(DatabaseError, match="does not wait"), transaction.atomic():
        MeetingItem.objects.create(
            meeting=row,
            nomination=nomination,
            position=1,
            version=1,
            content_hash="x",
            placed_by=row.keeper,
            placed_at=AT,
        )


def test_interests_are_the_people_who_may_not_decide_and_why():
    nomination = heard_nomination()
    friend = holder(Role.DECIDER, nomination.county)
    decisions.recuse(nomination, user=friend, reason="同学", by=friend, at=AT)
    neighbour = PostFactory(cadre__unit=nomination.unit).cadre.user
    county = nomination.county
    kin = [PostFactory(cadre__unit=UnitFactory(county=county)).cadre for _n in range(2)]
    pairs = [(nomination.cadre, kin[0]), (kin[1], nomination.cadre)]
    for one, other in pairs:
        tied = {"cadre": one, "relative": other, "kind": "SPOUSE"}
        Kinship.objects.create(**tied, declared_by=friend, declared_at=AT)

    told = asked.interests([nomination])[nomination.pk]

    assert set(told) == interested_ids(nomination)
    assert told[nomination.subject_id] == "当事人本人"
    assert told[friend.pk] == "已登记回避：同学"
    assert {told[one.user_id] for one in kin} == {"亲属或者共同居住"}
    assert neighbour is None or told[neighbour.pk] == "提名单位的人"


def test_hash_follows_what_is_read():
    nomination = heard_nomination()
    before = asked.digest(nomination)

    Fact.objects.filter(nomination=nomination).update(text="改过的事实")

    after = asked.digest(Nomination.objects.get(pk=nomination.pk))
    told = asked.readable(Nomination.objects.filter(pk=nomination.pk)).get()
    assert before != after == asked.digest(told)


def test_agenda_of_one_and_of_three_costs_the_same(django_assert_num_queries):
    decider = holder(Role.DECIDER, several(1)[0].county)
    rows = [with_agenda(*several(count)) for count in (1, 3)]
    for row in rows:
        with django_assert_num_queries(17):
            seen = Nomination.objects.filter(county=row.county_id)
            found = asked.agenda(row, seen=seen.exclude(subject=decider))
            asked.interests([item.nomination for item in found])
            assert all(asked.digest(i.nomination) == i.content_hash for i in found)


def test_deciding_beside_the_meeting_is_seen_by_it():
    row = opened(*several(1))
    decide(item_of(row).nomination)

    with pytest.raises(StateConflict):
        vote(item_of(row))
