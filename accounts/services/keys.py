"""Acts on interface keys: make, confirm, renew, withdraw; and count how often one is shown."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts import permissions, regulations
from accounts.enums import KeyState
from accounts.models import InterfaceKey
from accounts.queries import keys
from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock

_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"  # read out over the telephone without mistake
_SECRET = 32  # bytes
_COUNT = """
UPDATE accounts_interfacekey
SET window_count = CASE WHEN window_at = %(minute)s THEN window_count + 1 ELSE 1 END,
    window_at = %(minute)s
WHERE id = %(pk)s AND withdrawn_at IS NULL
RETURNING window_count
"""


class Made(NamedTuple):
    """A key with the secret that is told this once."""

    key: InterfaceKey
    token: str


@transaction.atomic
def make(
    _subject: Any,
    *,
    county: Any,
    title: str,
    scopes: Sequence[str],
    basis: str,
    days: int,
    by: Any,
    at: datetime,
    networks: Sequence[str] = (),
) -> Made:
    """Make a key. One that reads about persons opens nothing before a second person confirmed it.

    :raises NotAllowed: unless `by` is system administrator
    :raises RegulationBroken: IF-01 longer than a year, IF-02 without system, basis or scope
    """
    permissions.make_key.check(by, None)
    row = InterfaceKey(county=county, title=title.strip(), scopes=sorted(scopes))
    row.basis, row.networks = basis.strip(), list(networks)
    return _made(row, days=days, by=by, at=at)


@transaction.atomic
def renew(key: InterfaceKey, *, days: int, overlap_days: int, by: Any, at: datetime) -> Made:
    """Make the successor of a key: same county, scopes, basis and networks, another secret.

    The old one goes on for `overlap_days` from when the new one opens (`_retire`).

    :raises NotAllowed: unless `by` is system administrator
    :raises RegulationBroken: IF-01, IF-03 more than 30 days side by side
    :raises StateConflict: it is withdrawn, or it or its successor waits
    """
    permissions.make_key.check(by, key)
    old = lock(key)
    regulations.overlap_is_short.check(overlap_days)
    waits = [one for one in (old, *old.renewals.all()) if one.state(at) == KeyState.WAITING]
    if old.withdrawn_at or waits:
        raise StateConflict(_("密钥已收回，或者它本身、它的新密钥还待确认。"))
    row = InterfaceKey(county=old.county, title=old.title, scopes=old.scopes, basis=old.basis)
    row.networks, row.replaces, row.overlap_days = old.networks, old, overlap_days
    made = _made(row, days=days, by=by, at=at)
    if not row.is_personal:
        _retire(old, days=overlap_days, at=at)
    return made


def _made(row: InterfaceKey, *, days: int, by: Any, at: datetime) -> Made:
    row.expires_at = at + timedelta(days=days)
    regulations.key_ends_within_a_year.check(at, row.expires_at)
    regulations.key_says_what_for.check(row.title, row.basis, row.scopes)
    row.prefix = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    token = keys.spelt(row.prefix, secrets.token_urlsafe(_SECRET))
    row.digest, row.made_by, row.made_at = keys.digest(token), by, at
    row.save(force_insert=True)
    told: dict[str, Any] = {"prefix": row.prefix, "scopes": row.scopes, "county": row.county.code}
    trail.record(row, "make_key", by=by, at=at, **told)
    return Made(row, token)


def _retire(old: InterfaceKey, *, days: int, at: datetime) -> None:
    """Let a key end some days after its successor opened, or earlier if it ends before."""
    ends = at + timedelta(days=days)
    if ends < old.expires_at and not old.withdrawn_at:
        old.expires_at = max(ends, old.made_at + timedelta(seconds=1))
        old.save(update_fields=["expires_at"])


@transaction.atomic
def confirm(key: InterfaceKey, *, by: Any, at: datetime) -> InterfaceKey:
    """Let a key open what it asks for, as the second person; the one it replaces begins to end.

    :raises NotAllowed: unless `by` is security administrator and did not make it
    :raises StateConflict: it does not wait
    """
    row = lock(key)
    permissions.confirm_key.check(by, row)
    if row.state(at) != KeyState.WAITING:
        raise StateConflict(_("该密钥不在待确认状态。"))
    row.confirmed_by, row.confirmed_at = by, at
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    if row.replaces is not None:
        _retire(lock(row.replaces), days=row.overlap_days, at=at)
    trail.record(row, "confirm_key", by=by, at=at, prefix=row.prefix)
    return row


@transaction.atomic
def withdraw(key: InterfaceKey, *, by: Any, at: datetime) -> InterfaceKey:
    """Take a key back: the next request with it opens nothing.

    :raises NotAllowed: unless `by` is system or security administrator
    :raises StateConflict: it was withdrawn before
    """
    row = lock(key)
    permissions.withdraw_key.check(by, row)
    if row.withdrawn_at:
        raise StateConflict(_("该密钥已经收回。"))
    row.withdrawn_by, row.withdrawn_at = by, at
    row.save(update_fields=["withdrawn_by", "withdrawn_at"])
    trail.record(row, "withdraw_key", by=by, at=at, prefix=row.prefix)
    return row


@transaction.atomic
def is_within_rate(key: InterfaceKey, *, minute: datetime) -> bool:
    """Count one more request of a minute; answer whether the key may make it.

    One statement counts, so that two requests at once are two. PostgreSQL keeps one number a key.
    """
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"minute": minute, "pk": key.pk})
        row = cursor.fetchone()
    return row is not None and row[0] <= settings.INTERFACE_RATE
