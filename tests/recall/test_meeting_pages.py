"""The pages of a meeting: what they show, what a form does, what is refused."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Role
from core.audit.models import Entry
from recall.models import FlagAnswer, Meeting, MeetingItem, MeetingVote, Nomination, TakenSignal
from recall.services import decisions, meetings, signals
from tests.factories.accounts import grant, holder
from tests.factories.evidence import raised_signal
from tests.factories.meetings import applied, closed, item_of, opened, several, vote, with_agenda
from tests.moments import DECIDED_AT

pytestmark = pytest.mark.django_db


def inside(client, row):
    client.force_login(row.keeper)
    return row


def url(name, *args):
    return reverse(f"recall:{name}", args=args)


def form(item, agree=5, disagree=0, defer=0, **changes):
    counts = {"agree_count": agree, "disagree_count": disagree, "defer_count": defer}
    read = {"version": item.version, "content_hash": item.content_hash}
    return counts | read | {"key": uuid4()} | changes


def send(client, item, data, **headers):
    return client.post(url("meeting-vote", item.meeting_id, item.pk), data, headers=headers)


def test_meeting_is_prepared_and_fills_its_agenda(client):
    one, _two = several(2)
    decider = holder(Role.DECIDER, one.county)
    client.force_login(decider)
    assert "筹备会议" in client.get(url("meeting-list")).text
    told = {
        "token": uuid4(),
        "county": one.county.pk,
        "name": "第十次部务会",
        "body": "MINISTERS",
        "held_on": "2018-05-22",
        "members": [decider.pk],
        "others": "王部长、李副部长",
    }

    client.post(url("meeting-prepare"), told)
    row = Meeting.objects.get()
    client.post(url("meeting-agenda", row.pk), {"nominations": [one.pk]})

    assert [m.name for m in row.members.order_by("pk")] == [decider.name, "王部长", "李副部长"]
    assert row.items.get().nomination == one
    answer = client.get(url("meeting", row.pk))
    assert one.cadre.name in answer.text
    assert row.items.get().content_hash[:12] in answer.text


def test_names_that_are_too_long_are_refused(client):
    decider = holder(Role.DECIDER, several(1)[0].county)
    client.force_login(decider)

    answer = client.post(url("meeting-prepare"), {"others": "王" * 41})

    assert answer.status_code == 422
    assert "姓名不得超过 40 个字" in answer.text


def test_roll_agenda_and_moves_by_their_pages(client):
    row = inside(client, with_agenda(*several(2)))
    client.post(url("meeting-item-act", row.pk, item_of(row, 2).pk, "drop"))
    people = list(row.members.order_by("pk"))
    marks = {f"came_{m.pk}": "PRESENT" for m in people}
    refused = client.post(url("meeting-roll", row.pk), marks | {f"came_{people[0].pk}": "ABSENT"})
    assert (refused.status_code, f"请写明{people[0].name}缺席的原因" in refused.text) == (422, True)
    client.post(url("meeting-roll", row.pk), marks)

    answer = client.post(url("meeting-move", row.pk, "open"))

    assert answer.url == url("meeting-room", row.pk)
    assert client.post(url("meeting-move", row.pk, "open")).status_code == 409
    assert client.post(url("meeting-move", row.pk, "close")).status_code == 302
    assert client.post(url("meeting-move", row.pk, "apply")).status_code == 302
    assert "没有表决" in client.get(url("meeting", row.pk)).text
    assert client.post(url("meeting-move", row.pk, "apply")).status_code == 409


def test_room_shows_what_is_read_and_who_counts(client):
    row = inside(client, opened(*several(2)))
    other = row.members.exclude(user=row.keeper).get(user__isnull=False)
    nomination = item_of(row).nomination
    decisions.recuse(nomination, user=other.user, reason="同学", by=row.keeper, at=DECIDED_AT)

    answer = client.get(url("meeting-room", row.pk))

    for text in (nomination.cadre.name, "我愿意改正", "属实", "本件回避", "已登记回避：同学"):
        assert text in answer.text
    assert (answer.context["cases"][0]["due"], answer.context["cases"][0]["half"]) == (4, 3)
    assert item_of(row).content_hash[:12] in answer.text
    assert Entry.objects.filter(act="read", by=row.keeper).count() == 2


def test_room_shows_the_signals_that_were_taken_and_the_units_reasons(client):
    row = inside(client, opened(*several(2)))
    nomination = item_of(row).nomination
    signal = raised_signal(nomination.cadre)
    told = {"nomination": nomination, "added_by": row.keeper, "added_at": DECIDED_AT}
    TakenSignal.objects.create(signal=signal, snapshot=signals.snapshot(signal), **told)
    FlagAnswer.objects.create(
        nomination=nomination,
        flag="HARD_WORKER",
        measure="points",
        figures={"value": "80.00", "rank": 1, "of": 5},
        reason="业务量大，但多次推诿群众诉求",
        given_by=row.keeper,
        given_at=DECIDED_AT,
    )

    page = client.get(url("meeting-room", row.pk)).text

    for text in (signal.said, "80.00，在 5 人中列第 1 名", "业务量大，但多次推诿群众诉求"):
        assert page.count(text) == 1


def test_room_costs_the_same_for_one_case_and_for_three_but_the_notes_of_reading(client):
    costs = []
    for count in (1, 3):
        row = inside(client, opened(*several(count)))
        client.get(url("meeting-room", row.pk))
        with CaptureQueriesContext(connection) as told:
            client.get(url("meeting-room", row.pk))
        noted = ("audit_", "SAVEPOINT")  # each person who is shown is noted
        costs.append(sum(not any(n in q["sql"] for n in noted) for q in told))

    assert costs[0] == costs[1]
    assert costs[0] <= 40


def test_vote_by_the_plain_form_comes_back_to_its_case(client):
    row = inside(client, opened())
    item = item_of(row)

    answer = send(client, item, form(item))

    assert answer.url == f"{url('meeting-room', row.pk)}#case-{item.pk}"
    assert "决定召回：同意 5 票" in client.get(url("meeting-room", row.pk)).text


def test_vote_that_is_refused_shows_the_room_with_the_sentence(client):
    row = inside(client, opened())
    item = item_of(row)

    assert send(client, item, form(item, 4)).status_code == 422
    assert send(client, item, {}).status_code == 422
    answer = send(client, item, form(item, version=99))

    assert (answer.status_code, "没有登记" in answer.text) == (409, True)
    noted = Entry.objects.filter(act="denied", row_kind="recall:meeting-vote").order_by("pk")
    assert [entry.detail["status"] for entry in noted] == [422, 409]
    assert {entry.row_id for entry in noted} == {row.pk}
    assert not MeetingVote.objects.exists()


def test_vote_sent_by_the_script_twice_is_kept_once_and_answered_alike(client):
    item = item_of(inside(client, opened()))
    data = form(item)

    told = [send(client, item, data, accept="application/json").json() for _n in range(2)]

    assert told == [{"said": "决定召回：同意 5 票，不同意 0 票，缓议 0 票"}] * 2
    assert MeetingVote.objects.count() == 1
    stale = send(client, item, form(item, content_hash="x"), accept="application/json")
    assert (stale.status_code, "有改动" in stale.json()["said"]) == (409, True)


@pytest.mark.parametrize("own", ["recused", "subject"])
def test_vote_by_an_interested_hand_is_refused_and_audited(client, own):
    row = inside(client, opened())
    item = item_of(row)
    if own == "subject":
        by = grant(item.nomination.subject, Role.DECIDER, row.county)
        client.force_login(by)
    else:
        by = row.keeper
        decisions.recuse(item.nomination, user=by, reason="同学", by=by, at=DECIDED_AT)

    answer = send(client, item, form(item))

    assert answer.status_code == (404 if own == "subject" else 403)
    assert Entry.objects.get(act="denied").by == by
    assert not MeetingVote.objects.exists()


def test_person_concerned_does_not_meet_their_own_case(client):
    row = opened(*several(2))
    item = item_of(row)
    client.force_login(grant(item.nomination.subject, Role.DECIDER, row.county))

    answer = client.get(url("meeting", row.pk))

    assert item.nomination.cadre.name not in answer.text
    assert "另有 1 件涉及您本人" in answer.text
    assert client.get(url("meeting-recuse", row.pk, item.pk)).status_code == 404


def test_recusal_in_the_meeting_lowers_what_is_due_and_asks_for_a_new_vote(client):
    row = inside(client, opened())
    item = item_of(row)
    vote(item)
    member = row.members.get(name="王部长")
    assert "王部长" in client.get(url("meeting-recuse", row.pk, item.pk)).text

    client.post(url("meeting-recuse", row.pk, item.pk), {"member": member.pk, "reason": "姻亲"})

    answer = client.get(url("meeting-room", row.pk))
    assert "表决后有人登记回避，请重新表决" in answer.text
    assert answer.context["cases"][0]["due"] == 4


def test_changed_content_is_said_and_read_again(client):
    row = inside(client, opened())
    item = item_of(row)
    Nomination.objects.filter(pk=item.nomination_id).update(version=9)
    assert "须重新宣读后再表决" in client.get(url("meeting-room", row.pk)).text

    assert "登记表决" not in client.get(url("meeting-room", row.pk)).text
    answer = client.post(url("meeting-item-act", row.pk, item.pk, "renew"))

    assert answer.url.endswith(f"#case-{item.pk}")
    assert MeetingItem.objects.get().version == 9


def test_refused_case_is_tried_again_by_another_hand(client):
    row = closed()
    item = item_of(row)
    by = holder(Role.DECIDER, row.county)
    decisions.recuse(item.nomination, user=by, reason="同学", by=by, at=DECIDED_AT)
    client.force_login(by)
    client.post(url("meeting-move", row.pk, "apply"))
    assert "已登记回避" in client.get(url("meeting", row.pk)).text

    client.force_login(row.keeper)
    client.post(url("meeting-item-act", row.pk, item.pk, "apply"))

    assert Nomination.objects.get(pk=item.nomination_id).state == "APPROVED"


def test_administrator_reads_and_runs_nothing(client):
    row = applied()
    client.force_login(holder(Role.COUNTY_ADMIN, row.county))

    assert client.get(url("meeting", row.pk)).status_code == 200
    assert client.get(url("meeting-prepare")).status_code == 404
    assert client.post(url("meeting-move", row.pk, "apply")).status_code in (403, 409)


@pytest.mark.parametrize("act", ["up", "drop", "renew"])
def test_act_on_an_item_that_somebody_took_off_meanwhile_says_so(client, act, monkeypatch):
    row = inside(client, with_agenda(*several(3)))
    item, address = item_of(row, 3), url("meeting-item-act", row.pk, item_of(row, 3).pk, act)
    stale = item_of(row, 3)
    meetings.take_off(row, item=item, by=row.keeper, at=DECIDED_AT)
    monkeypatch.setattr("recall.views.meetings.item_of", lambda *_asked: stale)

    answer = client.post(address)

    assert answer.status_code == 409
    assert "已不在议程上" in answer.text
    assert row.items.count() == 2


def test_item_taken_off_by_a_page_of_before_closes_the_present_gap(client):
    row = inside(client, with_agenda(*several(3)))
    stale = item_of(row, 3)
    meetings.move_up(row, item=item_of(row, 3), by=row.keeper, at=DECIDED_AT)
    meetings.take_off(row, item=stale, by=row.keeper, at=DECIDED_AT)

    assert sorted(row.items.values_list("position", flat=True)) == [1, 2]
