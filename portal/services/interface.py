"""Notes of what other systems read: one entry for each row handed out, in one insert."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Model

from accounts.models import InterfaceKey
from assessment.queries import bans
from cadres.models import Cadre
from core.audit import bulk, trail


@transaction.atomic
def note_rows(
    key: InterfaceKey,
    rows: Sequence[Model],
    *,
    operation: str,
    about: Sequence[int | None],
    read_at: datetime,
) -> None:
    """Append one entry for each row that a key is about to be told, and one for an empty answer."""
    detail = {"key": key.prefix, "operation": operation}
    if not rows:
        trail.record(key, "interface_read", by=None, at=read_at, **detail)
    told = (
        bulk.Told("interface_read", row._meta.label_lower, row.pk, detail, person)
        for row, person in zip(rows, about, strict=True)
    )
    bulk.record_many(told, by=None, at=read_at)


@transaction.atomic
def note_file(key: InterfaceKey, row: Any, *, read_at: datetime) -> None:
    """Append one entry that a file is about to be handed to a key."""
    trail.saw(row, by=None, at=read_at, act="interface_file", key=key.prefix, sha256=row.sha256)


class Checked(NamedTuple):
    """The answer about one person."""

    cadre: Cadre
    kind: str
    answer: str
    until_on: date | None
    basis: str


@transaction.atomic
def check(
    key: InterfaceKey, cadre: Cadre, *, kind: str, reference: str, on: date, read_at: datetime
) -> Checked:
    """Answer whether somebody may be put up, and note that this key asked, and for which matter."""
    found = bans.answer(cadre, kind, on)
    told = {"key": key.prefix, "kind": kind, "reference": reference}
    trail.record(cadre, "interface_check", by=None, at=read_at, **told)
    return Checked(cadre, kind, found.answer, found.until_on, found.basis)


def note_refusal(key: InterfaceKey | None, page: str, *, status: int, read_at: datetime) -> None:
    """Append one entry that a known key was refused; an unknown one is nobody."""
    if key is not None:
        trail.denied(page, row_id=None, by=None, at=read_at, key=key.prefix, status=status)
