"""Votes of a meeting, case by case: kept as they are entered, once for each form."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from core.audit import trail
from core.errors import NotAllowed, StateConflict
from core.workflow.engine import lock
from recall import permissions
from recall.enums import MeetingState
from recall.models import (
    MeetingItem,
    MeetingMember,
    MeetingRecusal,
    MeetingSeat,
    MeetingVote,
    Nomination,
)
from recall.queries import matters, meetings
from recall.regulations import meetings as rules
from recall.services import decisions
from recall.services.meetings import locked


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
    told = matters.interests([item])[nomination.pk]
    if by.pk in told:
        raise NotAllowed(_("您应当回避此件：%s。请由其他决定人登记。") % told[by.pk])
    check_fresh(item, nomination, version, content_hash)
    roll = meetings.roll(item, meetings.members_of(item.meeting), told)
    _check(item, nomination, roll, votes, by=by, at=at)
    row = _keep(item, roll, votes, opinion, key=key, by=by, at=at)
    trail.record(row, "vote_on_item", by=by, at=at, item=item.pk, result=row.result)
    return row


def _check(
    item: MeetingItem,
    nomination: Nomination,
    roll: meetings.Roll,
    votes: tuple[int, int, int],
    *,
    by: Any,
    at: datetime,
) -> None:
    """Hold the counts of who is left against the rules of the item's matter."""
    due = len(roll.due)
    rules.enough_are_left.check(due)
    cast = matters.Cast(
        meeting=item.meeting.name,
        held_on=item.meeting.held_on,
        due=due,
        present=len(roll.present),
        votes=votes,
        result=meetings.result_of(due, votes[0], votes[2]),
        by=by,
        at=at,
    )
    matters.of(item.matter).check(nomination, cast)


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
        opinion=opinion.strip() or matters.of(item.matter).said(result),
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
    if not matters.waits(item):
        told = {"state": nomination.get_state_display(), "matter": item.get_matter_display()}
        raise StateConflict(
            _("当前状态为“%(state)s”，“%(matter)s”已不待研究，不能登记决定。") % told
        )
    placed = (item.version, item.content_hash)
    now = (nomination.version, matters.digest(item.matter, nomination))
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
