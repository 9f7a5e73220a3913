"""What the pages show of telling and talks."""

from typing import Any

from recall import permissions
from recall.models import Nomination, Talk, TalkRequest
from recall.queries import hearings


def told(nomination: Nomination, *, user: Any = None) -> dict[str, Any]:
    """Answer how the person was told and what was said: the request, the talks, the statement.

    :param user: somebody of the department, who may prepare the hearing or not
    """
    rows = Talk.objects.filter(nomination=nomination).select_related("first", "second", "by")
    return {
        "allegation": hearings.allegation(nomination),
        "is_told": hearings.is_told(nomination),
        "talk_request": TalkRequest.objects.filter(nomination=nomination).first(),
        "talks": rows.order_by("pk"),
        "statement": getattr(nomination, "statement", None),
        "can_prepare": user is not None and permissions.prepare_hearing.allows(user, nomination),
    }
