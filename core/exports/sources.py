"""What can be exported: upper floors register their lists here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True)
class Column:
    """One column: heading, path of the value, how it is written, and how instead when masked."""

    label: Words
    path: str
    write: Callable[[Any], str] = str
    mask: Callable[[Any], str] | None = None


@dataclass(frozen=True)
class Source:
    """A list that may be exported.

    rows: (user, params) → what this user may see, in an order; asked again by the job, so that a
    role lost in the meantime yields nothing. scope: whose second person confirms; None when the
    user may not export this at all. about: path of the person's id. said: (user, name, params) → by
    what the list was narrowed, {label, value} each, as far as this user sees it.
    """

    name: str
    label: Words
    columns: Sequence[Column]
    rows: Callable[[Any, dict[str, Any]], QuerySet]
    scope: Callable[[Any], str | None]
    about: str = ""
    said: Callable[[Any, str, dict[str, Any]], list[dict[str, str]]] = lambda *_given: []


_sources: dict[str, Source] = {}


def register(source: Source) -> Source:
    """Offer a list for export.

    :raises RuntimeError: when the name is taken
    """
    if source.name in _sources and _sources[source.name].rows is not source.rows:
        raise RuntimeError(f"two sources named {source.name}")
    _sources[source.name] = source
    return source


def named(name: str) -> Source | None:
    return _sources.get(name)


def offered(user: Any) -> list[Source]:
    """Answer the sources that the user may export, as registered."""
    told: dict[Callable[[Any], str | None], str | None] = {}
    for source in _sources.values():
        if source.scope not in told:  # most lists share one, which asks the database
            told[source.scope] = source.scope(user)
    return [source for source in _sources.values() if told[source.scope] is not None]
