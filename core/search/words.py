"""How a title and a question are written before they are compared."""

import unicodedata

LONGEST = 40  # characters of a title or of a question

# What is skipped in titles and in questions alike; the database's `search_fold` skips the same.
SKIPPED = (
    " \t\r\n!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~·•‧・、。〈〉《》「」『』【】〔〕〖〗“”…—"
    "\u2013\u2018\u2019\u200b\u200c\u200d\u2060\ufeff"
)
_SKIP = str.maketrans("ü", "v", SKIPPED + "\x00")  # no text of the database holds a NUL


def folded(text: str) -> str:
    """Answer a text without blanks, signs, width and case; ü is typed v."""
    return unicodedata.normalize("NFKC", text).lower().translate(_SKIP)[:LONGEST]
