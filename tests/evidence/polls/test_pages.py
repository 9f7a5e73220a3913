"""The pages of polls: organiser, department, voter."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Role
from core.audit.models import Entry
from evidence.models import Poll, PollVoter, Signal, UrnBallot
from evidence.services import counting, polls
from tests.factories import polls as make
from tests.factories.accounts import grant, holder
from tests.factories.cadres import PostFactory
from tests.factories.recall import GroundFactory
from tests.moments import NOW

pytestmark = pytest.mark.django_db
VOTE = reverse("evidence:vote")


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Let every page be asked on the campaign's day."""
    cache.clear()
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def page(poll, name="evidence:poll", *args):
    return reverse(name, args=[poll.pk, *args])


def act(poll, name):
    return page(poll, "evidence:poll-act", name)


def text(answer):
    return answer.content.decode()


def test_clerk_plans_fills_and_opens_a_poll_from_a_preset(client):
    clerk = holder(Role.UNIT_CLERK, make.UnitFactory())
    unit = make.Poll and clerk.grants.get().unit
    people = [PostFactory(cadre__unit=unit, cadre__user=None).cadre for _n in range(6)]
    client.force_login(clerk)
    start = client.get(reverse("evidence:poll-new"), {"preset": "qianxinan_2014"})
    given = start.context["form"].initial
    form = {k: given.get(k, "") for k in ("kind", "options", "measure", "bottom_n")}
    form |= {
        "place": f"u{unit.pk}",
        "title": "年度测评",
        "basis": "办法",
        "ground": GroundFactory().pk,
    }
    form |= {"groups": "职工 100", "closes_at": "2018-05-11T18:00"}

    made = client.post(reverse("evidence:poll-new"), form, follow=True)
    poll = Poll.objects.get()
    client.post(act(poll, "subjects"), {"unit": unit.pk, "who": "ALL"})
    group = poll.groups.get().pk
    roll = {
        "group": group,
        "unit": unit.pk,
        "who": "ALL",
        "names": "王村民\n李村民",
        "channel": "APP",
    }
    client.post(act(poll, "voters"), roll)
    client.post(act(poll, "open"))

    poll.refresh_from_db()
    assert made.status_code == 200
    assert (poll.state, poll.subjects.count()) == ("OPEN", len(people))
    assert set(PollVoter.objects.values_list("channel", flat=True)) == {"SLIP"}
    assert PollVoter.objects.count() == 8


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("groups", "同事 ١٢", "不是 0 至 100"),
        ("groups", "同事 NaN", "不是 0 至 100"),
        ("groups", "同事 1e3", "不是 0 至 100"),
        ("groups", "同事 33.333", "不是 0 至 100"),
        ("groups", "同事", "每行写名称和数字"),
        ("options", "优秀 100", "2 至 10 个等次"),
        ("threshold", "50", "只填一项"),
        ("groups", "同事 90", "BL-02"),
        ("closes_at", "2018-05-11T18:30", "BL-04"),
    ],
)
def test_wrong_rule_is_refused_with_a_sentence(client, field, value, sentence):
    unit = make.UnitFactory()
    client.force_login(holder(Role.UNIT_CLERK, unit))
    form = {
        "place": f"u{unit.pk}",
        "title": "测评",
        "basis": "办法",
        "kind": "SCALE",
        "options": "优秀 100\n不称职 0",
        "measure": "SCORE",
        "groups": "同事 100",
        "bottom_n": "1",
        "closes_at": "2018-05-11T18:00",
    }

    answer = client.post(reverse("evidence:poll-new"), form | {field: value})

    assert answer.status_code == 422
    assert sentence in text(answer)
    assert not Poll.objects.exists()


