"""Words and facts put together: paragraphs for the sheet and for Word.

A text knows no markup: fields are filled once, what a field brings is never read again for fields,
and every value goes out escaped.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from core.documents import wordings
from core.documents.wordings import Facts, Field, Kind, Run, Runs

FIELD = re.compile(r"\{\{([^{}\n]*)\}\}")
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、[^。]*$")
_SUBHEADING = re.compile(r"（[一二三四五六七八九十]{1,3}）[^。]*$")
_BLANKS = " \t　"


class Paragraph(NamedTuple):
    """One paragraph: title, addressee, heading, subheading or body."""

    style: str
    runs: Runs

    @property
    def text(self) -> str:
        """Answer what it says, without faces."""
        return "".join(run.text for run in self.runs)


def paragraphs(kind: Kind, snapshot: Facts) -> list[Paragraph]:
    """Answer a paper's text from its title to its last line, from the snapshot alone."""
    words = wordings.words_of(kind, snapshot)
    head = [
        Paragraph("title", _filled(kind, words.title, snapshot)),
        Paragraph("addressee", (*_filled(kind, words.addressee, snapshot), Run("："))),
    ]
    return [*head, *_body(kind, words.body, snapshot)]


def title(kind: Kind, snapshot: Facts) -> str:
    """Answer the title alone, as one line."""
    words = wordings.words_of(kind, snapshot)
    return "".join(run.text for run in _filled(kind, words.title, snapshot))


def context(kind: Kind, snapshot: Facts) -> dict[str, Any]:
    """Answer what `documents/worded.html` shows of a snapshot."""
    said = paragraphs(kind, snapshot)
    told = {"layout": kind.layout, "after": kind.after, "paragraphs": said}
    return dict(snapshot) | told


def lines(text: str) -> list[str]:
    """Answer a body's paragraphs as written, without blank lines and blanks at their ends."""
    return [kept for line in text.splitlines() if (kept := line.strip(_BLANKS))]


def _body(kind: Kind, body: str, facts: Facts) -> Iterator[Paragraph]:
    for line in lines(body):
        if found := block(kind, line):
            yield from (Paragraph("body", tuple(runs)) for runs in found.give(facts))
            continue
        runs = _filled(kind, line, facts)
        if any(run.text for run in runs):  # a line of fields that all are empty is left out
            yield Paragraph(_style(line), runs)


def _style(line: str) -> str:
    if _HEADING.match(line):
        return "heading"
    return "subheading" if _SUBHEADING.match(line) else "body"


def block(kind: Kind, line: str) -> Field | None:
    """Answer the block field that a line consists of."""
    alone = FIELD.fullmatch(line)
    field = kind.field(alone[1].strip()) if alone else None
    return field if field and field.is_block else None


def _filled(kind: Kind, text: str, facts: Facts) -> Runs:
    """Fill a text's fields, once; what is no field of the kind stays as it is written."""
    runs: list[Run] = []
    end = 0
    for found in FIELD.finditer(text):
        field = kind.field(found[1].strip())
        if field is None or field.is_block:
            continue
        runs += [Run(text[end : found.start()]), *_given(field, facts)]
        end = found.end()
    return _joined([*runs, Run(text[end:])])


def _given(field: Field, facts: Facts) -> Runs:
    given = field.give(facts)
    return given if isinstance(given, tuple) else (Run(str(given)),)


def _joined(runs: list[Run]) -> Runs:
    """Join neighbours of one face, so that a line breaks as if it had been written whole."""
    whole: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if whole and whole[-1].face == run.face:
            whole[-1] = Run(whole[-1].text + run.text, run.face)
        else:
            whole.append(run)
    return tuple(whole)
