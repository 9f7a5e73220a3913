"""样张: a version's words printed with made-up facts. Their scope is the version."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from core.documents import wordings as papers
from core.documents.models import Document, DocumentState
from schemes.models import WordingVersion
from schemes.queries import wordings

KIND = "wording_sample"


def scope(version: WordingVersion) -> str:
    """Answer under which scope a version's samples stand."""
    return f"wording-{version.pk}"


def of_version(version: WordingVersion) -> QuerySet[Document]:
    """Answer the samples of a version, the newest first."""
    return Document.objects.filter(kind=KIND, scope=scope(version)).order_by("-pk")


def frozen(version: WordingVersion, on: date) -> dict[str, Any]:
    """Answer the words that a sample keeps: the version's, or those that it goes back to."""
    words = wordings.effective(version, version.from_on or on)
    told = {"version": version.pk, "number": version.number}
    return told | words._asdict() | {"sha256": wordings.hashed(version.kind, words)}


def newest(version: WordingVersion, sha256: str) -> Document | None:
    """Answer the newest sample of some words of a version; None if there is none."""
    return of_version(version).filter(**{f"snapshot__{papers.KEY}__sha256": sha256}).first()


def serves(sample: Document | None) -> bool:
    """Answer whether a sample is there or on its way, so that no other is needed."""
    return sample is not None and sample.state in (DocumentState.PENDING, DocumentState.READY)
