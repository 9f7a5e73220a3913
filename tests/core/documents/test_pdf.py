"""The engine: closed, complete in its characters, repeatable, and true to the sheet."""

import io
import logging
import os
import subprocess
import time
from urllib.parse import quote

import pytest
import weasyprint
from django.template.loader import render_to_string
from pypdf import PdfReader

from core.documents import codes, marks, pdf
from core.documents.errors import RenderingFailed
from tests.core.documents.snapshots import NOTICE

HOSTILE = [
    '<img src="file:///etc/passwd">',
    '<img src="FILE:///etc/passwd">',
    '<img src="\tfile:///etc/passwd">',
    '<img src="http://127.0.0.1:9/x.png">',
    '<img src="//127.0.0.1:9/x.png">',
    '<img src="https://example.org/x.png">',
    '<img src="ftp://127.0.0.1/x.png">',
    '<img src="app:../models.py">',
    '<img src="app:/etc/passwd">',
    '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">',
    '<link rel="stylesheet" href="file:///etc/passwd">',
    '<link rel="attachment" href="file:///etc/passwd">',
    '<a rel="attachment" href="file:///etc/passwd">x</a>',
    '<style>@import url("file:///etc/passwd");</style>',
    '<style>@font-face { font-family: x; src: url("file:///etc/passwd") }</style>',
    '<style>p { background: url("http://127.0.0.1:9/") }</style><p>x</p>',
    '<style>p { list-style-image: url("file:///etc/passwd"); display: list-item }</style><p>x</p>',
    '<style>p::before { content: url("file:///etc/passwd") }</style><p>x</p>',
    '<object data="file:///etc/passwd"></object>',
    '<embed src="file:///etc/passwd">',
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
    '<image href="file:///etc/passwd" width="9" height="9"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><use href="file:///etc/passwd#a"/></svg>',
    "<img src=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'%3E"
    "%3Cimage href='file:///etc/passwd' width='9' height='9'/%3E%3C/svg%3E\">",
]

UNDRAWABLE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
    '<rect width="3" height="3" transform="rotate()"/></svg>'
)


def notice(**changes):
    return render_to_string("documents/recall_notice.html", NOTICE | changes)


def pages(body):
    return [page.extract_text() for page in PdfReader(io.BytesIO(body)).pages]


@pytest.fixture
def opened(monkeypatch):
    """Every address that gets past our own check down to the opener of the library."""
    addresses = []

    def spy(self, request, data=None, timeout=None):
        addresses.append(getattr(request, "full_url", request))
        raise OSError("closed")

    monkeypatch.setattr("urllib.request.OpenerDirector.open", spy)
    return addresses


@pytest.mark.parametrize("attack", HOSTILE, ids=range(len(HOSTILE)))
def test_foreign_resource_is_never_opened(attack, opened):
    try:
        body = pdf.render(f"<!doctype html><title>x</title>{attack}").body
    except RenderingFailed:
        body = b""

    assert [address for address in opened if not address.startswith("data:")] == []
    assert b"root:" not in body
    assert b"/EmbeddedFile" not in body


def test_foreign_resource_stops_the_document():
    with pytest.raises(RenderingFailed, match="外部资源"):
        pdf.render('<!doctype html><title>x</title><img src="file:///etc/passwd">')


