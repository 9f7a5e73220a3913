"""Votes of a meeting, case by case: kept as they are entered, once for each form."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from core import dates
from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from recall import permissions, regulations
from recall.enums import MeetingState, VoteResult
from recall.models import (
    MeetingItem,
    MeetingMember,
    MeetingRecusal,
    MeetingSeat,
    MeetingVote,
    Nomination,
)
from recall.queries import meetings
from recall.regulations import meetings as rules
from recall.services import decisions
from recall.services.meetings import locked

_SAID = {
    VoteResult.APPROVED: "经会议表决，同意召回。",
    VoteResult.REJECTED: "经会议表决，不予召回。",
    VoteResult.DEFERRED: "经会议表决，缓议，补充情况后再次研究。",
}


@transaction.atomic
def vote(
    item: MeetingItem,
    *,
    key: UUID,
    version: int,
    content_hash: str,
    agree_count: int,
    disagree_count: int,
    defer_count: int,
    by: Any,
    at: datetime,
    opinion: str = "",
) -> MeetingVote:
    """Keep the counts of one case. The same form sent twice is kept once.

    :param key: made by the form; with `version` and `content_hash` (hex), what was read
    :raises NotAllowed: the hand that enters is recused
    :raises RegulationBroken: RC-11, RC-18, RC-19, RC-28, RC-32, RC-40
    :raises StateConflict: not open, content changed, or the key holds other counts
    """
    votes = (agree_count, disagree_count, defer_count)
    meeting = lock(item.meeting)
    if known := MeetingVote.objects.filter(key=key).first():
        return _same(known, item, votes, by)
    permissions.keep_meeting.check(by, meeting)
    locked(meeting, MeetingState.OPENED)
    nomination, item = lock(item.nomination), lock(item)
    permissions.enter_votes.check(by, nomination)
    check_fresh(item, nomination, version, content_hash)
    row = _keep(item, _roll(item, nomination, votes, at), votes, opinion, key=key, by=by, at=at)
    trail.record(row, "vote_on_item", by=by, at=at, item=item.pk, result=row.result)
    return row


def _roll(
    item: MeetingItem, nomination: Nomination, votes: tuple[int, int, int], at: datetime
) -> meetings.Roll:
    """Answer who counts, after the counts were held against the rules."""
    told = meetings.interests([nomination])[nomination.pk]
    roll = meetings.roll(item, meetings.members_of(item.meeting), told)
    due = len(roll.due)
    rules.enough_are_left.check(due)
    regulations.check_meeting(
        nomination,
        held_on=item.meeting.held_on,
        due=due,
        present=len(roll.present),
        votes=votes,
        is_approved=meetings.result_of(due, votes[0], votes[2]) == VoteResult.APPROVED,
        on=dates.legal_day(at),
    )
    return roll


def _keep(
    item: MeetingItem,
    roll: meetings.Roll,
    votes: tuple[int, int, int],
    opinion: str,
    **who: Any,
) -> MeetingVote:
    result = meetings.result_of(len(roll.due), votes[0], votes[2])
    row = MeetingVote.objects.create(
        item=item,
        version=item.version,
        content_hash=item.content_hash,
        due_count=len(roll.due),
        present_count=len(roll.present),
        agree_count=votes[0],
        disagree_count=votes[1],
        defer_count=votes[2],
        result=result,
        opinion=opinion.strip() or _SAID[VoteResult(result)],
        **who,
    )
    MeetingSeat.objects.bulk_create(MeetingSeat(vote=row, member=m) for m in roll.present)
    return row


def _same(known: MeetingVote, item: MeetingItem, votes: tuple[int, ...], by: Any) -> MeetingVote:
    stored = (known.agree_count, known.disagree_count, known.defer_count)
    if (known.item_id, known.by_id, stored) != (item.pk, by.pk, votes):
        raise StateConflict(_("这张表已经登记过，票数不同。请刷新页面后重新填写。"))
    return known


def check_fresh(item: MeetingItem, nomination: Nomination, version: int, content_hash: str) -> None:
    """Refuse what was read before the content changed.

    :raises StateConflict: another version or hash than on the agenda, or than there is now
    """
    decisions.check_fresh(nomination, None)
    placed = (item.version, item.content_hash)
    now = (nomination.version, meetings.digest(nomination))
    if (version, content_hash) != placed or now != placed:
        raise StateConflict(
            _("材料在列入议程或打开页面后有改动，没有登记。请重新宣读材料后再表决。")
        )


@transaction.atomic
def recuse_member(
    item: MeetingItem, *, member: MeetingMember, reason: str, by: Any, at: datetime
) -> MeetingItem:
    """Keep a member out of one case, declared in the meeting; a vote before it must be held again.

    :raises StateConflict: the meeting is not open
    """
    permissions.run_meeting.check(by, item.meeting)
    meeting = locked(item.meeting, MeetingState.OPENED)
    member = meeting.members.get(pk=member.pk)
    if member.user is not None:
        decisions.recuse(item.nomination, user=member.user, reason=reason, by=by, at=at)
        return item
    row, created = MeetingRecusal.objects.get_or_create(
        item=item, member=member, defaults={"reason": reason, "by": by, "at": at}
    )
    if created:
        trail.record(row, "recuse_member", by=by, at=at, member=member.pk)
    return item
