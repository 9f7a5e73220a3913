"""作废: which numbers may be made void, and how the paper is issued anew under the next one.

A number that was given is never taken back. A floor registers for its kinds in `standings.py` how
one is issued again from the facts of today; what nobody registered for cannot be made void.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.module_loading import autodiscover_modules

from core.documents.models import Document

Again = Callable[..., Document]
"""(document, *, by, at) → the paper that takes its place; refuses what was already handed over."""

_again: dict[str, Again] = {}


def register(again: Again, *kinds: str) -> None:
    """Tell how papers of these kinds are issued anew."""
    _again.update(dict.fromkeys(kinds, again))


def kinds() -> frozenset[str]:
    """Answer the kinds of which a number may be made void."""
    autodiscover_modules("standings")
    return frozenset(_again)


def again(document: Document, *, by: Any, at: datetime) -> Document:
    """Issue a paper anew, in the caller's transaction.

    :raises DomainError: it was handed over, replaced before, or the user may not
    """
    autodiscover_modules("standings")
    return _again[document.kind](document, by=by, at=at)
