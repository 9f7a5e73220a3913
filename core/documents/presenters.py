"""What the progress fragment of a document shows."""

from datetime import datetime
from typing import Any

from core.documents.models import Document

STOP_POLLING = 286  # htmx's own status: swap this in and ask no more


def progress(document: Document, *, at: datetime, poll_url: str, file_url: str) -> dict[str, Any]:
    """Give the context of `documents/_progress.html`."""
    return {
        "document": document,
        "poll_url": poll_url,
        "file_url": file_url,
        "late": document.is_late(at),
    }


def poll_status(document: Document) -> int:
    """Give the HTTP status with which a poll is answered: 286 ends the polling."""
    return 200 if document.is_pending else STOP_POLLING
