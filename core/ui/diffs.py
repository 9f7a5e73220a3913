"""What changed between two texts, word by word, for <del> and <ins>."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

# A run of letters or digits is one word; every Chinese character and every mark is one of its own.
_WORDS = re.compile(r"[A-Za-z0-9]+|\s+|.", re.S)
_LITTLE = 2  # equal words between two changes that are told as one change
_ALIKE = 0.3  # under it the texts are told whole: a patchwork of single characters reads as noise
_LONG = 4_000  # words; longer texts are told whole too


class Part(NamedTuple):
    """A piece of text that stayed (""), went ("del") or came ("ins")."""

    kind: str
    text: str


def parts(old: str, new: str) -> list[Part]:
    """Answer the two texts as one, in pieces."""
    before, now = _WORDS.findall(old), _WORDS.findall(new)
    if not before or not now or max(len(before), len(now)) > _LONG:
        return _whole(old, new)
    matcher = SequenceMatcher(None, before, now, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return _whole(old, new)
    told: list[Part] = []
    gone, came = "", ""
    blocks = matcher.get_opcodes()
    for place, (tag, a, b, c, d) in enumerate(blocks):
        is_little = 0 < place < len(blocks) - 1 and b - a <= _LITTLE
        if tag == "equal" and not is_little:
            told += [*_whole(gone, came), Part("", "".join(before[a:b]))]
            gone, came = "", ""
        else:
            gone += "".join(before[a:b])
            came += "".join(now[c:d])
    return told + _whole(gone, came)


def _whole(old: str, new: str) -> list[Part]:
    return [part for part in (Part("del", old), Part("ins", new)) if part.text]
