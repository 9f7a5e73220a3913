"""Many audit entries at once, chained like any others; the lock is held while they go in."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from django.db import connection

from core import bulk
from core.audit import trail
from core.audit.models import Entry

BATCH = 5_000


class Told(NamedTuple):
    """What is told of one row: the act, the row's kind and id, and details without values."""

    act: str
    row_kind: str
    row_id: int
    detail: dict[str, Any]


def record_many(told: Iterable[Told], *, by: Any, at: datetime, scope: str = "") -> int:
    """Append one entry for each thing told, in order; answer how many.

    Call it last in a transaction: until the commit nobody else can append.

    :raises RuntimeError: outside a transaction, where the chain could fork
    """
    if not connection.in_atomic_block:
        raise RuntimeError("record_many() must run inside a service's transaction")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [trail._CHAIN])
    last = Entry.objects.order_by("-pk").values_list("hash", flat=True).first() or ""
    count = 0
    entries = _chained(told, last, by=by, at=at, scope=scope)
    while batch := list(islice(entries, BATCH)):
        bulk.insert(batch)
        count += len(batch)
    return count


def _chained(
    told: Iterable[Told], last: str, *, by: Any, at: datetime, scope: str
) -> Iterator[Entry]:
    for act, row_kind, row_id, detail in told:
        entry = Entry(
            at=at,
            by=by,
            act=act,
            row_kind=row_kind,
            row_id=row_id,
            scope=scope,
            detail=detail,
            previous_hash=last,
        )
        entry.hash = last = trail.digest(entry)
        yield entry
