"""What became of an issued document: each floor tells it of its own kinds, and is told nothing.

A floor registers in its `standings.py` what its kinds are called and how one stands; a floor above
may add what it knows of a kind below, such as an appeal. The gravest word is the answer.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import IntegerChoices
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from core.documents import codes
from core.documents.models import Document, DocumentState, Voiding


class Standing(IntegerChoices):
    """How a document stands, the gravest last."""

    CURRENT = 1, _("有效")
    APPEALED = 2, _("复核申诉中")
    SUPERSEDED = 3, _("已被取代")
    ENDED = 4, _("期限届满")
    WITHDRAWN = 5, _("已撤销")
    VOID = 6, _("作废")
    GONE = 7, _("期满销毁")


Look = Callable[[Document, date], Standing]  # the document, and on which day


@dataclass(frozen=True)
class Found:
    """All that anybody may know of a document: nothing about a person, and not its title."""

    label: str | Promise
    document: Document
    standing: Standing

    @property
    def issuer(self) -> str:
        return str(self.document.snapshot.get("issuer", ""))


_labels: dict[str, str | Promise] = {}
_looks: dict[str, list[Look]] = {}


def register(kinds: Mapping[str, str | Promise], look: Look | None = None) -> None:
    """Name kinds of documents and tell how one of them stands; without `look` it always holds.

    :param kinds: kind → what it is called, without a name in it
    """
    _labels.update(kinds)
    if look is not None:
        add(look, *kinds)


def add(look: Look, *kinds: str) -> None:
    """Tell more about kinds that a floor below has named."""
    for kind in kinds:
        known = _looks.setdefault(kind, [])
        if look not in known:
            known.append(look)


def label(kind: str) -> str | Promise:
    """Answer what a kind of document is called."""
    autodiscover_modules("standings")
    return _labels.get(kind, _("公文"))


def standing(document: Document, on: date) -> Standing:
    """Answer the gravest of what the floors tell of a day."""
    autodiscover_modules("standings")
    if document.state == DocumentState.GONE:
        return Standing.GONE
    if Voiding.objects.filter(document=document).exists():
        return Standing.VOID
    told = (look(document, on) for look in _looks.get(document.kind, []))
    return max(told, default=Standing.CURRENT)


def sibling(document: Document, sha256: str, *, on: date) -> Standing | None:
    """Answer how another paper of the same series stands whose file has this hash; None if none.

    So whoever holds a copy that was made void and issued anew is told so. The series' index
    answers; no paper of another office or kind is looked for.
    """
    series = Document.objects.filter(scope=document.scope, kind=document.kind, state="READY")
    found = series.filter(sha256=sha256).exclude(pk=document.pk).exclude(verify_code="").first()
    return standing(found, on) if found else None


def find(text: str, *, on: date) -> Found | None:
    """Answer the document of a code that somebody holds; None for every other text.

    What cannot be a code is asked for like one that nobody has, so that both take as long.
    """
    code = codes.understood(text) or codes.NOBODY
    ready = Document.objects.filter(verify_code=code, state="READY").exclude(verify_code="")
    document = ready.first()
    if document is None:
        return None
    return Found(label(document.kind), document, standing(document, on))
