"""Ends of sessions: by their owner, by the security administrator, by a change of rights."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts import permissions
from accounts.models import Session, User
from accounts.queries.sessions import name_of
from core.audit import trail


@transaction.atomic
def end_all(user: User, *, by: Any, at: datetime, but: str | None = None) -> int:
    """End every session of a user, but the one with this key; answer how many."""
    count, _rows = Session.objects.filter(user=user).exclude(session_key=but or "").delete()
    if count:
        trail.record(user, "end_sessions", by=by, at=at, count=count)
    return count


@transaction.atomic
def end(user: User, *, named: str, by: Any, at: datetime) -> int:
    """End the session of a user whose public name (`queries.sessions.name_of`) is this one."""
    from_name = [s.pk for s in Session.objects.filter(user=user) if name_of(s.pk) == named]
    count, _rows = Session.objects.filter(pk__in=from_name).delete()
    if count:
        trail.record(user, "end_sessions", by=by, at=at, count=count)
    return count


@transaction.atomic
def end_of_another(user: User, *, by: Any, at: datetime) -> int:
    """End every session of somebody else.

    :raises NotAllowed: unless `by` is the security administrator
    """
    permissions.end_sessions.check(by, user)
    return end_all(user, by=by, at=at)
