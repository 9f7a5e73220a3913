"""Wordings: what an official paper says around its facts, as plain text with merge fields.

A floor registers in its `wordings.py` the kinds of its papers: the text that the product brings,
the closed set of fields, what may not be left out of it, and made-up facts to look at it with.
Fields read the snapshot alone, so that the same snapshot gives the same paper.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules

KEY = "wording"  # where a snapshot keeps words that are not the product's
SAMPLE = "sample_of"  # where a snapshot of made-up facts keeps which kind of paper it shows
PAGE = "documents/worded.html"
LETTER = "documents/letter_base.html"  # 信函: no 文件 in its mark, its number at the right


class Run(NamedTuple):
    """A piece of text in one face: plain, `kai` (楷体) or `strong`."""

    text: str
    face: str = ""


Facts = Mapping[str, Any]
Runs = tuple[Run, ...]


class Words(NamedTuple):
    """A paper's own words. The body has one paragraph a line; 一、 begins a heading."""

    title: str
    addressee: str
    body: str


@dataclass(frozen=True)
class Field:
    """A merge field.

    :param told: what it brings, for who writes the text
    :param give: the facts → the text, or a block's paragraphs
    :param demand: why the paper may not go without it; empty if it may
    """

    name: str
    told: str | Promise
    give: Callable[[Facts], Any]
    demand: str | Promise = ""
    is_block: bool = False

    @property
    def mark(self) -> str:
        """Answer it as it is written in a text."""
        return marked(self.name)


class Phrase(NamedTuple):
    """Words that the paper may not go without: all of `parts`, in any order."""

    parts: tuple[str, ...]
    demand: str | Promise


@dataclass(frozen=True)
class Kind:
    """A kind of paper whose words stand apart from its facts.

    :param words: those of the product, version 0
    :param sample: made-up facts with every key that a real snapshot has
    :param layout: the sheet it stands on
    :param after: the template of the sheet that goes along, empty for none
    """

    code: str
    label: str | Promise
    words: Words
    fields: tuple[Field, ...]
    sample: Facts
    phrases: tuple[Phrase, ...] = ()
    layout: str = "documents/base.html"
    after: str = ""

    def field(self, name: str) -> Field | None:
        """Answer the field of this name."""
        return next((one for one in self.fields if one.name == name), None)


def marked(name: str) -> str:
    """Answer a field's name as it is written in a text."""
    return f"{{{{{name}}}}}"


def words_of(kind: Kind, snapshot: Facts) -> Words:
    """Answer the words that a snapshot was frozen with: its own, or else the product's."""
    held = snapshot.get(KEY)
    return Words(*(str(held[name]) for name in Words._fields)) if held else kind.words


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Make kinds known.

    :raises RuntimeError: a kind twice
    """
    for kind in kinds:
        if _kinds.get(kind.code, kind) is not kind:
            raise RuntimeError(f"two wordings for {kind.code}")
        _kinds[kind.code] = kind


def kinds() -> list[Kind]:
    """Answer the kinds, as registered."""
    autodiscover_modules("wordings")
    return list(_kinds.values())


def find(code: str) -> Kind | None:
    """Answer the kind of a code; None if its text is no such."""
    autodiscover_modules("wordings")
    return _kinds.get(code)
