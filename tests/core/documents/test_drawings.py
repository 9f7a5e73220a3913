"""Codes, marks and charts drawn with less work: the same strokes and words, the same places."""

import re
from io import BytesIO

import pymupdf
import pytest
from django.template.loader import render_to_string

from core.documents import drawings, pdf
from tests.core.documents.snapshots import NOTICE

MARK = "HTTPS://RECALL.EXAMPLE/V/0123456789ABCDEF"
CHART = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 40" font-family="GWSong">'
    '<text x="290" y="12" font-size="8" text-anchor="end">㛃䶮同志 12.5%</text>'
    '<text x="150" y="24" font-size="8" text-anchor="middle">城关镇 King</text>'
    '<text x="10,30,60" y="36" font-size="8">一字处</text>'
    '<text x="100" y="36" font-size="8" letter-spacing="3">疏排</text></svg>'
)


def printed():
    notice = render_to_string("documents/recall_notice.html", NOTICE)
    html = notice.replace("</body>", f"<figure>{CHART}</figure></body>")
    return pdf.render(html, code=lambda number: f"{number:016}", mark=MARK).body


def glyphs(body):
    """Answer each visible glyph of a file: page, character, face, and where it stands in points."""
    found = []
    for number, page in enumerate(pymupdf.open(stream=BytesIO(body), filetype="pdf")):
        blocks = page.get_text("rawdict")["blocks"]
        for span in (s for b in blocks for line in b.get("lines", ()) for s in line["spans"]):
            for char in span["chars"]:
                if char["c"].strip():
                    found.append((number, char["c"], span["font"], *char["origin"]))
    return sorted(found, key=lambda one: (one[0], one[1], round(one[4]), one[3]))


def test_words_in_one_run_stand_where_they_stood_letter_by_letter(monkeypatch):
    once = glyphs(printed())
    monkeypatch.setattr(drawings, "_is_one_run", lambda _node: False)

    by_letters = glyphs(printed())

    assert [one[:3] for one in once] == [one[:3] for one in by_letters]
    places = [place for one in by_letters for place in one[3:]]
    assert [place for one in once for place in one[3:]] == pytest.approx(places, abs=0.02)


def test_strokes_of_codes_are_the_bytes_that_weasyprint_writes(monkeypatch):
    once = printed()
    monkeypatch.setattr(drawings, "_STROKES", re.compile("(?!)"))

    assert printed() == once


@pytest.mark.parametrize("told", ["M0 0h5v5z", "M0 0.5h5 3", "M1 2.5h3l1 1", "m.5 0h1", ""])
def test_any_other_path_goes_the_way_of_weasyprint(told):
    assert drawings._STROKES.fullmatch(told) is None
