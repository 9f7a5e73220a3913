"""Drawers: for each kind of paper that comes back, whose it is, who sees it, until when it may.

Each floor describes its own papers in `drawers.py` and registers them here, so that the reader of
scans below need not know what a case or a class is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules

from core.documents.models import Document


def _nobody(_document: Document) -> int | None:
    return None


def _open(_document: Document) -> str:
    return ""


def _none() -> QuerySet[Any]:
    return Document.objects.none()


class Arrival(Protocol):
    """What a floor does inside the transaction that files a page of its paper."""

    def __call__(self, document: Document, /, *, by: Any, at: datetime) -> None: ...


def _quietly(_document: Document, *, by: Any, at: datetime) -> None:
    """Tell nobody: who sent the pile hears that it is read."""


def _free(_documents: list[Document]) -> None:
    """Hold nothing: no act of the floor looks at whether a page came."""


@dataclass(frozen=True)
class Drawer:
    """One room's papers.

    :param kinds: the kinds of its documents
    :param seen_by: user → the keys of the documents whose filled-in pages they may see
    :param read_by: user → the keys of those whose filed pages they may read, and nothing more:
        they file none, wait for none and settle none
    :param person: document → the person whom it is about, for the record of who read it
    :param closed: document → why its pages are no longer filed by themselves, empty if they are
    :param spared: the keys of documents that nobody waits for: what they ask was said otherwise
    :param hold: documents → locks what `closed` and `came` look at, in the order of its keys
    :param came: a page was filed: whom the floor tells of it
    :param is_secret: ballots: only counted, no picture is kept
    """

    kinds: tuple[str, ...]
    label: str | Promise
    seen_by: Callable[[Any], QuerySet[Any]]
    read_by: Callable[[Any], QuerySet[Any]] | None = None
    person: Callable[[Document], int | None] = _nobody
    closed: Callable[[Document], str] = _open
    spared: Callable[[], QuerySet[Any]] = _none
    hold: Callable[[list[Document]], None] = _free
    came: Arrival = _quietly
    is_secret: bool = False


_register: dict[str, Drawer] = {}


def register(drawer: Drawer) -> Drawer:
    """Make a drawer known.

    :raises RuntimeError: two drawers for one kind
    """
    for kind in drawer.kinds:
        known = _register.get(kind)
        if known is not None and known.kinds != drawer.kinds:
            raise RuntimeError(f"two drawers for {kind}")
        _register[kind] = drawer
    return drawer


def find(kind: str) -> Drawer | None:
    """Answer the drawer of a kind of document; None if nobody takes it."""
    autodiscover_modules("drawers")
    return _register.get(kind)


def hold(documents: list[Document]) -> None:
    """Lock what documents belong to, then the documents: before `closed` is asked of any of them.

    Lower floors first, each in the order of its keys, so that two piles, or a pile and a
    confirmation, never wait for each other.
    """
    autodiscover_modules("drawers")
    for drawer in dict.fromkeys(_register.values()):
        if mine := [row for row in documents if row.kind in drawer.kinds]:
            drawer.hold(mine)
    keys = {row.pk for row in documents}
    list(Document.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))


def seen_by(user: Any, path: str = "") -> Q:
    """Answer the condition that a document's filled-in pages may be seen by a user.

    :param path: leads from the rows that are asked for to the document, as in `page__document__`
    """
    autodiscover_modules("drawers")
    seen = Q(pk__in=[])
    for drawer in dict.fromkeys(_register.values()):
        kinds, keys = f"{path}kind__in", f"{path}pk__in"
        seen |= Q(**{kinds: drawer.kinds, keys: drawer.seen_by(user)})
    return seen


def read_by(user: Any, path: str = "") -> Q:
    """Answer the condition that a document's filed pages may be read by a user, and no more.

    :param path: leads from the rows that are asked for to the document
    """
    autodiscover_modules("drawers")
    read = Q(pk__in=[])
    for drawer in dict.fromkeys(_register.values()):
        if drawer.read_by is not None:
            keys = drawer.read_by(user)
            read |= Q(**{f"{path}kind__in": drawer.kinds, f"{path}pk__in": keys})
    return read


def spared(path: str = "") -> Q:
    """Answer the condition that nobody waits for a document's pages.

    :param path: leads from the rows that are asked for to the document
    """
    autodiscover_modules("drawers")
    found = Q(pk__in=[])
    for drawer in dict.fromkeys(_register.values()):
        if drawer.spared is not _none:
            found |= Q(**{f"{path}pk__in": drawer.spared()})
    return found


def secret_kinds() -> list[str]:
    """Answer the kinds of ballots: their pages are counted and never filed."""
    autodiscover_modules("drawers")
    return [kind for kind, drawer in _register.items() if drawer.is_secret]
