"""The recall as a matter of the meeting's room."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from core import dates
from recall import regulations
from recall.enums import MeetingMatter, NominationState, VoteResult
from recall.models import Decision, MeetingItem, Nomination
from recall.queries import meetings
from recall.queries.matters import Cast
from recall.services import decisions

_SAID = {
    VoteResult.APPROVED: "经会议表决，同意召回。",
    VoteResult.REJECTED: "经会议表决，不予召回。",
    VoteResult.DEFERRED: "经会议表决，缓议，补充情况后再次研究。",
}


class Recalls:
    """What a meeting does with a nomination that waits for a decision: recall.queries.matters."""

    code = MeetingMatter.RECALL

    def waiting(self, rows: QuerySet[Nomination]) -> QuerySet[Nomination]:
        return rows.filter(state=NominationState.HEARD)

    def digests(self, nominations: Iterable[Nomination]) -> dict[int, str]:
        return {row.pk: meetings.digest(row) for row in nominations}

    def kept_out(self, _nominations: Iterable[Nomination]) -> dict[int, dict[int, str]]:
        return {}

    def told(self, _items: Iterable[MeetingItem]) -> dict[int, list[dict[str, Any]]]:
        return {}

    def check(self, nomination: Nomination, cast: Cast) -> None:
        regulations.check_meeting(
            nomination,
            held_on=cast.held_on,
            due=cast.due,
            present=cast.present,
            votes=cast.votes,
            is_approved=cast.result == VoteResult.APPROVED,
            on=dates.legal_day(cast.at),
        )

    def said(self, result: str) -> str:
        return _SAID[VoteResult(result)]

    def decide(self, nomination: Nomination, cast: Cast) -> dict[str, Any]:
        decisions.decide(
            nomination,
            meeting=cast.meeting,
            held_on=cast.held_on,
            due_count=cast.due,
            members=list(cast.members),
            others=list(cast.others),
            agree_count=cast.votes[0],
            disagree_count=cast.votes[1],
            defer_count=cast.votes[2],
            is_approved=cast.result == VoteResult.APPROVED,
            opinion=cast.opinion,
            version=cast.version,
            by=cast.by,
            at=cast.at,
        )
        return {"decision": Decision.objects.get(nomination=nomination)}

    def call_off(self, nomination: Nomination, *, by: Any, at: datetime) -> None:
        """Nothing waits besides the nomination itself, and that is decided once a case is open."""
