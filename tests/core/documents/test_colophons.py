"""The imprint on an even page: one layout, and the bytes of two."""

import pytest
from django.template.loader import render_to_string
from weasyprint import HTML
from weasyprint.layout import page

from core.documents import colophons, pdf
from tests.core.documents.snapshots import NOTICE

MARK = "HTTPS://RECALL.EXAMPLE/V/0123456789ABCDEF"


def notice(length, template="documents/recall_notice.html"):
    """Answer a notice with so many characters more."""
    fact = NOTICE["facts"][1]
    facts = [NOTICE["facts"][0], fact | {"text": fact["text"] + "限期整改" * (length // 4)}]
    return render_to_string(template, NOTICE | {"facts": facts})


def printed(html):
    return pdf.render(html, code=lambda number: f"{number:016}", mark=MARK)


@pytest.mark.parametrize("length", range(0, 700, 100))
def test_bytes_are_those_of_a_second_layout(length, monkeypatch):
    html = notice(length)
    once = printed(html)
    monkeypatch.setattr(page, "remake_page", colophons._make)

    twice = printed(html)

    assert once == twice
    assert once.anchors[colophons.COLOPHON] % 2 == 0


def test_only_an_imprint_that_begins_an_odd_page_takes_a_second_layout(monkeypatch):
    laid, lay = [], HTML.render

    def counted(self, *told, **more):
        laid.append(self)
        return lay(self, *told, **more)

    monkeypatch.setattr(HTML, "render", counted)
    for length in range(0, 700, 100):
        printed(notice(length))

    assert len(laid) == 7 + 1  # of seven lengths, one fills its even page to the last lines


def test_a_sheet_without_a_seat_stays_as_it_is():
    style = '<link rel="stylesheet" href="app:gongwen.css">'
    html = f'<!doctype html><title>x</title>{style}<p>一</p><div class="banji" id="banji">二</div>'

    assert pdf.render(html).anchors == {colophons.COLOPHON: 1}
