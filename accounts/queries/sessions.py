"""Questions about sessions. The key itself is a secret and never leaves this room."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from accounts.models import FailedSignIn, Session, User
from core.audit.models import Entry

CHANGES = ("change_password", "renew_account", "add_factor", "drop_factor", "remove_factors")
_REMEMBERED, _TOLD = timedelta(days=90), timedelta(days=30)


def name_of(key: str) -> str:
    """Answer the name by which a session can be told on a page: half of its key's hash."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def of(user: User, *, at: datetime, current: str = "") -> list[dict[str, Any]]:
    """Answer a user's sessions, newest first: name, began, seen, address, agent, is_current."""
    rows = Session.objects.filter(user=user, expire_date__gt=at).order_by("-began_at")
    return [
        {
            "name": name_of(row.pk),
            "began_at": row.began_at,
            "seen_at": row.seen_at,
            "address": row.address,
            "agent": row.agent,
            "is_current": row.pk == current,
        }
        for row in rows[:50]
    ]


def live(*, at: datetime) -> QuerySet[Session]:
    """Answer the sessions that are open, with their users, by last activity."""
    rows = Session.objects.filter(user__isnull=False, expire_date__gt=at)
    return rows.select_related("user").defer("session_data").order_by("-seen_at", "pk")


def odd(user: User, *, at: datetime) -> list[dict[str, Any]]:
    """Answer what its owner should look at, newest first: at, address, what.

    `what` is "failed_sign_in", "new_address" or the act that changed the password or a second
    factor, of the last thirty days. An address is new when no sign-in of the ninety days before
    came from it; the first sign-in of all has nothing to differ from.
    """
    own = Entry.objects.filter(row_kind=User._meta.label_lower, row_id=user.pk)
    signed_in = own.filter(act="sign_in", at__gte=at - _REMEMBERED).order_by("at")
    known: set[str | None] = set()
    told: list[dict[str, Any]] = []
    for instant, address in signed_in.values_list("at", "address"):
        if known and address not in known and instant >= at - _TOLD:
            told.append({"at": instant, "address": address, "what": "new_address"})
        known.add(address)
    failed = FailedSignIn.objects.filter(user=user, at__gte=at - _TOLD).order_by("-at")
    told += [{"at": f.at, "address": f.address, "what": "failed_sign_in"} for f in failed[:10]]
    changed = own.filter(act__in=CHANGES, at__gte=at - _TOLD).order_by("-at")
    told += [{"at": e.at, "address": e.address, "what": e.act} for e in changed[:10]]
    return sorted(told, key=lambda one: one["at"], reverse=True)[:10]


def failures() -> QuerySet[FailedSignIn]:
    """Answer the failed sign-ins, newest first."""
    return FailedSignIn.objects.select_related("user").order_by("-at", "-pk")
