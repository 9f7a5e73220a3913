"""The only writer of the audit trail."""

from datetime import datetime
from typing import Any

from django.db import connection, models

from core.audit import origin
from core.audit.masking import masked
from core.audit.models import Entry, Outcome


def record(
    row: models.Model, act: str, *, by: Any, at: datetime, scope: str = "", **detail: Any
) -> Entry:
    """Append one entry about a change of `row`, in the transaction that makes it.

    :raises RuntimeError: outside a transaction, where act and entry could part
    """
    if not connection.in_atomic_block:
        raise RuntimeError("trail.record() must run inside a service's transaction")
    return _append(row, act, by=by, at=at, scope=scope, detail=detail)


def saw(row: models.Model, *, by: Any, at: datetime, act: str = "read", **detail: Any) -> Entry:
    """Append one entry that somebody was shown `row`: read, download, print, reveal.

    Called before anything is shown: what cannot be noted is not shown.
    """
    return _append(row, act, by=by, at=at, scope="", detail=detail)


def denied(page: str, *, row_id: int | None, by: Any, at: datetime, **detail: Any) -> Entry:
    """Append one entry that somebody was refused a page; it holds nothing about a person."""
    return _write(
        at=at,
        by=by,
        act="denied",
        outcome=Outcome.DENIED,
        row_kind=page[:60],
        row_id=row_id,
        detail=detail,
    )


def about(row: Any) -> int | None:
    """Answer the id of the person whom a row is about, by the way its model's `about` names."""
    found: Any = row
    for step in getattr(type(row), "about", ()):
        found = getattr(found, step, None)
    return found if isinstance(found, int) else None


def _append(
    row: models.Model, act: str, *, by: Any, at: datetime, scope: str, detail: dict[str, Any]
) -> Entry:
    return _write(
        at=at,
        by=by,
        act=act,
        row_kind=row._meta.label_lower,
        row_id=row.pk,
        about_id=about(row),
        scope=scope,
        detail=masked(detail),
    )


def _write(**told: Any) -> Entry:
    entry = Entry(address=origin.address(), **told)
    entry.save(force_insert=True)
    return entry
