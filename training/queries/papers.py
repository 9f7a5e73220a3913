"""The facts of a class's papers, frozen when they are asked for."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from core import dates
from core.documents.models import Document
from training.models import Session, TrainingClass
from training.queries import rosters, suspensions

_DAYS = "一二三四五六日"


def scope(training_class: TrainingClass) -> str:
    """Answer under which scope a class's papers stand."""
    return f"class-{training_class.pk}"


def of_class(training_class: TrainingClass) -> QuerySet[Document]:
    """Answer the papers of a class, the newest first."""
    return Document.objects.filter(scope=scope(training_class)).order_by("-pk")


def snapshot(training_class: TrainingClass, *, on: date | None = None) -> dict[str, Any]:
    """Answer what every paper of a class shows; `on` keeps the lessons of one day.

    :returns: class, venue, span, days = [{day, lessons}], rooms of the day, people
    """
    rows = training_class.sessions.standing().order_by("starts_at", "pk")
    if on is not None:
        rows = rows.filter(starts_at__date=on)
    lessons = [_lesson(row) for row in rows]
    people = _people(training_class, on)
    for row in lessons if on else []:
        row["people"] = [one for one in people if row["group"] in ("全班", one["group"])]
    days = list(dict.fromkeys(row["day"] for row in lessons))
    rooms = sorted({row["room"] for row in lessons if row["room"]})
    return {
        "issuer": training_class.county.name,
        "class_title": training_class.title,
        "venue": training_class.venue,
        "span": f"{dates.cn(training_class.opens_on)}至{dates.cn(training_class.closes_on)}",
        "day": _spoken(on) if on else "",
        "days": [{"day": day, "lessons": [r for r in lessons if r["day"] == day]} for day in days],
        "rooms": [
            {"room": room, "lessons": [r for r in lessons if r["room"] == room]} for room in rooms
        ],
        "people": people,
    }


def _lesson(row: Session) -> dict[str, Any]:
    start, end = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
    return {
        "day": _spoken(start.date()),
        "hours": f"{start:%H:%M}-{end:%H:%M}",
        "title": row.title,
        "kind": str(row.get_kind_display()),
        "room": row.room,
        "teacher": row.teacher,
        "group": f"第 {row.group} 组" if row.group else "全班",
    }


def _people(training_class: TrainingClass, on: date | None) -> list[dict[str, Any]]:
    """Answer the trainees; on a day's paper stands nobody whose case stands still then."""
    rows = rosters.on_sheet(training_class).order_by("group", "pk")
    rows = suspensions.without(rows, on) if on else rows
    return [
        {
            "name": row.case.cadre.name,
            "unit": str(row.case.unit_then),
            "group": f"第 {row.group} 组" if row.group else "",
            "is_monitor": row.pk == training_class.monitor_id,
        }
        for row in rows
    ]


def _spoken(day: date) -> str:
    return f"{dates.cn(day)} 星期{_DAYS[day.weekday()]}"
