"""Fields of an answer: a name, what it means, its JSON Schema, and where its value comes from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise

Words = str | Promise
Way = Callable[[Any], Any]


@dataclass(frozen=True)
class Field:
    """One field of an answer. Every field is always there; what may lack is null."""

    name: str
    words: Words
    way: Way
    schema: dict[str, Any]

    def described(self) -> dict[str, Any]:
        return {**self.schema, "description": str(self.words)}


def text(name: str, words: Words, way: Way) -> Field:
    return Field(name, words, way, {"type": "string"})


def opaque(name: str, words: Words, way: Way) -> Field:
    """An opaque name of a row: 32 hex digits that say nothing."""
    return Field(name, words, way, {"type": "string", "pattern": "^[0-9a-f]{32}$"})


def digest(name: str, words: Words, way: Way) -> Field:
    """A SHA-256 in hex; null where there is no file."""
    schema = {"type": ["string", "null"], "pattern": "^[0-9a-f]{64}$"}
    return Field(name, words, lambda row: way(row) or None, schema)


def whole(name: str, words: Words, way: Way) -> Field:
    return Field(name, words, way, {"type": "integer"})


def yes(name: str, words: Words, way: Way) -> Field:
    return Field(name, words, lambda row: bool(way(row)), {"type": "boolean"})


def code(name: str, words: Words, way: Way, values: Iterable[Any]) -> Field:
    """One of a fixed list of codes."""
    told = {"type": "string", "enum": [str(value) for value in values]}
    return Field(name, words, lambda row: str(way(row)), told)


def month(name: str, words: Words, way: Way) -> Field:
    """A month as 2026-11; null where there is none."""
    schema = {"type": ["string", "null"], "pattern": "^[0-9]{4}-[0-9]{2}$"}
    return Field(name, words, lambda row: (day := way(row)) and f"{day:%Y-%m}", schema)


def instant(name: str, words: Words, way: Way) -> Field:
    """An instant with its offset (RFC 3339); null where there is none."""
    schema = {"type": ["string", "null"], "format": "date-time"}
    return Field(
        name, words, lambda row: (at := way(row)) and timezone.localtime(at).isoformat(), schema
    )


def day(name: str, words: Words, way: Way) -> Field:
    """A day; null where there is none."""
    schema = {"type": ["string", "null"], "format": "date"}
    return Field(name, words, lambda row: (on := way(row)) and on.isoformat(), schema)


def many(name: str, words: Words, way: Way, fields: tuple[Field, ...]) -> Field:
    """A list of small objects."""
    schema = {"type": "array", "items": shape(fields)}
    return Field(name, words, lambda row: [told(one, fields) for one in way(row)], schema)


def shape(fields: tuple[Field, ...]) -> dict[str, Any]:
    """Answer the schema of an object with just these fields."""
    return {
        "type": "object",
        "properties": {field.name: field.described() for field in fields},
        "required": [field.name for field in fields],
        "additionalProperties": False,
    }


def told(row: Any, fields: tuple[Field, ...]) -> dict[str, Any]:
    """Answer a row as its fields tell it, and nothing else of it."""
    return {field.name: field.way(row) for field in fields}
