"""Codes of sheets that come back: on the right pages, twice each, readable, in the register."""

import io
from uuid import UUID, uuid4

import pypdfium2
import pytest
import zxingcpp
from django.db import DatabaseError, transaction
from django.template.loader import render_to_string

from core.documents import codes, pdf, rendering
from core.documents.models import PaperPage
from tests.core.conftest import NOW
from tests.core.documents.snapshots import NOTICE

UID = UUID("5b7a3c1e-0d5f-4a39-9d0c-6a1f2b3c4d5e")
LESSON = {
    "title": "政治理论",
    "day": "2018年5月21日 星期一",
    "hours": "09:00-11:00",
    "room": "301",
    "teacher": "",
    "people": [{"name": "甲", "unit": "县水利局", "group": ""}] * 30,
}
ROLL = {
    "issuer": "石泉县",
    "title": "签到表",
    "class_title": "第一期培训班",
    "kind_title": "签到表",
    "venue": "县委党校",
    "requested_on": "2018-05-10",
    "days": [{"lessons": [LESSON, LESSON]}],
}


def squares(body):
    """Answer for each page the codes that are read on it, in order of the sheet."""
    found = []
    with pypdfium2.PdfDocument(io.BytesIO(body)) as document:
        for page in document:
            image = page.render(scale=150 / 72).to_pil().convert("L")
            read = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)
            found.append([codes.of_payload(one.text) for one in read])
    return found


def test_a_code_is_the_same_again_and_another_for_each_page_and_document():
    minted = [codes.mint(uid, page) for uid in (UID, uuid4()) for page in (1, 2, 12)]

    assert len(set(minted)) == 6
    assert codes.mint(UID, 1) == minted[0]
    assert {len(code) for code in minted} == {codes.LENGTH}


def test_a_code_depends_on_the_key(settings):
    before = codes.mint(UID, 1)

    settings.FINGERPRINT_KEY = "A" * 43 + "="

    assert codes.mint(UID, 1) != before


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("7K2M-9QXD-3PTA-81WZ", "7K2M9QXD3PTA81WZ"),
        (" 7k2m 9qxd 3pta 81wz ", "7K2M9QXD3PTA81WZ"),
        ("7K2M-9QXD-3PTA-8lWO", "7K2M9QXD3PTA81W0"),
        ("7K2M-9QXD-3PTA-81W", ""),
        ("7K2M-9QXD-3PTA-81WU", ""),
        ("中文中文中文中文中文中文中文中文", ""),
        ("", ""),
    ],
)
def test_a_typed_code_is_understood_or_not_taken(typed, understood):
    assert codes.understood(typed) == understood


def test_a_square_that_is_not_ours_says_nothing():
    code = codes.mint(UID, 1)

    assert codes.of_payload(codes.payload(code)) == code
    assert codes.of_payload(f"https://example.org/{code}") == ""
    assert codes.of_payload(code) == ""


def test_only_the_receipt_of_a_notice_bears_a_code_in_both_corners():
    html = render_to_string("documents/recall_notice.html", NOTICE)

    printed = pdf.render(html, code=lambda page: codes.mint(UID, page))

    last = codes.mint(UID, printed.page_count)
    assert printed.codes == {printed.page_count: last}
    assert squares(printed.body) == [[]] * (printed.page_count - 1) + [[last, last]]
    assert printed.page_count == pdf.render(html).page_count


def test_every_page_of_a_sign_in_sheet_bears_its_own_code():
    html = render_to_string("documents/class_roll.html", ROLL)

    printed = pdf.render(html, code=lambda page: codes.mint(UID, page))

    expected = [codes.mint(UID, page) for page in range(1, printed.page_count + 1)]
    assert printed.page_count > 2
    assert squares(printed.body) == [[code, code] for code in expected]
    assert pdf.render(html, code=lambda page: codes.mint(UID, page)).body == printed.body


def test_a_word_that_style_sheets_use_takes_no_code_from_a_page():
    html = render_to_string("documents/class_roll.html", ROLL | {"venue": pdf.RECEIPT})

    printed = pdf.render(html, code=lambda page: codes.mint(UID, page))

    assert len(printed.codes) == printed.page_count > 2
    assert squares(printed.body) == [[code, code] for code in printed.codes.values()]


def test_a_receipt_far_behind_bears_its_code_too():
    fact = NOTICE["facts"][0] | {"text": NOTICE["facts"][0]["text"] * 260}
    html = render_to_string("documents/recall_notice.html", NOTICE | {"facts": [fact]})

    printed = pdf.render(html, code=lambda page: codes.mint(UID, page))

    last = codes.mint(UID, printed.page_count)
    assert printed.page_count > 16
    assert squares(printed.body)[-1] == [last, last]
    assert printed.codes == {printed.page_count: last}


def test_codes_and_mark_take_no_layout_of_their_own(monkeypatch):
    """To lay a notice out costs most of what it costs: once, and once more for its colophon."""
    layouts, lay_out = [], pdf.HTML.render

    def counted(tree, **options):
        layouts.append(tree)
        return lay_out(tree, **options)

    monkeypatch.setattr(pdf.HTML, "render", counted)
    html = render_to_string("documents/recall_notice.html", NOTICE)

    pdf.render(html)
    plain = len(layouts)
    pdf.render(html, code=lambda page: codes.mint(UID, page), mark="7K2M-9QXD-3PTA-81WZ")

    assert plain <= 2
    assert len(layouts) == 2 * plain


def _issued(clerk, **changes):
    facts = {"kind": "recall_notice", "scope": "610922", "title": "召回通知书", "reference": ""}
    with transaction.atomic():
        return rendering.request(
            "documents/recall_notice.html", snapshot=NOTICE, by=clerk, at=NOW, **facts | changes
        )


def test_printing_enters_the_pages_that_come_back_once(clerk, media):
    document = _issued(clerk, comes_back=True)

    rendering.render(document, at=NOW)
    document = rendering.render(document, at=NOW)

    row = PaperPage.objects.get()
    assert (row.document, row.number) == (document, document.page_count)
    assert squares((media / document.file).read_bytes())[-1] == [row.code, row.code]


def test_a_document_that_stays_away_enters_none_and_bears_none(clerk, media):
    document = rendering.render(_issued(clerk), at=NOW)

    assert not PaperPage.objects.exists()
    assert not any("".join(page) for page in squares((media / document.file).read_bytes()))


def test_the_register_is_never_changed(clerk, media):
    rendering.render(_issued(clerk, comes_back=True), at=NOW)

    with pytest.raises(DatabaseError), transaction.atomic():
        PaperPage.objects.update(code="0" * 16)
    with pytest.raises(DatabaseError), transaction.atomic():
        PaperPage.objects.all().delete()
