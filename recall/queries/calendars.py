"""The calendar of a year that the library does not know, as `core.dates` asks for it."""

import time
from collections.abc import Mapping
from datetime import date

from recall.models import CalendarDay, YearCalendar

# A process asks the table again after a minute: a year is confirmed once, and nobody waits on it.
_AGE = 60.0
_held: dict[int, tuple[float, Mapping[date, bool] | None]] = {}


def kept(year: int) -> Mapping[date, bool] | None:
    """Answer whether each decreed day of a confirmed year is worked; None if none is confirmed."""
    until, days = _held.get(year, (0.0, None))
    if time.monotonic() >= until:
        days = _read(year)
        _held[year] = (time.monotonic() + _AGE, days)
    return days


def _read(year: int) -> Mapping[date, bool] | None:
    confirmed = YearCalendar.objects.filter(year=year, confirmed_at__isnull=False)
    if not confirmed.exists():
        return None
    return dict(CalendarDay.objects.filter(calendar__in=confirmed).values_list("on", "is_working"))


def forget() -> None:
    """Ask the table again at the next question."""
    _held.clear()
