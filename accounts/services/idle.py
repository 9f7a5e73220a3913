"""Accounts that nobody uses are told of on the console and, by setting, closed."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.queries import users
from accounts.services import sessions
from core.audit import trail

_SLICE = 50


@transaction.atomic
def close_idle(*, by: Any, at: datetime) -> list[User]:
    """Close up to fifty idle accounts; answer them. Those of the three duties are only told of."""
    found = (
        users.idle(at=at).filter(is_duty=False).select_for_update(skip_locked=True, of=("self",))
    )
    closed = list(found[:_SLICE])
    for user in closed:
        user.is_active = False
        user.save(update_fields=["is_active"])
        sessions.end_all(user, by=by, at=at)
        trail.record(user, "close_idle_account", by=by, at=at)
    return closed
