"""Scans: filed where they belong, never with another; what is unclear waits for a person."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from core.audit.models import Entry
from core.documents import codes, rendering
from core.documents.models import PaperPage
from core.errors import NotAllowed, RegulationBroken, StateConflict
from core.jobs import worker
from core.notify.models import Message
from evidence.enums import SheetState
from evidence.models import EvidenceFile, ScanPile, ScanSheet
from evidence.queries import scans as queries
from evidence.services import files, scans
from recall.services import reasons
from tests.evidence.test_files import picture
from tests.factories import recall, training
from tests.factories import scans as make
from tests.factories.accounts import holder
from tests.factories.recall import PDF
from tests.moments import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def where():
    return make.world()


def outcomes(pile):
    rows = pile.sheets.order_by("position").select_related("page")
    return [(row.state, row.doubt, row.page and row.page.number) for row in rows]


def stored():
    return {path.name for path in files.folder().iterdir()}


def test_pages_of_a_pdf_file_themselves_with_their_picture(
    where, django_capture_on_commit_callbacks
):
    body = make.bound(make.scanned(where.roll, 2), make.scanned(where.roll, 1, seed=8))

    with django_capture_on_commit_callbacks(execute=True):
        pile = make.sent(where.county, body, by=where.manager)

    assert (pile.state, pile.page_count) == ("READ", 2)
    assert outcomes(pile) == [("FILED", "", 2), ("FILED", "", 1)]
    sheets = list(pile.sheets.select_related("file", "page__document"))
    assert {sheet.page.document for sheet in sheets} == {where.roll}
    assert stored() == {sheet.file.path for sheet in sheets}
    assert list(queries.missing(where.manager)) == []


def test_the_job_reads_a_pile_and_takes_its_file_away(where):
    body = make.scanned(where.roll, 1)
    pile = scans.send(where.county, contents=[body], by=where.manager, at=NOW)
    before = EvidenceFile.objects.get()

    worker.drain(scans.LANE, at=NOW, seconds=30)

    source = pile.sources.get()
    assert (source.file, source.sha256) == (None, before.sha256)
    assert [row.title for row in EvidenceFile.objects.exclude(pk=before.pk)] == ["扫描件"]
    assert not EvidenceFile.objects.filter(pk=before.pk).exists()
    assert outcomes(pile) == [("FILED", "", 1)]


def test_a_page_scanned_twice_is_kept_as_a_double(where):
    first = make.sent(where.county, make.scanned(where.roll, 1), by=where.manager)

    again = make.sent(where.county, make.scanned(where.roll, 1, seed=9), by=where.admin)

    assert (outcomes(first), outcomes(again)) == ([("FILED", "", 1)], [("TWICE", "", 1)])
    assert [page.number for page in queries.missing(where.manager)] == [2]


def test_what_says_nothing_or_is_forged_waits_for_a_person(where):
    pile = make.sent(where.county, picture("JPEG", (400, 600)), by=where.manager)
    forged = make.forged(codes.mint(where.roll.uid, 99))
    other = make.sent(where.county, forged, by=where.manager)

    assert outcomes(pile) == [("QUEUED", "NONE", None)]
    assert outcomes(other) == [("QUEUED", "UNKNOWN", None)]


def test_two_codes_on_one_picture_are_nobodys(where):
    pile = make.sent(where.county, make.beside(where.roll), by=where.manager)

    assert outcomes(pile) == [("QUEUED", "SEVERAL", None)]


def test_the_page_of_another_county_is_as_unknown_as_a_forged_one(where):
    there = make.world()

    pile = make.sent(where.county, make.scanned(there.roll, 1), by=where.admin)

    assert outcomes(pile) == [("QUEUED", "UNKNOWN", None)]
    sheet = pile.sheets.get()
    assert not ScanSheet.objects.visible_to(there.admin).exists()
    code = PaperPage.objects.get(document=there.roll, number=1).code
    with pytest.raises(RegulationBroken, match="PX-03"):
        scans.file_by_number(sheet, number=code, by=where.admin, at=NOW)


def test_a_receipt_lands_with_its_case_and_is_seen_there_only():
    case = recall.open_case()
    notice = rendering.render(case.notice, at=NOW)
    admin = holder(Role.COUNTY_ADMIN, case.county)
    manager = holder(Role.CLASS_MANAGER, case.county)
    clerk = holder(Role.UNIT_CLERK, case.unit)
    stranger = holder(Role.UNIT_CLERK, training.unit(case.county))

    body = make.scanned(notice, notice.page_count)
    sheet = make.sent(case.county, body, by=admin).sheets.get()

    assert (sheet.state, sheet.page.document, sheet.person_id) == (
        "FILED",
        notice,
        case.cadre_id,
    )
    seen = [one.pk for one in (admin, manager, clerk, stranger) if sees(one, sheet)]
    assert seen == [admin.pk, manager.pk, clerk.pk]


def test_a_signed_receipt_of_reasons_lands_with_its_nomination():
    case = recall.open_case()
    paper = rendering.render(case.nomination.sheet.document, at=NOW)
    admin = holder(Role.COUNTY_ADMIN, case.county)
    assert PaperPage.objects.filter(document=paper).count() == 1  # the receipt, not the letter
    assert paper.pk in waited_for(admin)

    sheet = make.sent(case.county, make.scanned(paper, paper.page_count), by=admin).sheets.get()

    assert (sheet.state, sheet.page.document, sheet.person_id) == ("FILED", paper, case.cadre_id)
    assert paper.pk not in waited_for(admin)


def test_nobody_waits_for_the_paper_of_who_read_on_the_screen():
    case = recall.open_case()
    paper = rendering.render(case.nomination.sheet.document, at=NOW)
    admin = holder(Role.COUNTY_ADMIN, case.county)
    assert not queries.documents(admin).get(pk=paper.pk).is_waived

    reasons.acknowledge(case.nomination, edition=1, by=case.subject, at=NOW)

    assert paper.pk not in waited_for(admin)
    assert queries.documents(admin).get(pk=paper.pk).is_waived


def waited_for(user):
    return set(queries.missing(user).values_list("document", flat=True))


def sees(user, sheet):
    return ScanSheet.objects.visible_to(user).filter(pk=sheet.pk).exists()


def test_nobody_files_or_sees_the_paper_of_their_own_case():
    case = recall.open_case()
    notice = rendering.render(case.notice, at=NOW)
    admin = holder(Role.COUNTY_ADMIN, case.county)
    type(case).objects.filter(pk=case.pk).update(subject=admin)

    pile = make.sent(case.county, make.scanned(notice, notice.page_count), by=admin)

    assert outcomes(pile) == [("QUEUED", "UNKNOWN", None)]


def test_the_number_that_a_person_types_files_the_page(where):
    sheet = make.sent(where.county, picture(), by=where.manager).sheets.get()
    code = PaperPage.objects.get(document=where.roll, number=2).code
    spoken = codes.spoken(code).lower()

    row = scans.file_by_number(sheet, number=spoken, by=where.admin, at=NOW)

    assert (row.state, row.page.number, row.settled_by) == ("FILED", 2, where.admin)
    assert Entry.objects.get(act="file_scan_by_number").row_id == sheet.pk
    with pytest.raises(StateConflict):
        scans.drop(sheet, why="误扫", by=where.admin, at=NOW)


@pytest.mark.parametrize("typed", ["", "1234", "0000-0000-0000-0000", "中文"])
def test_px_03_page_is_known(where, typed):
    sheet = make.sent(where.county, picture(), by=where.manager).sheets.get()

    with pytest.raises(RegulationBroken, match="PX-03"):
        scans.file_by_number(sheet, number=typed, by=where.manager, at=NOW)

    assert ScanSheet.objects.get(pk=sheet.pk).state == SheetState.QUEUED


def test_px_05_page_has_a_picture(where, monkeypatch):
    def broken(*_told):
        raise scans.scans.Unreadable

    monkeypatch.setattr(scans.scans, "cut", broken)
    body = make.bound(make.scanned(where.roll, 1))
    sheet = make.sent(where.county, body, by=where.manager).sheets.get()
    code = PaperPage.objects.get(document=where.roll, number=1).code

    assert (sheet.state, sheet.doubt, sheet.file) == ("QUEUED", "SPOILT", None)
    with pytest.raises(RegulationBroken, match="PX-05"):
        scans.file_by_number(sheet, number=code, by=where.manager, at=NOW)
    assert scans.drop(sheet, why="坏页", by=where.manager, at=NOW).state == "DROPPED"


def test_a_dropped_page_says_why_and_leaves_no_picture(where):
    sheet = make.sent(where.county, picture(), by=where.manager).sheets.get()

    row = scans.drop(sheet, why="空白页", by=where.manager, at=NOW)

    assert (row.state, row.why, row.file) == ("DROPPED", "空白页", None)
    assert not EvidenceFile.objects.exists()


def test_only_who_sent_it_and_the_administrator_settle_a_page(where):
    sheet = make.sent(where.county, picture(), by=where.manager).sheets.get()
    verifier = holder(Role.VERIFIER, where.county)

    with pytest.raises(NotAllowed):
        scans.drop(sheet, why="误扫", by=verifier, at=NOW)

    assert [sees(one, sheet) for one in (where.manager, where.admin, verifier)] == [
        True,
        True,
        False,
    ]


def test_others_send_nothing(where):
    with pytest.raises(NotAllowed):
        scans.send(where.county, contents=[PDF], by=where.mentor, at=NOW)


@pytest.mark.parametrize("count", [0, 61])
def test_px_01_few_files(where, count):
    with pytest.raises(RegulationBroken, match="PX-01"):
        scans.send(where.county, contents=[PDF] * count, by=where.manager, at=NOW)

    assert not ScanPile.objects.exists()


def test_px_02_few_pages(where, monkeypatch):
    monkeypatch.setattr(scans.scans, "count", lambda _content, _kind: 601)

    pile = make.sent(where.county, picture(), by=where.manager)

    assert (pile.state, outcomes(pile)) == ("REFUSED", [])
    assert "600" in pile.reason


@pytest.mark.parametrize("make_bomb", [make.bomb, make.spoilt], ids=["bomb", "spoilt"])
def test_one_bad_file_refuses_the_pile_and_leaves_nothing_behind(where, make_bomb):
    contents = [make.scanned(where.roll, 1), make_bomb()]

    pile = make.sent(where.county, *contents, by=where.manager)

    assert (pile.state, outcomes(pile), pile.reason[:4]) == ("REFUSED", [], "第 2 ")
    assert not EvidenceFile.objects.exists()
    assert [page.number for page in queries.missing(where.manager).order_by("number")] == [1, 2]


def test_a_photo_bomb_is_refused_at_the_door(where):
    with pytest.raises(RegulationBroken, match="EV-04"), transaction.atomic():
        scans.send(where.county, contents=[picture(size=(12001, 10))], by=where.manager, at=NOW)

    assert not ScanPile.objects.exists()


def test_a_pile_waits_until_the_scanner_has_spoken(where, settings):
    settings.CLAMD_ADDRESS = "tcp:127.0.0.1:9"
    pile = scans.send(where.county, contents=[picture()], by=where.manager, at=NOW)

    worker.drain(scans.LANE, at=NOW, seconds=5)
    EvidenceFile.objects.update(release="QUARANTINED")
    read = make.read(pile)

    assert (read.state, outcomes(read)) == ("REFUSED", [])
    assert "恶意代码" in read.reason


def test_waived_pages_are_not_missing(where):
    scans.waive(where.roll, why="改用电子签到", by=where.manager, at=NOW)

    assert list(queries.missing(where.manager)) == []
    assert queries.documents(where.manager).get().is_waived
    with pytest.raises(StateConflict):
        scans.waive(where.roll, why="再来", by=where.manager, at=NOW)


def test_only_who_sees_the_document_waives(where):
    with pytest.raises(NotAllowed):
        scans.waive(where.roll, why="不要了", by=where.mentor, at=NOW)


def test_a_settled_page_is_never_changed(where):
    sheet = make.sent(where.county, make.scanned(where.roll, 1), by=where.manager).sheets.get()
    other = PaperPage.objects.get(document=where.roll, number=2)

    with pytest.raises(DatabaseError), transaction.atomic():
        ScanSheet.objects.filter(pk=sheet.pk).update(page=other)
    with pytest.raises(DatabaseError), transaction.atomic():
        sheet.delete()


def test_a_pile_whose_reading_breaks_down_keeps_what_was_filed(where):
    contents = [make.scanned(where.roll, page) for page in (1, 2)]
    pile = scans.send(where.county, contents=contents, by=where.manager, at=NOW)
    scans.read_on(pile, at=NOW)

    scans.give_up(ScanPile.objects.get(pk=pile.pk), at=NOW)

    pile = ScanPile.objects.get(pk=pile.pk)
    assert (pile.state, outcomes(pile)) == ("REFUSED", [("FILED", "", 1)])


def told(pile):
    return [one.recipient for one in Message.objects.filter(kind="pile_read", row_id=pile.pk)]


def test_who_sent_a_pile_is_told_once_it_is_read(where):
    pile = make.sent(where.county, make.scanned(where.roll, 1), by=where.admin)

    assert told(pile) == [where.admin]
    client = Client()
    client.force_login(where.admin)
    words = client.get(reverse("portal:message-list")).content.decode()
    assert "的扫描件 1 页已识别" in words


def test_who_sent_a_pile_that_was_refused_is_told(where):
    pile = make.sent(where.county, make.bomb(), by=where.admin)

    assert pile.state == "REFUSED"
    assert told(pile) == [where.admin]
