"""Many audit entries at once; the sealing job chains them with all others."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from django.db import connection

from core import bulk
from core.audit import origin
from core.audit.models import Entry

BATCH = 5_000


class Told(NamedTuple):
    """What is told of one row: the act, the row's kind and id, details without values, and the
    person whom the row is about."""

    act: str
    row_kind: str
    row_id: int
    detail: dict[str, Any]
    about_id: int | None = None


def record_many(told: Iterable[Told], *, by: Any, at: datetime, scope: str = "") -> int:
    """Append one entry for each thing told; answer how many.

    :raises RuntimeError: outside a transaction, where act and entry could part
    """
    if not connection.in_atomic_block:
        raise RuntimeError("record_many() must run inside a service's transaction")
    count = 0
    entries = _entries(told, by=by, at=at, scope=scope)
    while batch := list(islice(entries, BATCH)):
        bulk.insert(batch)
        count += len(batch)
    return count


def _entries(told: Iterable[Told], *, by: Any, at: datetime, scope: str) -> Iterator[Entry]:
    address = origin.address()
    for row in told:
        yield Entry(at=at, by=by, scope=scope, address=address, **row._asdict())
