"""Hostile words in every field of a paper: shown as words, nothing asked for, an end in time."""

import io
import time
from html import escape

import pytest
from django.template.loader import render_to_string
from pypdf import PdfReader

from core.documents import pdf
from core.documents.errors import RenderingFailed
from tests.core.documents.snapshots import NOTICE

WORDS = (
    '<img src="http://127.0.0.1:9/x.png"><img src="file:///etc/passwd">'
    '<link rel="attachment" href="file:///etc/passwd"><style>@import "http://127.0.0.1:9/"</style>'
    "{{ facts }}{% load x %}</p></table>"
)
SECONDS = 30  # of processor time
FIELD = 20_000  # characters, the longest that a field of a form holds


def leaves(told, path=()):
    """Answer the way to each text of a snapshot."""
    if isinstance(told, str):
        return [path]
    if not isinstance(told, dict | list):
        return []
    pairs = told.items() if isinstance(told, dict) else enumerate(told)
    return [way for key, value in pairs for way in leaves(value, (*path, key))]


def put(told, path, words):
    """Answer the snapshot with other words at one place."""
    first, *others = path
    copied = dict(told) if isinstance(told, dict) else list(told)
    copied[first] = put(copied[first], others, words) if others else words
    return copied


def html(facts):
    return render_to_string("documents/recall_notice.html", facts)


@pytest.fixture
def opened(monkeypatch):
    """Every address that gets past our own check down to the opener of the library."""
    addresses = []

    def spy(self, request, data=None, timeout=None):
        addresses.append(getattr(request, "full_url", request))
        raise OSError("closed")

    monkeypatch.setattr("urllib.request.OpenerDirector.open", spy)
    return addresses


@pytest.mark.parametrize("path", leaves(NOTICE), ids=lambda path: ".".join(map(str, path)))
def test_words_in_a_field_stay_words(path):
    told = html(put(NOTICE, path, WORDS))

    assert WORDS not in told
    plain = html(put(NOTICE, path, "无害"))
    assert told.count("<") == plain.count("<")
    assert (escape(WORDS) in told) == ("无害" in plain)


def test_a_paper_with_such_words_in_every_field_is_printed_with_them(opened):
    facts = NOTICE
    for path in leaves(NOTICE):
        facts = put(facts, path, WORDS)

    body = pdf.render(html(facts)).body

    assert [address for address in opened if not address.startswith("data:")] == []
    assert b"/EmbeddedFile" not in body
    text = "".join(
        "".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(body)).pages
    )
    shown = html(facts).count(escape(WORDS))
    assert text.count("@import") >= 10
    assert text.count("@import") <= shown


LONG = ["重" * 200_000, "<div>" * 40_000, "((" * 100_000]


@pytest.mark.parametrize("words", LONG, ids=["long", "deep", "marks"])
def test_a_text_of_two_hundred_thousand_characters_fails_at_once(words):
    begun = time.process_time()

    with pytest.raises(RenderingFailed, match="超过 30000 字"):
        pdf.render(html(put(NOTICE, ("facts", 0, "text"), words)))

    assert time.process_time() - begun < 5


@pytest.mark.parametrize("words", LONG, ids=["long", "deep", "marks"])
def test_the_longest_text_of_a_field_is_printed_in_time(words):
    begun = time.process_time()

    printed = pdf.render(html(put(NOTICE, ("facts", 0, "text"), words[:FIELD])))

    assert time.process_time() - begun < SECONDS
    assert printed.page_count > 10


def test_tags_nested_deeply_are_words():
    told = html(put(NOTICE, ("facts", 0, "text"), "<table><tr><td>" * 500))

    printed = pdf.render(told)

    assert told.count("<table") == html(NOTICE).count("<table")
    assert printed.page_count < 30
