"""What can be told: each kind of message with its words, found when the message is read.

The ground floor knows no domain word, so the top floor registers what it can show
(portal.presenters.messages).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

Rows = Callable[[Any], QuerySet]


@dataclass(frozen=True)
class Kind:
    """One kind. `rows(user)` are the rows of which that user may know, at any time it is asked:
    nobody is told of another one, and whoever loses sight of a row loses the words with it."""

    code: str
    label: str | Promise
    rows: Rows
    line: Callable[[Any], str]
    url: Callable[[Any, Any], str]

    @classmethod
    def of(cls, told: Any, *how: Any) -> "Kind":
        """Answer the kind of a choice, under the choice's own label."""
        return cls(told, told.label, *how)


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Make kinds known; the same code again takes the place of the former."""
    _kinds.update({kind.code: kind for kind in kinds})


def known() -> dict[str, Kind]:
    return dict(_kinds)


def named(code: str) -> Kind:
    """Answer a kind.

    :raises LookupError: nobody registered it, so nobody could read such a message
    """
    found = _kinds.get(code)
    if found is None:
        raise LookupError(f"no kind of message {code}")
    return found
