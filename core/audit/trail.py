"""Writer and checker of the audit trail."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from django.db import connection, models

from core.audit.models import Entry

_CHAIN = 7_402_001  # advisory lock class: one writer at a time keeps the chain a chain


def record(
    row: models.Model, act: str, *, by: Any, at: datetime, scope: str = "", **detail: Any
) -> Entry:
    """Append one entry about `row` to the chain.

    :raises RuntimeError: outside a transaction, where the chain could fork
    """
    if not connection.in_atomic_block:
        raise RuntimeError("trail.record() must run inside a service's transaction")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN])
    last = Entry.objects.order_by("-pk").values_list("hash", flat=True).first() or ""
    entry = Entry(
        at=at,
        by=by,
        act=act,
        row_kind=row._meta.label_lower,
        row_id=row.pk,
        scope=scope,
        detail=detail,
        previous_hash=last,
    )
    entry.hash = digest(entry)
    entry.save(force_insert=True)
    return entry


def digest(entry: Entry) -> str:
    """Answer the sha256 over the entry's content and the hash before it."""
    content = [
        entry.previous_hash,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.by_id,
        entry.act,
        entry.row_kind,
        entry.row_id,
        entry.scope,
        entry.detail,
    ]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def first_break() -> int | None:
    """Answer the id of the first entry whose hash does not fit, None for an intact chain."""
    previous = ""
    for entry in Entry.objects.order_by("pk").iterator():
        if entry.previous_hash != previous or entry.hash != digest(entry):
            return entry.pk
        previous = entry.hash
    return None
