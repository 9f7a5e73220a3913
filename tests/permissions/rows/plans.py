"""Individual plans: one that stands for who practises, one that waits for approval."""

from datetime import date
from typing import Any

from tests.factories import training
from training.services import plans

_LINE = {
    "measure": "mentoring",
    "goal": "群众来办事当天有回音",
    "action": "跟着带教人入户",
    "helper": "何永富",
    "due_on": date(2090, 1, 1),
}


def rows(where: Any, world: Any) -> dict[str, Any]:
    """Answer two plans with a line each."""
    told = {"by": world.manager, "at": training.NOW}
    standing = plans.draw_up(where.posting.case.enrolments.get(), **told)
    line = plans.add_line(standing, **_LINE, **told)
    draft = plans.draw_up(where.in_class.enrolments.get(), **told)
    waiting = plans.add_line(draft, **_LINE, **told)
    return {
        "standing_plan": plans.approve(standing, **told),
        "standing_line": line,
        "draft_plan": draft,
        "draft_line": waiting,
    }
