"""Ratings of courses: open, over, published; and a lesson that waits for one."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from core import dates
from tests.factories import ratings as make
from tests.factories import training


def rows(place: Any, world: Any) -> dict[str, Any]:
    """Answer ratings of the class in which the person of the world sits."""
    people = [place.enrolment, *(training.enrolled(world, place.room) for _n in range(4))]
    day = dates.legal_day(timezone.now()) - timedelta(days=1)
    lessons = [
        make.attended(world, place.room, people, day=3, hour=hour, room="", teacher="")
        for hour in (8, 10, 14, 16)
    ]
    told = {"at": datetime.combine(day, time(12), dates.ZONE)}
    running = make.opened(
        world, place.room, [], session=lessons[0], closes_on=day + timedelta(days=9), **told
    )
    over = make.opened(world, place.room, [], session=lessons[1], closes_on=day, **told)
    counted = make.opened(world, place.room, [], session=lessons[3], closes_on=day, **told)
    for person in people:
        make.give(counted, person, remark="多讲案例", **told)
    make.closed(world, counted, **told)
    return {"rating": running, "rating_to_close": over, "unrated_lesson": lessons[2]}
