"""Seals: entries are chained a few seconds after their commit, in the order they became visible.

The key lies outside the database and only the worker needs it. Why not in the act's transaction,
and what is unprotected until then: docs/adr/0014.
"""

import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction

from core.audit.models import Entry, Seal

SEAL_SIZE = 2_000  # entries
_ONE_SEALER = 7_402_001  # advisory lock class
FIELDS = (
    "pk",
    "at",
    "by_id",
    "act",
    "outcome",
    "row_kind",
    "row_id",
    "about_id",
    "address",
    "scope",
    "detail",
)


def seal_all(*, at: datetime, most: int = 25) -> int:
    """Seal what waits, at most so many seals; answer how many entries were sealed."""
    total = 0
    for _turn in range(most):
        count = seal(at=at)
        total += count
        if count < SEAL_SIZE:
            break
    return total


@transaction.atomic
def seal(*, at: datetime) -> int:
    """Put up to SEAL_SIZE waiting entries under the next seal; answer how many.

    :raises ImproperlyConfigured: without a key
    """
    key = hmac_keys()[0]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_ONE_SEALER])
        if not cursor.fetchone()[0]:
            return 0  # another worker is at it
        cursor.execute("SELECT entry_id, at FROM audit_take(%s)", [SEAL_SIZE])
        taken = sorted(cursor.fetchall())
    if taken:
        _link(taken, key=key, at=at)
    return len(taken)


def _link(taken: list[tuple[int, datetime]], *, key: bytes, at: datetime) -> Seal:
    last = Seal.objects.order_by("-number").first()
    days = [moment for _pk, moment in taken]
    row = Seal(
        number=last.number + 1 if last else 1,
        sealed_at=at,
        first_at=min(days),
        last_at=max(days),
        ids=[pk for pk, _moment in taken],
        previous=last.digest if last else "",
        key_name=name_of(key),
    )
    found = entries_of(row)
    row.macs = b"".join(mac(found[pk], key=key) for pk in row.ids)
    row.digest = digest(row, key=key)
    row.save(force_insert=True)
    return row


def entries_of(row: Seal) -> dict[int, dict[str, Any]]:
    """Answer the entries that a seal names and that still stand, by id."""
    rows = Entry.objects.filter(pk__in=row.ids, at__range=(row.first_at, row.last_at))
    return {entry["pk"]: entry for entry in rows.values(*FIELDS)}


def mac(entry: dict[str, Any], *, key: bytes) -> bytes:
    """Answer the HMAC over one entry's content, its id and instant included."""
    told = entry | {"at": _instant(entry["at"])}
    content = [told[field] for field in FIELDS]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.digest(key, text.encode(), "sha256")


def digest(row: Seal, *, key: bytes) -> str:
    """Answer the HMAC over a seal: its number, instants, entries, and the seal before."""
    head = [
        row.number,
        _instant(row.sealed_at),
        _instant(row.first_at),
        _instant(row.last_at),
        row.ids,
        row.previous,
    ]
    content = json.dumps(head, separators=(",", ":")).encode() + bytes(row.macs)
    return hmac.new(key, content, hashlib.sha256).hexdigest()


def hmac_keys() -> list[bytes]:
    """Answer the keys, the one in use first; older ones still open older seals.

    :raises ImproperlyConfigured: if there is none
    """
    found = [key.encode() for key in settings.AUDIT_KEYS if key]
    if not found:
        raise ImproperlyConfigured("AUDIT_KEYS is empty: the audit trail cannot be sealed")
    return found


def name_of(key: bytes) -> str:
    """Answer a name that tells keys apart and nothing about them."""
    return hashlib.sha256(b"name of key:" + key).hexdigest()[:8]


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
