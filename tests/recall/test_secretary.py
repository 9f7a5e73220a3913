"""The secretary of meetings: keeps the roll, the votes and the papers, and decides nothing."""

from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.enums import Role
from cadres.models import Kinship
from cadres.services import cadres as archive
from core.audit.models import Entry
from core.dates import legal_day
from core.errors import NotAllowed, RegulationBroken
from recall.models import MeetingPaper, MeetingVote
from recall.services import decisions, meetings, results, votes
from tests.factories.accounts import UserFactory, grant, holder
from tests.factories.cadres import PostFactory
from tests.factories.meetings import applied, called, closed, item_of, opened, prepared, vote
from tests.factories.recall import printed
from tests.factories.units import CountyFactory, UnitFactory
from tests.moments import DECIDED_AT

pytestmark = pytest.mark.django_db
AT = DECIDED_AT
SECRETARY = Role.DECISION_SECRETARY


def secretary(row):
    return holder(SECRETARY, row.county)


def roll_of(row):
    return {m.pk: ("PRESENT", "") for m in row.members.all()}


def form(item):
    read = {"version": item.version, "content_hash": item.content_hash}
    counts = {"agree_count": 5, "disagree_count": 0, "defer_count": 0}
    return counts | read | {"key": uuid4()}


def url(name, *args):
    return reverse(f"recall:{name}", args=args)


def test_secretary_calls_the_roll_enters_the_votes_and_asks_for_the_papers(client):
    row = opened()
    by, item = secretary(row), item_of(row)
    client.force_login(by)
    seen = client.get(url("meeting-list")).text + client.get(url("meeting", row.pk)).text
    room = client.get(url("meeting-room", row.pk)).text
    marks = {f"came_{m.pk}": "PRESENT" for m in row.members.all()}

    assert client.post(url("meeting-roll", row.pk), marks).status_code == 302
    assert client.post(url("meeting-vote", row.pk, item.pk), form(item)).status_code == 302
    meetings.close_meeting(row, by=row.keeper, at=AT)
    results.apply_meeting(row, by=row.keeper, at=AT)
    assert client.post(url("meeting-paper", row.pk, "minutes")).status_code == 302

    assert row.name in seen
    assert item.nomination.cadre.name in room
    assert "登记表决" in room
    assert "会上登记回避" not in room  # the keeper's
    assert MeetingVote.objects.get().by == by
    assert not MeetingVote.objects.get().seats.filter(member__user=by).exists()
    paper = MeetingPaper.objects.get()
    assert paper.requested_by == by
    printed(paper.document)
    assert client.get(url("meeting-paper-file", row.pk, paper.pk)).status_code == 200
    assert Entry.objects.filter(act="call_roll", by=by).exists()


def test_secretary_runs_applies_and_decides_nothing(client):
    row = closed()
    by, item = secretary(row), item_of(row)
    client.force_login(by)
    told = {
        "meeting-move": [(row.pk, "open"), (row.pk, "close"), (row.pk, "apply")],
        "meeting-item-act": [(row.pk, item.pk, n) for n in ("up", "drop", "renew", "apply")],
        "meeting-recuse": [(row.pk, item.pk)],
        "meeting-agenda": [(row.pk,)],
    }

    sent = {"member": row.members.filter(user=None).first().pk, "reason": "姻亲"}
    answers = [client.post(url(n, *a), sent).status_code for n, rows in told.items() for a in rows]

    assert set(answers) <= {403, 422}
    assert answers.count(422) <= 1  # the agenda, which has nothing to offer
    assert client.get(url("meeting-prepare")).status_code == 404
    for act in (results.apply_meeting, meetings.close_meeting):
        with pytest.raises(NotAllowed):
            act(row, by=by, at=AT)


def test_secretary_opens_neither_the_nomination_nor_its_files(client):
    row = opened()
    nomination = item_of(row).nomination
    client.force_login(secretary(row))
    file = nomination.facts.get().evidence.get()

    room = client.get(url("meeting-room", row.pk)).text

    assert client.get(url("nomination", nomination.pk)).status_code == 404
    assert client.get(url("evidence-file", file.pk)).status_code == 404
    assert url("evidence-file", file.pk) not in room
    assert url("nomination", nomination.pk) not in client.get(url("meeting", row.pk)).text


