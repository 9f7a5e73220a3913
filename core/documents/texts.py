"""Text fit for printing and for PostgreSQL: what no font and no database can hold is left out."""

import unicodedata
from collections.abc import Callable
from typing import Any

BIDI = {*range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF}
KEPT = {"\n", "\t"}


def clean(text: str) -> str:
    """Drop control characters, lone surrogates, non-characters and direction marks."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(mark for mark in text if mark in KEPT or not _is_unprintable(mark))


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


def _is_unprintable(mark: str) -> bool:
    code = ord(mark)
    if code < 0x7F:
        return code < 0x20
    is_noncharacter = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return code in BIDI or is_noncharacter or unicodedata.category(mark) in {"Cc", "Cs"}