def test_only_the_products_own_fonts_are_embedded():
    reader = PdfReader(io.BytesIO(pdf.render(notice()).body))

    names = {
        str(font.get_object()["/BaseFont"]).split("+")[-1]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert len(names) > 3
    assert [name for name in names if not name.startswith("GW")] == []
    assert "FONTCONFIG_FILE" not in os.environ


def test_user_text_is_escaped():
    body = pdf.render(notice(cadre='<img src="file:///etc/passwd">')).body

    assert '<img src="file:///etc/passwd">' in "".join(pages(body)).replace("\n", "")


def test_same_html_gives_same_bytes():
    assert pdf.render(notice()).body == pdf.render(notice()).body


def test_rare_characters_come_back_as_text():
    text = pages(pdf.render(notice(cadre="㛃𬱟䶮㐱")).body)

    assert "㛃𬱟䶮㐱同志" in "".join(text).replace("\n", "")


def test_character_without_glyph_is_named():
    logging.getLogger("weasyprint").disabled = True  # as logging's dictConfig leaves others'
    with pytest.raises(RenderingFailed, match=r"🐼（U\+1F43C）"):
        pdf.render(notice(cadre="🐼"))


@pytest.mark.parametrize(
    ("drawn", "named"),
    [
        (f"<p>甲</p>{UNDRAWABLE}", "图表"),
        (f'<p>甲</p><img src="data:image/svg+xml,{quote(UNDRAWABLE)}">', r"data:image/svg\+xml$"),
        ('<p>甲</p><img src="data:image/jpeg;base64,/9j/4AAQSkZJRg==">', "照片$"),
    ],
    ids=["chart", "address", "photo"],
)
def test_drawing_that_cannot_be_drawn_stops_the_document(drawn, named):
    logging.getLogger("weasyprint").disabled = True  # as logging's dictConfig leaves others'
    with pytest.raises(RenderingFailed, match=f"^图形没有画出，无法打印：{named}"):
        pdf.render(drawn)


@pytest.mark.parametrize("broken", [UNDRAWABLE, "<svg"], ids=["drawing", "text"])
@pytest.mark.parametrize(("room", "address"), [(marks, "app:mark"), (codes, "app:paper-5-")])
def test_code_that_cannot_be_drawn_stops_the_document(room, address, broken, monkeypatch):
    monkeypatch.setattr(room, "drawing", lambda *told: broken.encode())

    with pytest.raises(RenderingFailed, match=f"^图形没有画出，无法打印：{address}"):
        pdf.render(notice(), code=lambda page: "ABCD", mark="ABCD-EFGH")


def test_notice_is_pdf_a_2a_with_title():
    reader = PdfReader(io.BytesIO(pdf.render(notice()).body))

    assert (reader.metadata.title, reader.metadata.author) == ("召回通知书", "中共石泉县委组织部")
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    assert reader.xmp_metadata.rdf_root.toxml().count("pdfaid:part") > 0


def test_notice_colophon_is_on_an_even_page_and_receipt_last():
    text = pages(pdf.render(notice()).body)

    colophon = next(number for number, page in enumerate(text, 1) if "印发" in page)
    assert colophon % 2 == 0
    assert "送达回证" in text[-1]
    assert len(text) == colophon + 1


def test_blank_page_before_the_colophon_bears_no_number():
    for count in range(1, 14):
        text = pages(pdf.render(notice(facts=NOTICE["facts"][:1] * count)).body)
        if blank := [page for page in text if len(page) < len("— 10 — ")]:
            break

    assert blank == [""]


def test_notice_never_speaks_of_sanction():
    text = "".join(pages(pdf.render(notice()).body))

    assert ("处分" in text, "处罚" in text) == (False, False)


def test_justified_lines_end_at_the_right_edge(tmp_path):
    """Full lines end within 1 mm of 184 mm: the patch fits the pinned WeasyPrint."""
    assert weasyprint.__version__ == "70.0"
    sentence = "县委组织部2018年对“退回干部”再教育工作作出安排，要求各单位如实上报；" * 30
    sheet = '<!doctype html><title>x</title><link rel="stylesheet" href="app:gongwen.css">'
    (tmp_path / "a.pdf").write_bytes(pdf.render(f"{sheet}<p>{sentence}</p>").body)

    *full, _last = right_edges(tmp_path / "a.pdf")

    assert len(full) > 30
    assert [edge for edge in full if abs(edge - 184) > 1] == []


def right_edges(path):
    """Right edge in mm of each line of body text, from poppler's boxes."""
    command = ["pdftotext", "-bbox-layout", path, "-"]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    lines = [line for line in found.splitlines() if "<line " in line]
    tops_and_edges = [(_mm(line, "yMin"), _mm(line, "xMax")) for line in lines]
    return [edge for top, edge in tops_and_edges if top < 262]


def _mm(line, name):
    return float(line.split(f'{name}="')[1].split('"')[0]) * 25.4 / 72


def test_warm_notice_takes_well_under_a_second():
    html = notice()
    pdf.render(html)

    start = time.process_time()
    pdf.render(html)

    assert time.process_time() - start < 1.0
