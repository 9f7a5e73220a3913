"""What is amiss in a paper's text: told by name, before anything is printed with it."""

import re

from core.documents import composing
from core.documents.wordings import Field, Kind, Phrase, Words, marked

_STRAY = re.compile(r".{0,6}(?:\{\{|\}\}|\{%|%\}).{0,6}")


def used(*texts: str) -> list[str]:
    """Answer the names of the fields in some texts, each once, in order."""
    found = (one[1].strip() for text in texts for one in composing.FIELD.finditer(text))
    return list(dict.fromkeys(found))


def unknown(kind: Kind, words: Words) -> list[str]:
    """Answer the fields that the kind does not have, as they are written."""
    return [marked(name) for name in used(*words) if kind.field(name) is None]


def stray(words: Words) -> list[str]:
    """Answer the pieces where braces stand that are no field."""
    return [one for text in words for one in _STRAY.findall(composing.FIELD.sub("", text))]


def misplaced(kind: Kind, words: Words) -> list[str]:
    """Answer the blocks that do not stand alone on one line of the body, or stand there twice."""
    lines = composing.lines(words.body)
    blocks = [found.name for line in lines if (found := composing.block(kind, line))]
    rest = [line for line in lines if composing.block(kind, line) is None]
    within = [n for n in used(words.title, words.addressee, *rest) if _is_block(kind, n)]
    twice = [name for name in blocks if blocks.count(name) > 1]
    return [marked(name) for name in dict.fromkeys([*within, *twice])]


def _is_block(kind: Kind, name: str) -> bool:
    field = kind.field(name)
    return field is not None and field.is_block


def headed(kind: Kind, words: Words) -> list[str]:
    """Answer the fields of the title that the product's title does not have.

    A title stands in registers and lists of jobs, where a person's facts have no place.
    """
    own = used(kind.words.title)
    return [marked(name) for name in used(words.title) if name not in own]


def missing(kind: Kind, words: Words) -> list[Field]:
    """Answer the fields that the paper may not go without and that addressee and body lack."""
    held = set(used(words.addressee, words.body))
    return [one for one in kind.fields if one.demand and one.name not in held]


def unsaid(kind: Kind, words: Words) -> list[Phrase]:
    """Answer the phrases that the paper may not go without and that the body lacks."""
    return [one for one in kind.phrases if not all(part in words.body for part in one.parts)]


def is_sound(kind: Kind, words: Words) -> bool:
    """Answer whether a paper printed with these words would be whole."""
    amiss = (unknown(kind, words), stray(words), misplaced(kind, words), headed(kind, words))
    return not any((*amiss, missing(kind, words), unsaid(kind, words)))
