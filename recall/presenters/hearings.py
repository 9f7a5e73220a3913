"""What the pages show of telling and talks."""

from typing import Any

from recall.models import Nomination, Talk, TalkRequest
from recall.queries import hearings


def told(nomination: Nomination) -> dict[str, Any]:
    """Answer how the person was told, whether they asked for a talk, and the talks."""
    rows = Talk.objects.filter(nomination=nomination).select_related("first", "second", "by")
    return {
        "allegation": hearings.allegation(nomination),
        "is_told": hearings.is_told(nomination),
        "talk_request": TalkRequest.objects.filter(nomination=nomination).first(),
        "talks": rows.order_by("pk"),
    }
