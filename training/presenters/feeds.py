"""A person's lessons as an iCalendar file (RFC 5545), neutral unless they want more."""

from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from core.dates import ZONE
from training.models import CalendarFeed, Session
from training.queries import feeds

REFRESH = timedelta(hours=1)


def calendar(feed: CalendarFeed) -> bytes:
    """Answer the feed. A lesson keeps its UID; every change raises SEQUENCE.

    A locked phone shows SUMMARY and LOCATION to whoever stands by. So a neutral feed says neither
    course nor class nor teacher, and none says a ground.
    """
    found = Calendar()
    found.add("prodid", "-//Timetable//ZH")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", _("日程"))
    found.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    found.add("x-published-ttl", "PT1H")
    for row in feeds.sessions(feed.user):
        found.add_component(_event(row, is_plain=feed.is_plain))
    found.add_missing_timezones()
    return found.to_ical()


def _event(row: Session, *, is_plain: bool) -> Event:
    event = Event()
    event.add("uid", uuid5(NAMESPACE_URL, f"training/sessions/{row.pk}").hex)
    event.add("sequence", row.sequence)
    event.add("dtstamp", _changed(row).astimezone(ZONE))
    event.add("dtstart", row.starts_at.astimezone(ZONE))
    event.add("dtend", row.ends_at.astimezone(ZONE))
    event.add("status", "CANCELLED" if row.cancelled_at else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if row.cancelled_at else "OPAQUE")
    event.add("class", "PRIVATE")
    event.add("summary", row.title if is_plain else _("日程安排"))
    event.add("location", place(row))
    if is_plain:
        event.add("description", "\n".join(filter(None, [str(row.training_class), row.teacher])))
    return event


def place(row: Session) -> str:
    """Answer venue and room; a room elsewhere already says where."""
    if row.room.startswith(row.venue):
        return row.room
    return " ".join(filter(None, [row.venue, row.room]))


def _changed(row: Session) -> datetime:
    times: list[Any] = [row.training_class.planned_at, row.changed_at, row.cancelled_at]
    return max(time for time in times if time)
