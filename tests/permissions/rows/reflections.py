"""Reflections: one that waits for a reviewer, one like it, one that nobody has answered."""

from typing import Any

from tests.factories import reflections as make
from tests.factories import training


def rows(place: Any, world: Any) -> dict[str, Any]:
    """Answer the tasks and the texts of a class."""
    trainee = place.enrolment.case.subject
    task, fresh, off = (make.task(world, place.room, most=2000) for _n in range(3))
    waiting = make.version(task, trainee).reflection
    other = make.version(task, training.enrolled(world, place.room).case.subject).reflection
    seen = make.task(world, place.room)
    returned = make.version(seen, trainee).reflection
    make.review(returned, world.manager, verdict="RETURNED", remark="写具体些")
    return {
        "reflection_task": task,
        "fresh_task": fresh,
        "task_to_cancel": off,
        "reflection": waiting,
        "other_reflection": other,
        "returned_reflection": returned,
    }
