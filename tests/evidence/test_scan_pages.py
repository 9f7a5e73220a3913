"""Pages of scans: what each shows to whom, how much it asks of the database."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.documents.models import PaperPage
from core.jobs import worker
from evidence.models import PaperWaiver, ScanPile, ScanSheet
from evidence.services import scans
from tests.evidence.test_files import picture
from tests.factories import scans as make
from tests.factories.accounts import with_factor
from tests.moments import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def where():
    return make.world()


@pytest.fixture
def manager(client, where):
    with_factor(client, where.manager)
    return client


def page(client, name, *args, status=200):
    answer = client.get(reverse(f"evidence:{name}", args=args))
    assert answer.status_code == status
    return answer.content.decode()


def test_a_pile_is_sent_read_and_shown(manager, where):
    body = make.scanned(where.roll, 1)
    files = [SimpleUploadedFile("一.jpg", body), SimpleUploadedFile("二.png", picture())]

    answer = manager.post(
        reverse("evidence:scan-new"), {"county": where.county.pk, "contents": files}
    )
    pile = ScanPile.objects.get()
    assert answer.headers["Location"] == reverse("evidence:scan-pile", args=[pile.pk])
    assert "正在打开文件" in page(manager, "scan-pile", pile.pk)
    worker.drain(scans.LANE, at=NOW.now(NOW.tzinfo), seconds=30)

    shown = page(manager, "scan-pile", pile.pk)
    assert "归位 1 页，重复 0 页，待辨认 1 页" in shown
    assert where.roll.title in shown
    assert "待人工辨认 1 页" in page(manager, "scan-list")
    assert manager.get(reverse("evidence:scan-progress", args=[pile.pk])).status_code == 286


def test_an_empty_pile_and_a_bad_file_are_refused_on_the_page(manager, where):
    to = reverse("evidence:scan-new")
    text = SimpleUploadedFile("a.pdf", b"text")

    answers = [
        manager.post(to, {"county": where.county.pk}),
        manager.post(to, {"county": where.county.pk, "contents": [text]}),
    ]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert not ScanPile.objects.exists()


def test_a_page_is_settled_by_its_number_and_its_document_shows_it(manager, where):
    sheet = make.sent(where.county, picture(), by=where.manager).sheets.get()
    code = PaperPage.objects.get(document=where.roll, number=2).code
    to = reverse("evidence:scan-act", args=[sheet.pk, "number"])
    assert "没有读到编号" in page(manager, "scan-sheet", sheet.pk)

    wrong = manager.post(to, {"number": "0000-0000-0000-0000"})
    right = manager.post(to, {"number": code})

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert "没有这个编号" in wrong.content.decode()
    assert reverse("evidence:scan-sheet", args=[sheet.pk]) in page(manager, "paper", where.roll.pk)
    assert manager.post(to, {"number": code}).status_code == 409


def test_a_page_is_dropped_with_a_reason(manager, where):
    sheet = make.sent(where.county, picture(), by=where.manager).sheets.get()
    to = reverse("evidence:scan-act", args=[sheet.pk, "drop"])

    answers = [manager.post(to, {"why": why}).status_code for why in ("", "空白页")]

    assert answers == [422, 302]
    assert ScanSheet.objects.get().why == "空白页"
    assert "空白页" in page(manager, "scan-sheet", sheet.pk)
    page(manager, "scan-picture", sheet.pk, status=404)
    unknown = reverse("evidence:scan-act", args=[sheet.pk, "burn"])
    assert manager.post(unknown).status_code == 404


def test_picture_and_original_are_handed_out_closed(manager, where):
    sheet = make.sent(where.county, make.scanned(where.roll, 1), by=where.manager).sheets.get()

    shown = manager.get(reverse("evidence:scan-picture", args=[sheet.pk]))
    original = manager.get(reverse("evidence:scan-file", args=[sheet.pk]))

    assert shown.headers["Content-Type"] == "image/jpeg"
    assert shown.headers["Cache-Control"] == "private, no-store"
    assert shown.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert f'filename="evidence-{sheet.pk}.jpg"' in original.headers["Content-Disposition"]


def test_what_is_missing_is_listed_and_can_be_waived(manager, where):
    make.sent(where.county, make.scanned(where.roll, 1), by=where.manager)
    assert "未收回 1 页" in page(manager, "scan-list")
    assert where.roll.title in page(manager, "paper-list")
    assert "未收回" in page(manager, "paper", where.roll.pk)

    answer = manager.post(reverse("evidence:paper-waive", args=[where.roll.pk]), {"why": "改电子"})

    assert answer.status_code == 302
    assert PaperWaiver.objects.get().why == "改电子"
    assert where.roll.title not in page(manager, "paper-list")
    assert "改电子" in page(manager, "paper", where.roll.pk)


def test_a_foreign_county_sees_nothing(client, where):
    there = make.world()
    with_factor(client, there.manager)
    pile = make.sent(where.county, picture(), make.scanned(where.roll, 1), by=where.manager)
    loose, filed = pile.sheets.order_by("position")

    for name, row in (
        ("scan-pile", pile),
        ("scan-progress", pile),
        ("scan-sheet", loose),
        ("scan-sheet", filed),
        ("scan-picture", filed),
        ("scan-file", filed),
        ("paper", where.roll),
        ("paper-waive", where.roll),
    ):
        page(client, name, row.pk, status=404)
    assert where.roll.title not in page(client, "paper-list")


def test_lists_ask_as_much_for_many_rows_as_for_one(manager, where, django_assert_max_num_queries):
    for seed in range(3):
        make.sent(where.county, picture(), make.scanned(where.roll, 1, seed=seed), by=where.manager)
    pile = ScanPile.objects.latest("pk")

    for name, args in (
        ("scan-list", []),
        ("scan-queue", []),
        ("scan-pile", [pile.pk]),
        ("paper-list", []),
        ("paper", [where.roll.pk]),
    ):
        with django_assert_max_num_queries(12):
            assert len(page(manager, name, *args)) < 60 * 1024
