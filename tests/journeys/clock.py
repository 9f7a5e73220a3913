"""A clock that a journey may put forward: what takes a term in an office takes none in a test."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from core.dates import legal_day


class Clock:
    """The hour of the server, which runs in the journey's own process; it only goes forward.

    A session does not outlive a move of days: whoever goes on signs in again.
    """

    def __init__(self) -> None:
        self._read, self._ahead = timezone.now, timedelta()

    def now(self) -> datetime:
        return self._read() + self._ahead

    @property
    def today(self) -> date:
        return legal_day(self.now())

    def forward(self, days: int) -> None:
        assert days >= 0
        self._ahead += timedelta(days=days)

    def to(self, day: date) -> None:
        """Go forward to a day."""
        self.forward((day - self.today).days)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    """Let views and pages read this clock, where they would ask django.utils.timezone."""
    made = Clock()
    with monkeypatch.context() as patched:
        patched.setattr(timezone, "now", made.now)
        yield made
