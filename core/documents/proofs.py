"""校验: is a stored file still the one that was registered? Each look is an entry of the trail.

The trail is append-only and chained by seals, so it also tells when the register itself was
rewritten: what it keeps of the upload, or of the first look, is compared with the row.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from core.audit import trail
from core.audit.masking import masked
from core.audit.models import Entry
from core.documents import regulations
from core.documents.errors import DocumentNotReady
from core.documents.models import Document

ACT = "prove_file"


class Told(models.TextChoices):
    """What a look found."""

    SAME = "SAME", _("与登记的一致")
    OTHER = "OTHER", _("与登记的不一致")
    MISSING = "MISSING", _("文件缺失")
    REWRITTEN = "REWRITTEN", _("登记的校验值与操作记录不一致")


@dataclass(frozen=True)
class Stored:
    """A file as its row registers it; `pk` is the row's own."""

    pk: int
    path: Path
    sha256: str
    byte_count: int


@dataclass(frozen=True)
class Proof:
    """One look: what it found, when, and whose it was."""

    told: Told
    at: datetime
    by: str

    @property
    def is_good(self) -> bool:
        return self.told == Told.SAME


@transaction.atomic
def prove_document(row: models.Model, document: Document, *, by: Any, at: datetime) -> Told:
    """Hash the file of a paper that a row holds again, note what was found, and answer it.

    :raises DocumentNotReady: there is no file, not yet or no longer
    """
    if not document.is_ready:
        raise DocumentNotReady(_("没有可以校验的文件：尚未生成，或者已经销毁"))
    path = Path(settings.MEDIA_ROOT) / document.file
    stored = Stored(document.pk, path, document.sha256, document.byte_count)
    return prove(row, stored, by=by, at=at)


def prove(row: models.Model, stored: Stored, *, uploaded: str = "", by: Any, at: datetime) -> Told:
    """Hash a stored file again, note what was found, and answer it; nothing else changes.

    Source: 电子签名法第五条. At most `byte_count` bytes are hashed: a longer file is another one.

    :param row: what the file hangs on; the entry is about its person
    :param uploaded: the SHA-256 that the trail keeps of the upload, empty if it keeps none
    """
    known = uploaded or _first(row, stored)
    told = _told(stored, known)
    kept = known or stored.sha256
    trail.record(row, ACT, by=by, at=at, told=told.value, file=stored.pk, sha256=kept)
    return told


def last(kind: type[models.Model], files: Mapping[int, int]) -> dict[int, Proof]:
    """Answer the last look at each row's file, one query for all.

    :param files: the row's pk → the pk of the file that it has now
    """
    rows = _looks(kind).filter(row_id__in=files).select_related("by")
    newest = rows.order_by("row_id", "-at", "-id").distinct("row_id")
    return {
        entry.row_id: Proof(Told(entry.detail["told"]), entry.at, entry.by.name if entry.by else "")
        for entry in newest
        if entry.row_id is not None and entry.detail["file"] == files[entry.row_id]
    }


def _looks(kind: type[models.Model]) -> models.QuerySet[Entry]:
    return Entry.objects.filter(row_kind=kind._meta.label_lower, act=ACT)


def _first(row: models.Model, stored: Stored) -> str:
    """Answer the SHA-256 that the first look at this file kept; empty before it."""
    rows = _looks(type(row)).filter(row_id=row.pk, detail__file=stored.pk)
    first = rows.order_by("at", "id").first()
    return str(first.detail["sha256"]) if first else ""


def _told(stored: Stored, known: str) -> Told:
    if known and known != masked(stored.sha256):  # the trail masks what looks like a telephone
        return Told.REWRITTEN
    found = _hash(stored)
    if found is None:
        return Told.MISSING
    return Told.SAME if regulations.stays_unchanged.is_kept(stored.sha256, found) else Told.OTHER


def _hash(stored: Stored) -> str | None:
    """Answer the file's SHA-256, empty if its size differs; None if it cannot be read."""
    try:
        with open(stored.path, "rb") as file:
            body = file.read(stored.byte_count + 1)
    except OSError:
        return None
    return hashlib.sha256(body).hexdigest() if len(body) == stored.byte_count else ""
