"""Blank paper ballots of a poll's group: the same sheet for everybody."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.audit import trail
from core.documents import rendering
from core.documents.models import Document
from core.errors import StateConflict
from core.workflow.engine import lock
from evidence import permissions, regulations
from evidence.enums import BallotKind
from evidence.models import Poll, PollGroup
from evidence.queries import ballot_papers


@transaction.atomic
def request(poll: Poll, *, group: PollGroup, by: Any, at: datetime) -> Document:
    """Ask for a group's blank ballot. It bears no number: every copy is like every other.

    :raises StateConflict: the poll is not open, so the ballot may still change, or it is counted
    """
    poll = lock(poll)
    permissions.organise_poll.check(by, poll)
    regulations.poll_stands.check(poll)
    if poll.opened_at is None or poll.counted_at is not None:
        raise StateConflict(_("投票开始后、计票前才能打印纸质票。"))
    document = rendering.request(
        "documents/poll_ballot.html",
        kind=ballot_papers.KIND,
        scope=ballot_papers.scope(group),
        reference="",
        title=f"{poll.title}选票",
        snapshot=_snapshot(poll, group),
        by=by,
        at=at,
        numbered=False,
        comes_back=True,
    )
    trail.record(poll, "print_ballots", by=by, at=at, document=document.pk)
    return document


def _snapshot(poll: Poll, group: PollGroup) -> dict[str, Any]:
    people = poll.subjects.order_by("position")
    is_names = poll.kind == BallotKind.NAMES
    return {
        "issuer": poll.unit.name if poll.unit else poll.county.name,
        "poll_title": poll.title,
        "group": group.name,
        "options": [option["label"] for option in poll.options],
        "max_names": poll.max_names if is_names else None,
        "people": [
            {"position": one.position, "name": one.name, "unit": one.unit_name} for one in people
        ],
    }
