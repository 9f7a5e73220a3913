"""A change of mentor that waits for both signatures."""

from typing import Any

from tests.factories import training
from training.services import handovers


def rows(where: Any, world: Any) -> dict[str, Any]:
    """Answer the handover of one more posting to the world's mentor."""
    case = training.enrolled(world, training.planned_class(world)).case
    posting = training.posting(world, case, mentor=training.user())
    told = {"reason": "原带教人调离", "note": "水塔还差 2 处", "by": world.manager}
    return {"handover": handovers.open_(posting, mentor=world.mentor, at=training.NOW, **told)}
