"""Faces and lines made ready once per process print the same, whatever came before."""

import subprocess
import sys

from django.template.loader import render_to_string
from weasyprint.pdf import fonts
from weasyprint.pdf.stream import Stream
from weasyprint.text import line_break

from core.documents import faces, pdf
from tests.core.documents.snapshots import NOTICE


def printed(**changes):
    html = render_to_string("documents/recall_notice.html", NOTICE | changes)
    return pdf.render(html, code=lambda number: f"{number:016}")


def test_bytes_are_those_of_a_process_that_keeps_nothing(monkeypatch):
    once = printed()
    monkeypatch.setattr(Stream, "add_font", faces._add_font)
    monkeypatch.setattr(line_break, "get_font_description", faces._describe)
    monkeypatch.setattr(line_break.Layout, "setup", faces._setup)

    assert printed() == once


def test_a_person_s_letters_are_in_their_own_paper_alone():
    first, other = printed(), printed(addressee="欧阳𬱟同志", cadre="欧阳𬱟")

    assert other.body != first.body
    assert printed() == first


def test_underlined_and_featured_text_goes_the_way_of_weasyprint(monkeypatch):
    style = "text-decoration: underline; font-kerning: none; font-variant-numeric: tabular-nums"
    html = f'<!doctype html><title>x</title><p lang="en" style="{style}">一二 12</p><p>三</p>'
    once = pdf.render(html)
    monkeypatch.setattr(line_break.Layout, "setup", faces._setup)

    assert pdf.render(html) == once


def test_ready_face_holds_no_file():
    printed()

    assert faces._ready
    assert not any(face.file_content for face in faces._ready.values())
    assert not any(face.to_unicode or face.widths for face in faces._ready.values())


LEAN = """
import core.documents.lean, sys
from weasyprint.pdf import fonts
before = {"fontTools.subset", "fontTools.varLib"} & sys.modules.keys()
print(sorted(before), fonts.subset.Options.__name__, fonts.instantiateVariableFont.__name__)
from fontTools.varLib import instancer
print(instancer.instantiateVariableFont.__module__)
"""


def test_rare_parts_of_fonttools_are_loaded_by_whoever_needs_them():
    told = subprocess.run([sys.executable, "-c", LEAN], capture_output=True, text=True, check=True)

    assert told.stdout.split("\n")[:2] == [
        "[] Options instantiate",
        "fontTools.varLib.instancer",
    ]


def test_face_that_cannot_be_cut_goes_whole(monkeypatch):
    once = printed()
    monkeypatch.setattr(fonts.Font, "subset", lambda *_told: None)

    assert len(printed().body) > 10 * len(once.body)
