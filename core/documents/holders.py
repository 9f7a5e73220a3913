"""Holders: for each kind of paper, the rows that hold it, who works with them, and their page.

Each floor names its own in `holders.py`, so that one button (校验) serves the papers of all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.module_loading import autodiscover_modules

from core.documents.models import Document, DocumentState


def _everybody(_row: Any, _user: Any) -> bool:
    return True


@dataclass(frozen=True)
class Holder:
    """One room's papers.

    :param kinds: the kinds of its documents
    :param rows: user → the rows whose papers they work with; never of their own matter
    :param page: row → the address of the page on which the paper stands
    :param field: by which a row holds its document
    :param opens: row, user → whether the paper itself is open to who may see the row
    """

    kinds: tuple[str, ...]
    rows: Callable[[Any], QuerySet[Any]]
    page: Callable[[Any], str]
    field: str = "document"
    opens: Callable[[Any, Any], bool] = _everybody


@dataclass(frozen=True)
class Held:
    """A paper that has a file, the row that holds it, and the page on which it stands."""

    document: Document
    row: Model
    page: str


_register: dict[str, Holder] = {}


def register(holder: Holder) -> Holder:
    """Make a holder known.

    :raises RuntimeError: two holders for one kind
    """
    for kind in holder.kinds:
        known = _register.get(kind)
        if known is not None and known.kinds != holder.kinds:
            raise RuntimeError(f"two holders for {kind}")
        _register[kind] = holder
    return holder


def kinds() -> list[str]:
    """Answer the kinds that have a holder."""
    autodiscover_modules("holders")
    return list(_register)


def held(uid: Any, user: Any) -> Held | None:
    """Answer a paper that a user works with; None if there is none, or no file of it."""
    autodiscover_modules("holders")
    document = Document.objects.filter(uid=uid, state=DocumentState.READY).first()
    holder = _register.get(document.kind) if document else None
    if document is None or holder is None:
        return None
    row = holder.rows(user).filter(**{holder.field: document.pk}).first()
    if row is None or not holder.opens(row, user):
        return None
    return Held(document, row, holder.page(row))
