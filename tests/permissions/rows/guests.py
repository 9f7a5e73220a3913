"""Whoever was invited by a link: a host's contact of a posting that goes on."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from core.dates import legal_day
from tests.factories import training
from training.services import guests


def rows(where: Any, world: Any) -> dict[str, Any]:
    """Answer a posting of today, its invited contact with link and code, and one without."""
    room, now = training.planned_class(world), timezone.now()
    began = {"from_on": legal_day(now) - timedelta(days=10)}
    posted, bare = (
        training.posting(
            world, training.enrolled(world, room).case, mentor=training.user(), **began
        )
        for _n in range(2)
    )
    slip = guests.invite_host(posted, name="何永富", by=world.manager, at=now)
    return {
        "invited": posted,
        "uninvited": bare,
        "guest": slip.guest,
        "guest_link": slip.link,
        "guest_code": slip.code,
    }
