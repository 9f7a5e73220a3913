"""What exports and own copies share: rows that come to an end, and files whose time is over."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

_GRACE = 3600  # seconds: a download under way, or a part being written, is left alone


def leave(rows: QuerySet, state: str) -> int:
    """Bring rows to an end, each locked; answer how many."""
    with transaction.atomic():
        locked = list(rows.select_for_update(of=("self",)))
        for row in locked:
            row.state = state
            row.save(update_fields=["state"])
    return len(locked)


def sweep(folder: Path, kept: Iterable[UUID], *, at: datetime) -> None:
    """Remove the files of a folder that no kept row names, unless they were touched just now."""
    names = {uid.hex for uid in kept}
    for file in folder.iterdir() if folder.is_dir() else ():
        if at.timestamp() - file.stat().st_mtime > _GRACE and file.stem not in names:
            file.unlink(missing_ok=True)
