"""The person's own result: by group, small ones hidden, nothing that gives a vote away."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Role
from core.audit.models import Entry
from evidence.queries import own_tallies
from evidence.services import poll_signals
from tests.factories import polls as make
from tests.factories.accounts import grant, holder

pytestmark = pytest.mark.django_db
A, D = {"3": "A", "1": "A"}, {"3": "D", "1": "A"}


def person(poll):
    return poll.subjects.get(position=3)


def counted(first, second):
    """Count a poll of two groups of seven with these ballots; the third person is asked about."""
    return make.counted_poll(make.opened_poll(each=7), {"同事": first, "服务对象": second})


def told(poll):
    subject = person(poll)
    return own_tallies.told(own_tallies.subjects(subject.cadre.user).get(pk=subject.pk))


def at(poll):
    return reverse("evidence:poll-own", args=[poll.pk])


def page(client, poll):
    client.force_login(person(poll).cadre.user)
    return client.get(at(poll)).content.decode()


def test_person_reads_counts_by_group_and_the_value(client):
    poll = counted([A] * 3 + [D] * 3, [A] * 5)

    found, text = told(poll), page(client, poll)

    assert [(line.name, line.counts, line.total) for line in found.lines] == [
        ("同事", {"A": 3, "D": 3}, 6),
        ("服务对象", {"A": 5}, 5),
    ]
    assert found.result.value == Decimal("70.00")
    assert "70.00" in text
    assert "谁也查不到哪一张是谁投的" in text


def test_group_with_few_answers_for_the_person_goes_into_the_sum_and_no_value_is_told(client):
    poll = counted([A] * 3 + [D] * 3, [A, D, *[{"1": "A"}] * 4])

    found, text = told(poll), page(client, poll)

    assert [(line.name, line.counts, line.total) for line in found.lines] == [
        ("", {"A": 4, "D": 4}, 8)
    ]
    assert found.is_whole is False
    assert f"{found.result.value:f}" not in text
    assert not [part for part in found.result.parts if f">{part.shown:f}<" in text]
    assert "同事" not in text


def test_fewer_than_five_answers_altogether_tell_nothing(client):
    blank = [{"1": "A"}] * 4
    poll = counted([A, D, *blank], [A, A, *blank])

    assert told(poll).lines == ()
    assert "不足 5 张，不列票数" in page(client, poll)


@pytest.mark.parametrize(
    ("second", "lines"),
    [
        (
            [A, D, *[{"1": "A"}] * 4],
            [("各组合计 优秀 4、称职 0、基本称职 0、不称职 4", "8 票")],
        ),
        (
            [A] * 2 + [D] * 4,
            [
                ("同事（权重 60）优秀 3、称职 0、基本称职 0、不称职 3", "50.00"),
                ("服务对象（权重 40）优秀 2、称职 0、基本称职 0、不称职 4", "33.33"),
            ],
        ),
    ],
    ids=["small", "whole"],
)
def test_signal_lists_small_groups_no_more_than_the_page_does(second, lines):
    poll = counted([A] * 3 + [D] * 3, second)

    given = {"by": poll.planned_by, "at": make.AFTER}
    (signal,) = poll_signals.raise_for(poll, subjects=[person(poll).pk], **given)

    assert [(row["label"], row["value"]) for row in signal.rows] == lines


def test_signal_on_few_answers_lists_none():
    blank = [{"1": "A"}] * 5
    poll = counted([D, D, *blank], [D, *blank])

    given = {"by": poll.planned_by, "at": make.AFTER}
    (signal,) = poll_signals.raise_for(poll, subjects=[person(poll).pk], **given)

    assert [row["label"] for row in signal.rows] == ["评定此人的票不足 5 张，不列票数"]


def test_group_merged_at_the_count_is_not_told_apart(client):
    poll = counted([A] * 4 + [D] * 3, [D] * 4)

    assert [(line.name, line.total) for line in told(poll).lines] == [("同事", 11)]
    assert "服务对象" not in page(client, poll)


def test_names_are_told_with_the_valid_ballots(client):
    given = {"kind": "NAMES", "options": make.NAMES, "max_names": 1, "share_of": "X"}
    poll = make.opened_poll(each=7, **given, measure="SHARE_BAD")
    poll = make.counted_poll(poll, {"同事": [{"3": "X"}, *[{"1": "X"}] * 5], "服务对象": []})

    assert [(line.counts, line.total) for line in told(poll).lines] == [({"X": 1}, 6)]
    assert "有效票" in page(client, poll)


def test_whatever_small_group_is_hidden_two_different_votes_of_it_read_alike(client):
    """Swap what one voter of the small group said with one of the large: the page is the same."""
    blank = [{"1": "A"}] * 5
    pages = []
    for one, other in ((A, D), (D, A)):
        poll = counted([A] * 3 + [D] * 2 + [other], [one, *blank])
        pages.append((told(poll).lines, poll.pk))

    assert pages[0][0] == pages[1][0]


def test_on_the_line_is_said_and_nobody_else_is_named(client):
    poll = make.counted_poll()
    text = page(client, poll)

    assert "达到界线" in text
    others = poll.subjects.exclude(pk=person(poll).pk)
    assert not [one.name for one in others if one.name in text]
    assert poll.code not in text


def test_only_after_the_count_and_only_for_who_stood_in_it(client):
    poll = make.opened_poll()
    client.force_login(person(poll).cadre.user)
    assert client.get(at(poll)).status_code == 404

    poll = make.counted_poll(poll)
    assert client.get(at(poll)).status_code == 200
    for reader in (poll.planned_by, holder(Role.COUNTY_ADMIN, poll.county)):
        client.force_login(reader)
        assert client.get(at(poll)).status_code == 404


def test_head_who_was_assessed_reads_the_own_result_but_not_the_polls_page(client):
    poll = make.counted_poll()
    client.force_login(grant(person(poll).cadre.user, Role.UNIT_HEAD, poll.unit))

    assert client.get(at(poll)).status_code == 200
    assert client.get(reverse("evidence:poll", args=[poll.pk])).status_code == 404


def test_own_records_lead_to_the_result_and_reading_is_on_record(client):
    poll = make.counted_poll()
    client.force_login(person(poll).cadre.user)

    assert at(poll) in client.get(reverse("evidence:own-records")).content.decode()
    client.get(at(poll))

    assert Entry.objects.filter(about_id=person(poll).cadre_id).exists()


def test_page_costs_the_same_for_few_and_many(client):
    costs = []
    for subjects in (5, 60):
        poll = make.counted_poll(make.opened_poll(subjects=subjects))
        client.force_login(person(poll).cadre.user)
        client.get(at(poll))
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(at(poll))
        costs.append(len(queries))
        assert len(answer.content) <= 60_000

    assert costs[0] == costs[1] <= 12
