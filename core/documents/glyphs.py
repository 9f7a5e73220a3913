"""Which characters the document fonts can draw, told without laying anything out."""

import re
import unicodedata
from functools import cache
from typing import Any

from django.conf import settings
from fontTools.ttLib import TTFont

from core.documents import texts

PICTURE = "〔表情〕"  # what a chat writes where it cannot draw one
_PLAIN = re.compile("[\\n\\t -~一-龥、-〃《-】！-～]+")  # every set of faces has these
_DRESS = re.compile("[\ufe0e\ufe0f\u20e3]")  # how the mark before is drawn: in colour, as a key
_PICTURES = re.compile(
    "(?:[\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
    "[\u200d\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*)+"
)


def missing(text: str) -> list[str]:
    """Answer the characters that no face of the product can draw, each once, as 字（U+XXXX）."""
    marks = dict.fromkeys(_PLAIN.sub("", texts.clean(text)))
    return [f"{mark}（U+{ord(mark):04X}）" for mark in marks if not _is_drawn(mark)]


def printable(value: Any) -> Any:
    """Clean every text inside a JSON-like value; pictures of a telephone become 〔表情〕.

    Somebody's own statement may hold one, and it must not stop the paper that quotes it.
    """
    return texts.each(texts.clean_all(value), _pictured)


def drawn(value: Any) -> Any:
    """Answer as `printable`, every character without a glyph named in its place.

    For what must be printed whatever was once written, such as a bound volume.
    """
    return texts.each(printable(value), _spelt)


def _spelt(text: str) -> str:
    without = {ord(name[0]): f"〔{name[2:-1]}〕" for name in missing(text)}
    return text.translate(without) if without else text


def _pictured(text: str) -> str:
    if text.isascii():
        return text
    return _PICTURES.sub(_named, _DRESS.sub("", text))


def _named(found: re.Match[str]) -> str:
    return PICTURE if missing(found[0]) else found[0]


def _is_drawn(mark: str) -> bool:
    if mark.isspace() or unicodedata.category(mark) == "Cf":  # joiners draw nothing
        return True
    return ord(mark) in _drawable()


@cache
def _drawable() -> frozenset[int]:
    """Read the character maps of all faces once: 0.3 s and some megabytes."""
    found: set[int] = set()
    for path in sorted(settings.FONTS_DIR.rglob("*.[to]tf")):
        with TTFont(path, lazy=True) as font:
            found |= font.getBestCmap().keys()
    return frozenset(found)
