"""Checker of the trail: names the first entry that was changed, removed or inserted."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from django.db import connection

from core.audit import sealing
from core.audit.models import Seal

Kind = Literal["changed", "removed", "inserted", "seal", "head"]
_MAC = 32  # bytes
_UNKNOWN = """
SELECT e.id FROM audit_entry e
LEFT JOIN (
    SELECT unnest(ids) AS id FROM audit_seal
    UNION ALL SELECT entry_id FROM audit_pending
) known ON known.id = e.id
WHERE known.id IS NULL ORDER BY e.id LIMIT 1
"""


@dataclass(frozen=True)
class Break:
    """Where the trail does not fit: an entry's id, or for `seal` and `head` a seal's number."""

    kind: Kind
    number: int


def first_break(*, heads: Iterable[Path] = ()) -> Break | None:
    """Answer the first place that does not fit, None for an intact trail.

    :param heads: files that `heads.write` left for keeping elsewhere
    """
    return _broken_chain() or _inserted() or _missing_head(heads)


def _broken_chain() -> Break | None:
    keys = {sealing.name_of(key): key for key in sealing.hmac_keys()}
    previous = ""
    rows = Seal.objects.order_by("number").iterator(chunk_size=50)
    for number, row in enumerate(rows, start=1):
        key = keys.get(row.key_name, b"")
        wrong_link = row.number != number or row.previous != previous
        if wrong_link or sealing.digest(row, key=key) != row.digest:
            return Break("seal", number)
        if found := _broken_entry(row, key=key):
            return found
        previous = row.digest
    return None


def _broken_entry(row: Seal, *, key: bytes) -> Break | None:
    found, macs = sealing.entries_of(row), bytes(row.macs)
    for place, pk in enumerate(row.ids):
        if pk not in found:
            return Break(_lost(pk), pk)
        if sealing.mac(found[pk], key=key) != macs[place * _MAC : (place + 1) * _MAC]:
            return Break("changed", pk)
    return None


def _lost(pk: int) -> Kind:
    """An entry whose instant was moved out of its seal's span was changed, not removed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM audit_entry WHERE id = %s", [pk])
        return "changed" if cursor.fetchone() else "removed"


def _inserted() -> Break | None:
    """Find an entry that neither a seal nor the waiting list knows; one statement, one snapshot."""
    with connection.cursor() as cursor:
        cursor.execute(_UNKNOWN)
        found = cursor.fetchone()
    return Break("inserted", found[0]) if found else None


def _missing_head(files: Iterable[Path]) -> Break | None:
    """Find a head kept elsewhere that this trail no longer leads to: it was set back."""
    for path in sorted(files):
        for line in path.read_text("utf-8").splitlines():
            told = json.loads(line)
            known = Seal.objects.filter(number=told["number"], digest=told["digest"])
            if not known.exists():
                return Break("head", told["number"])
    return None
