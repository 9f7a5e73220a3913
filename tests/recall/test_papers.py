import pytest
from django.urls import reverse

from accounts.enums import Role
from core.documents import rendering
from core.documents.models import DocumentCounter
from core.documents.standings import Standing, standing
from core.errors import StateConflict
from core.jobs.models import Job
from recall.models import MeetingPaper, Nomination
from recall.services import decisions, meetings, papers, results
from reports.queries import numbers
from tests.factories.accounts import grant, holder
from tests.factories.meetings import applied, closed, item_of, opened, several, vote
from tests.factories.recall import printed
from tests.moments import DECIDED_AT, TODAY

pytestmark = pytest.mark.django_db
AT = DECIDED_AT


def asked(row, kind="MINUTES", by=None):
    return papers.request_paper(row, kind=kind, by=by or row.keeper, at=AT)


@pytest.fixture
def mixed():
    """A meeting with one of each result, a recusal, and a case that was not voted on."""
    row = opened(*several(4), absent=("王部长",))
    friend = row.members.exclude(user=row.keeper).get(user__isnull=False).user
    first = item_of(row).nomination
    decisions.recuse(first, user=friend, reason="同学", by=row.keeper, at=AT)
    for position, counts in enumerate([(3, 0, 0), (1, 3, 0), (0, 1, 3)], start=1):
        vote(item_of(row, position), *counts)
    row = meetings.close_meeting(row, by=row.keeper, at=AT)
    return results.apply_meeting(row, by=row.keeper, at=AT)


def test_paper_freezes_who_came_and_what_came_of_each_case(mixed):
    told = asked(mixed).document.snapshot

    assert (told["due"], len(told["present"]), told["absent"]) == (
        5,
        4,
        [{"name": "王部长", "reason": "出差"}],
    )
    assert told["totals"] == {"approved": 1, "rejected": 1, "deferred": 1, "none": 1}
    first = told["items"][0]
    assert (first["due"], first["present"], first["agree"]) == (4, 3, 3)
    assert first["recused"][0]["reason"] == "已登记回避：同学"
    assert [row["outcome"] for row in told["items"]] == [
        "已登记决定",
        "已登记决定",
        "未作决定",
        "未能登记",
    ]


@pytest.mark.parametrize(
    ("kind", "total"), [("MINUTES", "决定召回1件"), ("TABLE", "决定召回 1 件")]
)
def test_paper_is_printed_from_its_facts(mixed, kind, total):
    row = asked(mixed, kind)

    text = rendering.html(row.document)

    for said in (row.document.title, total, item_of(mixed).nomination.cadre.name):
        assert said in text
    assert Job.objects.filter(key=f"documents.render:{row.document_id}").exists()
    assert str(row) in row.document.title


def test_same_facts_are_one_paper_and_others_another():
    one, two = several(2)
    row = closed(one, two)
    by = holder(Role.DECIDER, row.county)
    decisions.recuse(one, user=by, reason="同学", by=by, at=AT)
    row = results.apply_meeting(row, by=by, at=AT)
    first = asked(row)

    assert asked(row) == first
    results.apply_item(item_of(row), by=row.keeper, at=AT)

    assert asked(row) != first
    assert MeetingPaper.objects.count() == 2


def test_minutes_are_numbered_for_each_body_and_year_and_the_table_is_not():
    first, second, third = several(3)
    of_ministers = [asked(applied(row)) for row in (first, second)]
    of_standing = asked(applied(third, body="STANDING"))
    table = asked(of_standing.meeting, "TABLE")

    told = [row.document.reference for row in [*of_ministers, of_standing, table]]

    assert told == ["2018年第1期", "2018年第2期", "2018年第1期", ""]
    assert told[1] in rendering.html(of_ministers[1].document)
    assert {row.document.verify_code for row in [*of_ministers, of_standing]} == {""}
    facts, committee = of_standing.document.snapshot, f"中共{first.county.name}委"
    assert (facts["issuer"], facts["mark"]) == (committee, f"{committee}常委会")
    assert f"{committee}常委会会议纪要</p>" in rendering.html(of_standing.document)
    assert of_ministers[0].document.snapshot["issuer"] == f"{committee}组织部"
    counters = DocumentCounter.objects.filter(scope=first.county.code, kind__startswith="minutes")
    assert [series.missing for series in numbers.proved(counters)] == [[], []]


def test_minutes_of_other_facts_take_the_next_number_and_the_place_of_the_former():
    one, two = several(2)
    row = closed(one, two)
    by = holder(Role.DECIDER, row.county)
    decisions.recuse(one, user=by, reason="同学", by=by, at=AT)
    row = results.apply_meeting(row, by=by, at=AT)
    first = asked(row)
    assert standing(first.document, TODAY) == Standing.CURRENT
    results.apply_item(item_of(row), by=row.keeper, at=AT)

    second = asked(row)

    assert (second.document.number, asked(row)) == (2, second)
    assert [standing(one.document, TODAY) for one in (first, second)] == [
        Standing.SUPERSEDED,
        Standing.CURRENT,
    ]


def test_paper_before_the_decisions_are_applied_is_refused():
    row = closed()

    with pytest.raises(StateConflict):
        asked(row)


def test_paper_is_asked_for_and_fetched_by_its_pages(client):
    row = applied()
    client.force_login(row.keeper)
    page = reverse("recall:meeting", args=[row.pk])
    assert client.post(reverse("recall:meeting-paper", args=[row.pk, "table"])).url == page
    paper = MeetingPaper.objects.get()
    names = [row.pk, paper.pk]
    assert "正在生成" in client.get(page).text
    file = reverse("recall:meeting-paper-file", args=names)
    assert client.get(file).status_code == 404
    printed(paper.document)

    assert client.get(reverse("recall:meeting-paper-progress", args=names)).status_code == 286
    answer = client.get(file)

    assert f"meeting-{row.pk}-table.pdf" in answer["Content-Disposition"]
    assert client.post(reverse("recall:meeting-paper", args=[row.pk, "poem"])).status_code == 404


def test_paper_that_tells_of_ones_own_case_stays_closed(client):
    row = applied()
    paper = asked(row)
    subject = Nomination.objects.get().subject
    client.force_login(grant(subject, Role.DECIDER, row.county))

    answer = client.get(reverse("recall:meeting-paper-file", args=[row.pk, paper.pk]))

    assert answer.status_code == 404
