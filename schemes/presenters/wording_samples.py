"""What a version's page shows of its 样张."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from core import dates
from core.documents.models import Document
from core.documents.presenters import progress
from schemes import permissions
from schemes.models import WordingVersion
from schemes.queries import wording_samples as samples


def panel(version: WordingVersion, *, user: Any, at: datetime) -> dict[str, Any]:
    """Answer the newest sample of the words as they are, and whether one may be asked for."""
    words = samples.frozen(version, dates.legal_day(at))
    held = samples.newest(version, words["sha256"])
    is_allowed = permissions.sample_wording.allows(user, version)
    return {
        "paper": held and progress_of(held, version.pk, at=at),
        "can_ask": is_allowed and not samples.serves(held),
    }


def progress_of(document: Document, version_pk: int, *, at: datetime) -> dict[str, Any]:
    """Answer the context of the fragment that a page polls."""
    args = [version_pk, document.pk]
    return progress(
        document,
        at=at,
        poll_url=reverse("schemes:wording-sample", args=args),
        file_url=reverse("schemes:wording-sample-file", args=args),
    )
