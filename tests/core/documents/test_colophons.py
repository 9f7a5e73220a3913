"""The imprint on an even page: one layout, and the bytes of two."""

import pymupdf
import pytest
from django.template.loader import render_to_string
from weasyprint import HTML
from weasyprint.layout import page

from core.documents import colophons, pdf
from tests.core.documents.snapshots import NOTICE

OWN_PAGE = f".{colophons.SEAT} {{ page: {colophons.COLOPHON}; break-before: left }}"
MARK = "HTTPS://RECALL.EXAMPLE/V/0123456789ABCDEF"


def notice(length, template="documents/recall_notice.html"):
    """Answer a notice with so many characters more."""
    fact = NOTICE["facts"][1]
    facts = [NOTICE["facts"][0], fact | {"text": fact["text"] + "限期整改" * (length // 4)}]
    return render_to_string(template, NOTICE | {"facts": facts})


def printed(html):
    return pdf.render(html, code=lambda number: f"{number:016}", mark=MARK)


def laid_twice(html, monkeypatch):
    """Answer what WeasyPrint prints by itself, told before which page the imprint has to stand."""
    monkeypatch.setattr(page, "remake_page", colophons._make)
    found = printed(html)
    if found.anchors[colophons.COLOPHON] % 2:
        found = printed(html.replace("</head>", f"<style>{OWN_PAGE}</style></head>"))
    return found


@pytest.mark.parametrize("length", range(0, 700, 100))
def test_bytes_are_those_of_a_second_layout(length, monkeypatch):
    html = notice(length)
    once = printed(html)

    twice = laid_twice(html, monkeypatch)

    assert once == twice
    assert once.anchors[colophons.COLOPHON] % 2 == 0


@pytest.mark.parametrize("length", [0, 40])
def test_an_imprint_that_begins_an_odd_page_leaves_it_blank(length, monkeypatch):
    once = printed(notice(length))

    assert _has_blank(once.body)
    assert once == laid_twice(notice(length), monkeypatch)


def _has_blank(body):
    with pymupdf.open(stream=body, filetype="pdf") as sheets:
        return any(not sheet.get_text().strip() for sheet in sheets)


@pytest.mark.parametrize("template", ["documents/recall_notice.html", "documents/allegation.html"])
def test_each_paper_is_laid_out_once(template, monkeypatch):
    laid, lay = [], HTML.render

    def counted(self, *told, **more):
        laid.append(self)
        return lay(self, *told, **more)

    monkeypatch.setattr(HTML, "render", counted)
    for length in range(0, 700, 100):
        printed(notice(length, template))

    assert len(laid) == 7


def test_a_sheet_without_a_seat_stays_as_it_is():
    style = '<link rel="stylesheet" href="app:gongwen.css">'
    html = f'<!doctype html><title>x</title>{style}<p>一</p><div class="banji" id="banji">二</div>'

    assert pdf.render(html).anchors == {colophons.COLOPHON: 1}
