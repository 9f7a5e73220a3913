"""What the pages show of telling and talks."""

from typing import Any

from django.urls import reverse

from accounts.enums import Role
from recall.enums import NominationState as S
from recall.models import Nomination, Talk
from recall.presenters import covers
from recall.queries import hearings
from recall.regulations.hearings import may_be_blacked_out

KEEPERS = (Role.COUNTY_ADMIN, Role.VERIFIER)


def told(nomination: Nomination, *, user: Any = None) -> dict[str, Any]:
    """Answer how the person was told and what was said: the request, the talks, the statement.

    :param user: somebody of the department, who may prepare the hearing or not
    """
    allegation = getattr(nomination, "allegation", None)
    prepares = user is not None and nomination.county_id in user.counties(*KEEPERS)
    return {
        "allegation": allegation,
        "is_told": allegation is not None or _began(nomination),
        **covers.paper(allegation, user=user),
        "talk_request": getattr(nomination, "talk_request", None),
        "talks": _talks(nomination),
        "statement": (statement := getattr(nomination, "statement", None)),
        "pages_url": _pages(nomination) if prepares and statement and statement.received_on else "",
        "can_prepare": prepares and nomination.state in (S.VERIFIED, S.HEARD),  # its page says why
        "can_cover": prepares and may_be_blacked_out.is_kept(nomination),
    }


def _pages(nomination: Nomination) -> str:
    """Answer where the pages of a statement on paper are read."""
    return reverse("recall:statement-forms", args=[nomination.pk])


def _began(nomination: Nomination) -> bool:
    """Say whether the reply term began, where the row's own query told it without a second one."""
    known = getattr(nomination, "reply_began", None)
    return hearings.is_told(nomination) if known is None else bool(known)


def _talks(nomination: Nomination) -> list[Talk]:
    """Answer the talks in order, asked for only where the row's own query found some."""
    if not getattr(nomination, "has_talks", True):
        return []
    rows = Talk.objects.filter(nomination=nomination).select_related("first", "second")
    return list(rows.order_by("pk"))
