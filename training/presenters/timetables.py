"""What the pages of timetable and teachers show."""

from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core import dates
from training import permissions, regulations
from training.models import Room, Session
from training.queries import classes, rooms, timetables


def week(user: Any, start: date) -> dict[str, Any]:
    """Answer the context of a week: each class with its days, each day with its lessons."""
    rows = list(timetables.week(user, start))
    sizes = _sizes(user, rows)
    return {
        "start": start,
        "until": start + timedelta(days=6),
        "before": (start - timedelta(days=7)).isoformat(),
        "after": (start + timedelta(days=7)).isoformat(),
        "classes": [
            {"row": training_class, "days": _days(list(lessons), sizes)}
            for training_class, lessons in groupby(rows, key=lambda row: row.training_class)
        ],
        "count": len(rows),
        "crumbs": [(_("培训班"), reverse("training:class-list")), (_("周课程表"), None)],
    }


def room_week(room: Room, start: date, *, user: Any) -> dict[str, Any]:
    """Answer the context of a room's week: each day with its lessons, and the free days."""
    rows = list(rooms.week(room, start))
    sizes = _sizes(user, rows)
    return {
        "room": room,
        "start": start,
        "until": start + timedelta(days=6),
        "before": (start - timedelta(days=7)).isoformat(),
        "after": (start + timedelta(days=7)).isoformat(),
        "days": [
            {"on": day, "lessons": [_lesson(row, sizes) for row in rows if _day(row) == day]}
            for day in (start + timedelta(days=n) for n in range(7))
        ],
        "count": len(rows),
        "refusal": permissions.plan_class.refusal(user, room),
        "crumbs": [
            (_("培训班"), reverse("training:class-list")),
            (_("教室库"), reverse("training:room-list")),
            (room.name, None),
        ],
    }


def _sizes(user: Any, rows: list[Session]) -> rooms.Sizes:
    """Answer the sizes of the classes that the user runs: who sits there is told no seats."""
    own = classes.planning_counties(user)
    return rooms.Sizes({row.training_class_id for row in rows if row.county_id in own})


def _day(row: Session) -> date:
    return dates.legal_day(row.starts_at)


def _days(rows: list[Session], sizes: rooms.Sizes) -> list[dict[str, Any]]:
    return [
        {"on": day, "lessons": [_lesson(row, sizes) for row in lessons]}
        for day, lessons in groupby(rows, key=_day)
    ]


def _lesson(row: Session, sizes: rooms.Sizes) -> dict[str, Any]:
    start, end = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
    group = _("第 %(n)s 组") % {"n": row.group} if row.group else ""
    return {
        "pk": row.pk,
        "hours": f"{start:%H:%M}-{end:%H:%M}",
        "title": row.title,
        "in_class": row.training_class.title,
        "missing": sizes.missing(row),
        "where": " ".join(filter(None, [group, row.room, row.teacher])),
    }


def lesson_page(session: Session, title: str, *, user: Any, at: datetime) -> dict[str, Any]:
    """Answer the context of an act on a lesson."""
    start, end = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    hours = f"{dates.spoken(start.date())} {start:%H:%M}-{end:%H:%M}"
    return {
        "session": session,
        "title": title,
        "hours": hours,
        "refusal": refusal(session, user=user, at=at),
        "crumbs": [
            (_("培训班"), reverse("training:class-list")),
            (str(session.training_class), _class_page(session)),
            (title, None),
        ],
    }


def refusal(session: Session, *, user: Any, at: datetime) -> str:
    """Answer why the user may not change a lesson, empty when they may."""
    if words := permissions.plan_class.refusal(user, session):
        return words
    if session.cancelled_at:
        return _("该课次已经取消。")
    rule = regulations.can_still_change
    return (
        ""
        if rule.is_kept(session.starts_at > at, session.attendance.count())
        else str(rule.sentence)
    )


def _class_page(session: Session) -> str:
    return reverse("training:class-detail", args=[session.training_class_id])


def teacher_rows(counties: set[int]) -> list[dict[str, Any]]:
    return [{"row": row} for row in timetables.teachers(counties)]


def changes(user: Any, at: datetime) -> list[dict[str, Any]]:
    """Answer what changed of the person's coming lessons, in words for a phone."""
    return [_change(row) for row in timetables.changes(user, at)]


def _change(row: Session) -> dict[str, Any]:
    start = timezone.localtime(row.starts_at)
    if row.cancelled_at:
        words = _("已取消：%(why)s") % {"why": row.cancel_reason}
    elif row.was_at and row.was_at != row.starts_at:
        was = timezone.localtime(row.was_at)
        words = _("原定 %(was)s，改到 %(now)s") % {
            "was": f"{was:%m-%d %H:%M}",
            "now": f"{start:%m-%d %H:%M}",
        }
    else:
        words = _("地点、授课人或小组有变动，请看课程表")
    return {"title": row.title, "words": words, "room": row.room, "is_off": bool(row.cancelled_at)}
