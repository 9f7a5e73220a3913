"""The mark by which a document is looked up: read again, in the margin, moving nothing."""

import io
from functools import cache
from uuid import UUID, uuid4

import pypdfium2
import pytest
import zxingcpp
from django.db import transaction
from django.template.loader import render_to_string

from core.documents import codes, marks, pdf, rendering
from core.documents.models import Document
from tests.core.conftest import NOW
from tests.core.documents.measure import DOT, Paper
from tests.core.documents.snapshots import NOTICE
from tests.core.documents.test_layout import LETTER

UID = UUID("5b7a3c1e-0d5f-4a39-9d0c-6a1f2b3c4d5e")
SITE = "https://zhaohui.example.gov.cn"
TOLD = marks.address(SITE, marks.mint(UID))
PAPERS = {"recall_notice": NOTICE, "clearing_letter": LETTER}


@cache
def printed(name, mark=TOLD):
    return pdf.render(render_to_string(f"documents/{name}.html", PAPERS[name]), mark=mark)


def squares(body):
    """Answer for each page the codes on it: what they say, and their edges in mm."""
    found = []
    with pypdfium2.PdfDocument(io.BytesIO(body)) as document:
        for page in document:
            image = page.render(scale=300 / 72).to_pil().convert("L")
            read = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)
            found.append([(one.text, one.position) for one in read])
    return found


def test_a_mark_is_the_same_again_and_no_page_code():
    assert marks.mint(UID) == marks.mint(UID) != marks.mint(uuid4())
    assert marks.mint(UID) not in {codes.mint(UID, page) for page in range(20)}
    assert len(marks.mint(UID)) == codes.LENGTH


@pytest.mark.parametrize(
    ("site", "told"),
    [
        (SITE, "HTTPS://ZHAOHUI.EXAMPLE.GOV.CN/V/7K2M9QXD3PTA81WZ"),
        (f"{SITE}/", "HTTPS://ZHAOHUI.EXAMPLE.GOV.CN/V/7K2M9QXD3PTA81WZ"),
        ("http://10.1.2.3:8000", "HTTP://10.1.2.3:8000/V/7K2M9QXD3PTA81WZ"),
        ("https://oa.example.cn/zhaohui", "https://oa.example.cn/zhaohui/V/7K2M9QXD3PTA81WZ"),
        ("", "7K2M-9QXD-3PTA-81WZ"),
    ],
)
def test_an_address_is_in_capitals_where_no_path_is_in_it(site, told):
    assert marks.address(site, "7K2M9QXD3PTA81WZ") == told


@pytest.mark.parametrize("name", PAPERS)
def test_page_one_alone_bears_the_mark_in_the_lower_margin_at_the_left(name):
    first, *others = squares(printed(name).body)

    [(said, place)] = first
    assert said == TOLD
    assert others == [[]] * (printed(name).page_count - 1)
    left, top = place.top_left.x * DOT, place.top_left.y * DOT
    right, bottom = place.bottom_right.x * DOT, place.bottom_right.y * DOT
    assert left == pytest.approx(28, abs=0.5)
    assert (top, bottom) == (pytest.approx(278.5, abs=0.5), pytest.approx(289, abs=0.5))
    assert right - left == pytest.approx(10.5, abs=0.5)


@pytest.mark.parametrize("name", PAPERS)
def test_the_mark_moves_neither_text_nor_rule(name):
    plain, marked = Paper(printed(name, "").body), Paper(printed(name).body)

    assert len(plain) == len(marked)
    for page in range(1, len(plain) + 1):
        kept = [line for line in marked.lines(page) if line.y0 < 278]
        assert kept == plain.lines(page)
        assert marked.rules(page) == plain.rules(page)


def test_the_words_beside_the_square_say_code_and_address():
    code = codes.spoken(marks.mint(UID))
    lines = Paper(printed("recall_notice").body).lines(1)
    words = [line.text.replace(" ", "") for line in lines if line.y0 > 278]

    assert words == [f"验真码{code}", f"扫码或到{SITE}/V/查验是否有效"]


def test_the_mark_keeps_clear_of_the_letters_rule_and_of_the_page_number():
    """Four modules of white around a square is what a reader needs."""
    module = 10.5 / 29
    rule = Paper(printed("clearing_letter").body).rules(1)[-1]
    number = next(
        line for line in Paper(printed("recall_notice").body).lines(1) if line.text == "— 1 —"
    )

    assert 278.5 - (rule[2] + rule[3]) >= 4 * module - 0.1
    assert number.x0 > 150


def test_a_site_without_address_prints_words_alone():
    told = marks.address("", marks.mint(UID))
    body = printed("recall_notice", told).body

    assert not any(squares(body))
    assert f"验真码{told}" in [line.text.replace(" ", "") for line in Paper(body).lines(1)]


def test_paper_with_other_margins_bears_the_mark_at_the_same_place():
    page = "<!doctype html><title>x</title><style>@page{size:A4;margin:15mm 20mm}</style><p>甲</p>"

    [[(said, place)]] = squares(pdf.render(page, mark=TOLD).body)

    assert said == TOLD
    assert place.top_left.x * DOT == pytest.approx(28, abs=0.5)
    assert place.bottom_left.y * DOT == pytest.approx(289, abs=0.5)


def _issued(clerk, **changes):
    facts = {"kind": "recall_notice", "scope": "610922", "title": "召回通知书"}
    facts |= {"reference": "石组召〔{year}〕{number}号", "snapshot": NOTICE} | changes
    with transaction.atomic():
        return rendering.request("documents/recall_notice.html", by=clerk, at=NOW, **facts)


def test_what_bears_a_number_is_printed_with_its_own_mark(clerk, media):
    document = rendering.render(_issued(clerk, comes_back=True), at=NOW)

    body = (media / document.file).read_bytes()
    first, *_between, last = squares(body)
    assert document.verify_code == marks.mint(document.uid)
    assert [said for said, _place in first] == [marks.address(SITE, document.verify_code)]
    assert {said for said, _place in last} == {
        codes.payload(codes.mint(document.uid, document.page_count))
    }


def test_a_mark_is_frozen_with_the_facts(clerk, media, settings):
    document = _issued(clerk)
    settings.SITE_ADDRESS = "https://elsewhere.example.cn"

    rendering.render(document, at=NOW)

    document = Document.objects.get(pk=document.pk)
    assert squares((media / document.file).read_bytes())[0][0][0].startswith(SITE.upper())


def test_what_bears_no_number_bears_no_mark(clerk, media):
    document = rendering.render(_issued(clerk, numbered=False, reference=""), at=NOW)

    assert document.verify_code == ""
    assert not any(squares((media / document.file).read_bytes()))
