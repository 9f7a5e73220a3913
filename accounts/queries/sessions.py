"""Questions about sessions. The key itself is a secret and never leaves this room."""

import hashlib
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from accounts.models import FailedSignIn, Session, User


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


def failures() -> QuerySet[FailedSignIn]:
    """Answer the failed sign-ins, newest first."""
    return FailedSignIn.objects.select_related("user").order_by("-at", "-pk")
