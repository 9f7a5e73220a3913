"""How a value becomes a cell that no programme can take for a formula."""

import re
from typing import Any

# What XML 1.0 cannot hold; surrogates never come out of PostgreSQL.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LEADS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", "|")
LONGEST = 32_767  # characters in a cell of xlsx


def text(value: Any) -> str:
    """Answer the value as clean text; None is empty."""
    if value is None:
        return ""
    return _FORBIDDEN.sub("", str(value))[:LONGEST]


def neutral(value: str) -> str:
    """Answer text that a spreadsheet reads as text even out of CSV: an apostrophe leads.

    Blanks before the sign do not help a formula past.
    """
    return f"'{value}" if value.lstrip(" \u3000\u00a0").startswith(_LEADS) else value
