"""Sessions in a table of our own, so that whose they are can be asked and ended by user."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from accounts.models.sessions import Session

BEGAN, SEEN = "began", "seen"  # seconds since 1970, in the session's data
ADDRESS, AGENT = "address", "agent"


def instant(seconds: Any) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None


class SessionStore(DatabaseStore):
    """Django's database store on `accounts.Session`; a signed-in session knows when it began."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        if SESSION_KEY in data:
            now = int(timezone.now().timestamp())
            data.setdefault(BEGAN, now)
            data.setdefault(SEEN, now)
        row = super().create_model_instance(data)
        row.user_id = data.get(SESSION_KEY)
        row.began_at, row.seen_at = instant(data.get(BEGAN)), instant(data.get(SEEN))
        row.address, row.agent = data.get(ADDRESS), data.get(AGENT, "")
        return row