def test_secretary_of_another_county_finds_nothing(client):
    row = opened()
    client.force_login(holder(SECRETARY, CountyFactory()))

    for name in ("meeting", "meeting-room", "meeting-roll"):
        assert client.get(url(name, row.pk)).status_code == 404
    assert client.post(url("meeting-vote", row.pk, item_of(row).pk), {}).status_code == 404


def kin_of(row):
    cadre = PostFactory(cadre__user=UserFactory()).cadre
    Kinship.objects.create(
        cadre=cadre,
        relative=item_of(row).nomination.cadre,
        kind="SPOUSE",
        declared_by=row.keeper,
        declared_at=AT,
    )
    return cadre.user


def colleague_of(row):
    return PostFactory(
        cadre__unit=item_of(row).nomination.unit, cadre__user=UserFactory()
    ).cadre.user


def colleague_where_they_went(row):
    nomination = item_of(row).nomination
    unit = UnitFactory(county=nomination.county)
    by = holder(Role.COUNTY_ADMIN, nomination.county)
    archive.move(nomination.cadre, unit=unit, title="干事", on=legal_day(AT), by=by, at=AT)
    return PostFactory(cadre__unit=unit, cadre__user=UserFactory()).cadre.user


def recused_from(row):
    user = UserFactory()
    decisions.recuse(item_of(row).nomination, user=user, reason="同学", by=row.keeper, at=AT)
    return user


TOUCHED = {
    "subject": lambda row: item_of(row).nomination.subject,
    "drafter": lambda row: item_of(row).nomination.drafted_by,
    "submitter": lambda row: item_of(row).nomination.submitted_by,
    "verifier": lambda row: item_of(row).nomination.verifications.get().by,
    "colleague": colleague_of,
    "colleague where they went": colleague_where_they_went,
    "recused": recused_from,
    "kin": kin_of,
}


@pytest.mark.parametrize("who", TOUCHED)
def test_secretary_whom_a_case_touches_keeps_nothing_of_that_meeting(client, who):
    row = opened()
    by = grant(TOUCHED[who](row), SECRETARY, row.county)

    with pytest.raises(NotAllowed, match="不能担任本次会议秘书"):
        meetings.call_roll(row, marks=roll_of(row), by=by, at=AT)
    with pytest.raises(NotAllowed):
        vote(item_of(row), by=by)
    client.force_login(by)
    assert client.get(url("meeting-room", row.pk)).status_code == 404
    assert client.get(url("meeting-recuse", row.pk, item_of(row).pk)).status_code == 404
    page = client.get(url("meeting", row.pk)).text
    assert item_of(row).nomination.cadre.name not in page
    assert item_of(row).nomination.post_title not in page
    assert "涉及您本人" not in page
    assert "不能担任本次会议秘书" in page
    assert "不能担任本次会议秘书" in client.get(url("meeting-roll", row.pk)).text


def test_secretary_touched_by_one_case_reads_no_paper_of_the_meeting(client):
    row = applied()
    by = grant(item_of(row).nomination.verifications.get().by, SECRETARY, row.county)
    client.force_login(by)

    assert client.post(url("meeting-paper", row.pk, "minutes")).status_code == 403


def test_votes_of_a_secretary_recused_after_the_page_was_opened_are_refused():
    row = opened()
    by, item = secretary(row), item_of(row)
    decisions.recuse(item.nomination, user=by, reason="同学", by=row.keeper, at=AT)

    with pytest.raises(NotAllowed):
        votes.vote(item, **form(item), by=by, at=AT)


def test_rc_41_secretary_is_not_due_but_who_decides_as_well_may_be():
    county = CountyFactory()
    decider, only = holder(Role.DECIDER, county), holder(SECRETARY, county)

    with pytest.raises(RegulationBroken, match="RC-41"):
        prepared(county, by=decider, members=[decider, only])

    both = grant(holder(Role.DECIDER, county), SECRETARY, county)
    assert called(prepared(county, by=decider, members=[decider, both])).members.count() == 5
