"""What an entry may not hold in full: identity numbers and telephone numbers."""

import re
from typing import Any

_IDENTITY = re.compile(r"(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?!\d)")
_OLD_IDENTITY = re.compile(r"(?<!\d)(\d{6})\d{6}(\d{3})(?!\d)")
_PHONE = re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)")


def masked(value: Any) -> Any:
    """Answer the value with every such number inside it masked, at any depth."""
    if isinstance(value, dict):
        return {str(key): masked(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [masked(item) for item in value]
    return _masked_text(value) if isinstance(value, str) else value


def _masked_text(text: str) -> str:
    for pattern in (_IDENTITY, _OLD_IDENTITY, _PHONE):
        text = pattern.sub(r"\1****\2", text)
    return text
