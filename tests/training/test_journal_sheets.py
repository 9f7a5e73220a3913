"""Journal pages on paper: printed, filed with the posting, judged by a person after its end."""

from datetime import timedelta

import pytest
from django.urls import reverse

from core.documents import rendering
from core.errors import NotAllowed, RegulationBroken
from evidence.models import ScanSheet
from evidence.services import scans
from tests.factories import scans as make
from tests.factories import training
from tests.factories.accounts import with_factor
from tests.fixtures import media
from training.models import PracticePosting
from training.services import journal_sheets

__all__ = ["media"]
pytestmark = pytest.mark.django_db
NOW = training.NOW


@pytest.fixture
def where():
    world = training.world()
    room = training.planned_class(world)
    world.posting = training.posting(world, training.enrolled(world, room).case)
    document = journal_sheets.request(world.posting, by=world.manager, at=NOW)
    world.sheet = rendering.render(document, at=NOW)
    return world


def test_a_page_is_filed_with_its_posting_and_seen_by_its_people(where):
    pile = make.sent(where.county, make.scanned(where.sheet, 1), by=where.manager, at=NOW)

    sheet = pile.sheets.get()
    assert (sheet.state, sheet.page.document) == ("FILED", where.sheet)
    assert sheet.person_id == where.posting.case.cadre_id
    people = (where.mentor, where.posting.case.subject, where.decider, training.user())
    assert [sees(one, sheet) for one in people] == [True, True, True, False]


def sees(user, sheet):
    return ScanSheet.objects.visible_to(user).filter(pk=sheet.pk).exists()


def test_a_page_after_the_end_waits_for_a_person(where):
    PracticePosting.objects.filter(pk=where.posting.pk).update(
        finished_on=where.posting.until_on, finished_by=where.mentor, finished_at=NOW, opinion="好"
    )
    late = NOW + timedelta(days=150)

    sheet = make.sent(
        where.county, make.scanned(where.sheet, 1), by=where.manager, at=late
    ).sheets.get()

    assert (sheet.state, sheet.doubt, sheet.page.document) == ("QUEUED", "CLOSED", where.sheet)
    row = scans.file_by_number(sheet, number=sheet.page.code, by=where.manager, at=late)
    assert (row.state, row.settled_by) == ("FILED", where.manager)


def test_pp_14_posting_takes_paper(where):
    PracticePosting.objects.filter(pk=where.posting.pk).update(
        finished_on=where.posting.until_on, finished_by=where.mentor, finished_at=NOW, opinion="好"
    )

    with pytest.raises(RegulationBroken, match="PP-14"):
        journal_sheets.request(where.posting, by=where.manager, at=NOW)


def test_others_print_none(where):
    with pytest.raises(NotAllowed):
        journal_sheets.request(where.posting, by=where.decider, at=NOW)


def test_the_page_prints_and_hands_out(client, where):
    with_factor(client, where.manager)
    page = reverse("training:journal-sheets", args=[where.posting.pk])
    file = reverse("training:journal-sheet-file", args=[where.posting.pk, where.sheet.pk])
    progress = reverse("training:journal-sheet", args=[where.posting.pk, where.sheet.pk])

    shown = client.get(page).content.decode()
    answer = client.post(page)

    assert file in shown
    assert reverse("evidence:paper", args=[where.sheet.pk]) in shown
    assert answer.headers["Location"] == page
    assert client.get(progress).status_code == 286
    assert (
        client.get(file)
        .headers["Content-Disposition"]
        .endswith(f'filename="journal-{where.posting.pk}-{where.sheet.pk}.pdf"')
    )
    assert (
        page
        in client.get(reverse("training:posting-detail", args=[where.posting.pk])).content.decode()
    )
