"""A trainee whom the unit may judge, and a poll about another that a class manager may undo."""

from typing import Any

from tests.factories import trainee_polls as make
from tests.factories import training
from tests.moments import NOW


def rows(place: Any, world: Any) -> dict[str, Any]:
    """Answer a small class of the campaign with its polls."""
    world.campaign.weights = make.WEIGHTS
    world.campaign.save(update_fields=["weights"])
    room = training.planned_class(world)
    places = [training.enrolled(world, room) for _n in range(6)]
    told = {"by": world.manager, "at": NOW}
    other = training.planned_class(world)
    for _n in range(6):
        training.enrolled(world, other)
    return {
        "room_to_judge": other,
        "judged_room": room,
        "to_judge": places[0],
        "trainee_poll": make.of_one(world, places[1], "peer", **told),
    }
