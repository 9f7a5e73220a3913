"""Programmes, a class that lies ahead, and what belongs to a timetable."""

from datetime import date
from typing import Any
from uuid import uuid4

from tests.factories import training as make
from tests.factories.recall import printed
from training.models import CalendarFeed, Postponement
from training.queries import programmes as queries
from training.services import papers, programmes, rooms, teachers


def rows(where: Any) -> dict[str, Any]:
    by = where.people["class_manager"]
    parts = queries.parts_of(queries.presets()["xingren_2014"]["blocks"])
    programme = programmes.keep(where.county, title="本县两天班", parts=parts, by=by, at=make.NOW)
    ahead = programmes.open_class(
        where.campaign,
        title="以后的班",
        venue="县行政学院",
        opens_on=date(2090, 2, 6),
        parts=parts,
        programme=programme,
        by=by,
        at=make.NOW,
    )
    teacher = teachers.add(where.county, name="何静（党校）", by=by, at=make.NOW)
    told = {"place": "县委党校", "seats": 40, "by": by, "at": make.NOW}
    hall = rooms.enter(where.county, name="一楼教室", **told)
    closed = rooms.enter(where.county, name="旧教室", **told)
    lessons = [
        make.session(ahead, by, hour=hour, room="一号教室", teacher="", lecturer=teacher)
        for hour in (8, 14)
    ]
    return {
        "programme": programme,
        "ahead": ahead,
        "block": ahead.blocks.get(),
        "teacher": teacher,
        "hall": hall,
        "closed_hall": rooms.close(closed, by=by, at=make.NOW),
        "coming": lessons[0],
        "coming_too": lessons[1],
        "class_paper": printed(papers.request(where.room, kind="TIMETABLE", by=by, at=make.NOW)),
        "feed": CalendarFeed.objects.create(
            user=where.enrolment.case.subject, token_hash=uuid4().hex, made_at=make.NOW
        ),
        "postponement": Postponement.objects.create(
            case=where.in_class,
            ground="ILLNESS",
            from_on=date(2018, 6, 4),
            until_on=date(2018, 7, 4),
            paper="县医院诊断证明",
            postponed_by=by,
            postponed_at=make.NOW,
        ),
    }
