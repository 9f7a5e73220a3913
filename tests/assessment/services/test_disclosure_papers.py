"""张贴件: what hangs on a wall bears a code, and the code says when it no longer holds."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from assessment.queries import disclosure_papers as queries
from assessment.services import disclosure_papers, takedowns
from core.audit.models import Entry
from core.dates import cn, legal_day
from core.documents import pdf, rendering
from core.documents.models import Document
from core.documents.standings import Standing, find, standing
from core.errors import NotAllowed, RegulationBroken
from recall.models import Case
from tests.factories import assessment as assess
from tests.factories import disclosures as make
from tests.factories import training
from tests.factories.accounts import holder
from tests.factories.recall import printed

AT, TODAY = assess.LATER, legal_day(assess.LATER)
pytestmark = pytest.mark.django_db


def asked(world, row, at=AT):
    return disclosure_papers.request(row, by=world.admin, at=at)


def stands(document, days=0):
    return standing(Document.objects.get(pk=document.pk), TODAY + timedelta(days=days))


def test_the_paper_says_names_span_and_how_to_ask_and_nothing_more(world):
    row = make.shown(world)
    entry = make.entry(row)

    paper = asked(world, row)

    words = rendering.html(paper)
    told = [entry.name, entry.unit_name, entry.decision, entry.remedy, cn(row.until_on), "验真码"]
    assert [word for word in told if word not in words] == []
    assert entry.case.cadre.name not in paper.title
    assert "经本人单独同意" in words
    assert pdf.render(words).page_count in (1, 2)
    assert (paper.number, paper.snapshot["rows"][0]["ground"]) == (1, "")
    record = Entry.objects.filter(act="print_notice").get()
    assert (record.row_id, record.detail["document"]) == (row.pk, paper.pk)


def test_the_code_says_when_the_days_are_over(world):
    row = make.shown(world)
    paper = printed(asked(world, row))
    after = (row.until_on - TODAY).days + 1

    assert [stands(paper, days) for days in (0, after - 1, after)] == [
        Standing.CURRENT,
        Standing.CURRENT,
        Standing.ENDED,
    ]
    told = find(paper.verify_code, on=row.until_on + timedelta(days=1))
    assert told is not None
    assert (told.standing.label, str(told.label)) == ("期限届满", "公示")


@pytest.mark.parametrize(
    "end",
    [
        lambda w, row: takedowns.take_down(row, reason="有误，撤下", by=w.admin, at=AT),
        lambda _w, row: takedowns.decline(make.entry(row), by=make.entry(row).case.subject, at=AT),
        lambda w, row: Case.objects.filter(pk=make.entry(row).case_id).update(
            state="REVOKED", closed_at=AT, closed_by=w.decider
        ),
    ],
    ids=["by order", "consent taken back", "recall revoked"],
)
def test_the_code_says_when_a_name_is_no_longer_up(world, end):
    row = make.shown(world)
    paper = printed(asked(world, row))

    end(world, row)

    assert stands(paper) == Standing.WITHDRAWN


def test_a_new_paper_leaves_out_who_came_down_and_takes_the_place_of_the_old(world):
    first, second = make.served(world), make.served(world)
    row = make.shown(world, first, second, audience="INTRANET")
    old = asked(world, row)
    gone = row.entries.get(case=first)
    takedowns.decline(gone, by=first.subject, at=AT)

    new = asked(world, row)

    assert [one["name"] for one in new.snapshot["rows"]] == [second.cadre.name]
    assert (stands(old), stands(new)) == (Standing.WITHDRAWN, Standing.CURRENT)
    third = asked(world, row)
    assert (stands(new), stands(third)) == (Standing.SUPERSEDED, Standing.CURRENT)


def test_ds_19_nothing_is_printed_before_approval_after_the_days_or_without_a_name(world):
    waiting, row, down = make.proposed(world), make.shown(world), make.shown(world)
    takedowns.take_down(down, reason="有误，撤下", by=world.admin, at=AT)
    over = AT + timedelta(days=60)

    for one, at in ((waiting, AT), (row, over), (down, AT)):
        with pytest.raises(RegulationBroken, match="DS-19"):
            asked(world, one, at)
    assert not Document.objects.filter(kind=queries.KIND).exists()


def test_ds_19_the_last_day_counts(world):
    row = make.shown(world)
    last = AT + (row.until_on - TODAY)

    paper = asked(world, row, at=last)

    with pytest.raises(RegulationBroken, match="DS-19"):
        asked(world, row, at=last + timedelta(days=1))
    assert paper.snapshot["until_on"] == cn(legal_day(last))


def test_only_who_keeps_notices_prints_one(world):
    row = make.shown(world)

    with pytest.raises(NotAllowed):
        disclosure_papers.request(row, by=world.decider, at=AT)


def page_of(name, row, *more):
    return reverse(f"assessment:{name}", args=[row.pk, *more])


def test_ds_20_the_page_makes_the_paper_and_hands_it_out_while_it_may_hang(client, world, media):
    now = timezone.now()
    row = make.shown(world, at=now)
    client.force_login(world.admin)
    sent = client.post(page_of("disclosure-paper-ask", row))
    paper = queries.of_disclosure(row).get()
    pending = client.get(page_of("disclosure-paper", row, paper.pk))
    none_yet = client.get(page_of("disclosure-paper-file", row, paper.pk))
    printed(paper)
    page = client.get(page_of("disclosure", row)).content.decode()
    file = client.get(page_of("disclosure-paper-file", row, paper.pk))
    seen = Entry.objects.filter(act="download", row_kind="assessment.disclosureentry").count()

    down = takedowns.take_down(row, reason="有误，撤下", by=world.admin, at=now)
    refused = client.get(page_of("disclosure-paper-file", row, paper.pk))

    assert (sent.status_code, pending.status_code, none_yet.status_code) == (302, 200, 404)
    assert ("有效" in page, reverse("document-proof", args=[paper.uid]) in page) == (True, True)
    assert (file.status_code, file["Content-Type"], seen) == (200, "application/pdf", 1)
    assert (refused.status_code, "DS-20" in refused.content.decode()) == (409, True)
    assert "DS-19" not in page
    assert client.post(page_of("disclosure-paper-ask", down)).status_code == 422


@pytest.mark.parametrize(("pressed", "is_unsealed"), [({}, False), ({"without_seal": "on"}, True)])
def test_the_page_makes_the_paper_with_and_without_a_seal(client, world, pressed, is_unsealed):
    row = make.shown(world, at=timezone.now())
    client.force_login(world.admin)

    client.post(page_of("disclosure-paper-ask", row), pressed)

    paper = queries.of_disclosure(row).get()
    assert paper.snapshot.get("unsealed", False) == is_unsealed
    assert ("luokuan wuzhang" in rendering.html(paper)) == is_unsealed


def test_who_stands_in_a_notice_neither_prints_nor_proves_its_paper(client, world, media):
    row = make.shown(world, at=timezone.now())
    paper = printed(asked(world, row, timezone.now()))
    subject = make.entry(row).case.subject
    for user in (subject, holder(Role.COUNTY_ADMIN, make.served(training.world()).county)):
        client.force_login(user)
        assert client.post(page_of("disclosure-paper-ask", row)).status_code == 404
        assert client.get(page_of("disclosure-paper-file", row, paper.pk)).status_code == 404
        assert client.post(reverse("document-proof", args=[paper.uid])).status_code == 404


def test_the_keeper_proves_the_paper_on_the_page_of_the_notice(client, world, media):
    row = make.shown(world, at=timezone.now())
    paper = printed(asked(world, row, timezone.now()))
    client.force_login(world.admin)

    answer = client.post(reverse("document-proof", args=[paper.uid]))

    assert answer.url == f"{page_of('disclosure', row)}#proof-document-{paper.pk}"
    assert "与登记的一致" in client.get(page_of("disclosure", row)).content.decode()
