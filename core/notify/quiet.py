"""Quiet hours: nothing leaves between ten at night and seven in the morning, local time."""

from datetime import datetime, time, timedelta

from core.dates import ZONE

BEGINS, ENDS = time(22), time(7)


def over(at: datetime) -> datetime:
    """Answer the instant itself, or the next morning's end of the quiet hours it falls in."""
    local = at.astimezone(ZONE)
    if ENDS <= local.time() < BEGINS:
        return at
    day = local.date() + timedelta(days=local.time() >= BEGINS)
    return datetime.combine(day, ENDS, tzinfo=ZONE)
