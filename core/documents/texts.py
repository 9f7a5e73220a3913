"""Text fit for printing and for PostgreSQL: what no font and no database can hold is left out."""

import re
from collections.abc import Callable
from typing import Any

_NONCHARACTERS = "".join(
    chr(plane << 16 | last) for plane in range(0x11) for last in (0xFFFE, 0xFFFF)
)
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls but new line and tab
    "\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"  # directions
    f"\ud800-\udfff\ufdd0-\ufdef{_NONCHARACTERS}]"
)


def clean(text: str) -> str:
    """Drop control characters, lone surrogates, non-characters and direction marks."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def clean_all(value: Any) -> Any:
    """Clean every text inside a JSON-like value."""
    return each(value, clean)


def each(value: Any, of: Callable[[str], str]) -> Any:
    """Answer a JSON-like value with something done to every text inside it, keys too."""
    if isinstance(value, str):
        return of(value)
    if isinstance(value, dict):
        return {of(str(key)): each(item, of) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [each(item, of) for item in value]
    return value