def test_slips_are_shown_once_and_vote_without_an_account(client):
    poll = make.opened_poll()
    client.force_login(poll.planned_by)
    group = poll.groups.get(name="同事")

    slips = client.post(act(poll, "slips"), {"group": group.pk})
    client.logout()
    codes = re.findall(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", text(slips))
    ballot = client.post(VOTE, {"code": codes[0]})
    done = client.post(VOTE, {"code": codes[0], "cast": "1", "s1": "A", "s3": "D"})

    assert len(codes) == 5
    assert poll.subjects.first().name in text(ballot)
    assert "已投票" in text(done)
    assert UrnBallot.objects.get().marks == {"1": "A", "3": "D"}
    assert client.post(VOTE, {"code": codes[0]}).status_code == 422


def test_blank_ballot_is_asked_about_once_more(client):
    poll = make.opened_poll()
    code = make.codes(poll)["同事"][0]

    asked = client.post(VOTE, {"code": code, "cast": "1"})
    client.post(VOTE, {"code": code, "cast": "1", "blank": "1"})

    assert (asked.status_code, "无效票" in text(asked)) == (422, True)
    assert UrnBallot.objects.get().is_valid is False


def test_names_beyond_the_limit_are_refused_and_the_code_still_good(client):
    given = {"kind": "NAMES", "options": make.NAMES, "max_names": 1, "share_of": "X"}
    poll = make.opened_poll(**given, measure="SHARE_BAD")
    code = make.codes(poll)["同事"][0]

    answer = client.post(VOTE, {"code": code, "cast": "1", "names": ["1", "2"]})
    client.post(VOTE, {"code": code, "cast": "1", "names": ["2"]})

    assert (answer.status_code, "最多选 1 人" in text(answer)) == (422, True)
    assert UrnBallot.objects.get().marks == {"2": "X"}


def test_guessing_codes_is_stopped_for_the_address(client):
    make.opened_poll()

    answers = [client.post(VOTE, {"code": f"AAAA{n:08}"}).status_code for n in range(31)]

    assert answers == [422] * 30 + [429]


def test_voter_with_account_draws_and_no_entry_tells_of_it(client):
    poll = make.filled_poll()
    voter = make.voter_with_account(poll, poll.groups.first())
    polls.open_(poll, by=poll.planned_by, at=NOW)
    client.force_login(voter.user)
    before = Entry.objects.count()

    offer = client.get(VOTE)
    drawn = client.post(reverse("evidence:vote-draw", args=[poll.pk]))
    code = drawn.context["code"]
    client.post(VOTE, {"code": code, "cast": "1", "s1": "A"})

    assert poll.title in text(offer)
    assert UrnBallot.objects.count() == 1
    assert Entry.objects.count() == before
    assert client.post(reverse("evidence:vote-draw", args=[poll.pk])).status_code == 404


def test_roll_is_the_organisers_and_the_result_the_departments(client):
    poll = make.counted_poll()
    verifier = holder(Role.VERIFIER, poll.county)

    client.force_login(poll.planned_by)
    own = client.get(page(poll, "evidence:poll-roll"))
    client.force_login(verifier)
    result = client.get(page(poll))

    assert "服务对象0" in text(own)
    assert "上线" in text(result)
    assert client.get(page(poll, "evidence:poll-roll")).status_code == 404


def test_person_assessed_does_not_see_the_poll(client):
    poll = make.counted_poll()
    person = grant(poll.subjects.first().cadre.user, Role.UNIT_HEAD, poll.unit)
    client.force_login(person)

    assert client.get(page(poll)).status_code == 404


def test_open_poll_tells_turnout_as_a_whole_only(client):
    poll = make.voted(make.opened_poll(), {"同事": [{"1": "A"}] * 4})
    client.force_login(poll.planned_by)

    answer = client.get(page(poll))

    assert answer.context["turnout"] == {"whole": 10, "used": 4, "share": 40}
    assert answer.context["result"] is None


def test_signals_are_raised_from_the_line_page(client):
    poll = make.counted_poll()
    client.force_login(poll.planned_by)

    shown = client.get(act(poll, "signals"))
    chosen = shown.context["form"].fields["subjects"].initial
    client.post(act(poll, "signals"), {"subjects": chosen})

    assert [s.cadre_id for s in Signal.objects.all()] == [poll.subjects.get(position=3).cadre_id]


def test_differing_paper_is_sent_back_from_its_page(client):
    poll = make.closed_poll(make.opened_poll(channel="PAPER"))
    head, group = holder(Role.UNIT_HEAD, poll.unit), poll.groups.first()
    client.force_login(poll.planned_by)
    form = {"group": group.pk, "number": 1, "s1": "A", "s2": "B"}
    client.post(act(poll, "paper"), form)
    once = client.get(act(poll, "paper"))
    client.force_login(head)

    client.post(act(poll, "paper"), form | {"s1": "D"})
    differing = client.get(act(poll, "paper"))
    sheet = differing.context["sheets"][0]["row"]
    client.post(page(poll, "evidence:paper-again", sheet.pk))

    assert "两遍不一致" in text(differing)
    assert f"1 {poll.subjects.get(position=1).name}：第一遍优秀，第二遍不称职" in text(differing)
    assert "第二遍称职" not in text(differing)
    assert "第一遍优秀" not in text(once)
    sheet.refresh_from_db()
    assert sheet.first_by is None


@pytest.mark.parametrize(
    ("second", "said"),
    [
        ({"is_void": "on"}, "整张：第一遍有效票，第二遍无效票"),
        ({"s2": "B"}, "第一遍优秀，第二遍未选"),
    ],
    ids=["void", "not marked"],
)
def test_difference_is_told_when_one_of_the_two_read_nothing(client, second, said):
    poll = make.closed_poll(make.opened_poll(channel="PAPER"))
    form = {"group": poll.groups.first().pk, "number": 1}
    client.force_login(poll.planned_by)
    client.post(act(poll, "paper"), form | {"s1": "A"})
    client.force_login(holder(Role.UNIT_HEAD, poll.unit))

    client.post(act(poll, "paper"), form | second)

    assert said in text(client.get(act(poll, "paper")))


def test_published_list_is_open_by_its_code_once_counted(client):
    poll = make.counted_poll()
    url = reverse("evidence:poll-check", args=[poll.code])

    told, listed = client.get(url), client.get(url, {"text": "1"})

    assert poll.tally_hash in text(told)
    assert text(listed).count("\n") == 10
    uncounted = make.opened_poll()
    assert client.get(reverse("evidence:poll-check", args=[uncounted.code])).status_code == 404


@pytest.mark.parametrize("count", [10, 1000])
def test_list_and_roll_cost_the_same(client, count, django_assert_max_num_queries):
    poll = make.planned_poll()
    given = {
        field.attname: getattr(poll, field.attname)
        for field in Poll._meta.concrete_fields
        if field.name not in ("id", "code")
    }
    Poll.objects.bulk_create([Poll(code=f"T{n}", **given) for n in range(count)])
    group = poll.groups.first()
    names = [PollVoter(poll=poll, group=group, name=f"某{n}", channel="SLIP") for n in range(count)]
    PollVoter.objects.bulk_create(names)
    client.force_login(poll.planned_by)

    for url in (reverse("evidence:poll-list"), page(poll, "evidence:poll-roll")):
        with django_assert_max_num_queries(12):
            answer = client.get(url)
        assert len(answer.content) <= 60_000


def test_tally_page_costs_the_same_for_few_and_many(client):
    costs = []
    for subjects in (5, 60):
        poll = make.counted_poll(make.opened_poll(subjects=subjects))
        client.force_login(holder(Role.VERIFIER, poll.county))
        with CaptureQueriesContext(connection) as queries:
            client.get(page(poll))
        costs.append(len(queries))

    assert costs[0] == costs[1] <= 25


def test_count_page_refuses_an_unsettled_poll_with_its_sentence(client):
    poll = make.closed_poll(make.opened_poll(channel="PAPER"))
    counting.enter_paper(
        poll,
        group=poll.groups.first(),
        number=1,
        marks={"1": "A"},
        by=poll.planned_by,
        at=make.AFTER,
    )
    client.force_login(poll.planned_by)

    answer = client.post(act(poll, "count"))

    assert (answer.status_code, "BL-11" in text(answer)) == (422, True)
