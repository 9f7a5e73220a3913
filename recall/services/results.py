"""The decisions of a closed meeting, applied as one batch with a result for each case."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core.audit import trail
from core.errors import DomainError, RegulationBroken, StateConflict
from core.workflow.engine import advance, lock
from recall import permissions, regulations
from recall.enums import ApplyOutcome, MeetingState, VoteResult
from recall.models import Decision, Meeting, MeetingItem, MeetingResult, MeetingVote
from recall.queries import meetings
from recall.services import decisions
from recall.services.meetings import locked
from recall.services.votes import check_fresh


@transaction.atomic
def apply_meeting(meeting: Meeting, *, by: Any, at: datetime) -> Meeting:
    """Decide every case of a closed meeting as it was voted; each leaves a result row.

    A case that a rule refuses changes nothing and holds up no other: its row says why.

    :raises StateConflict: not closed yet, or applied before; nothing is applied twice
    """
    permissions.run_meeting.check(by, meeting)
    meeting = locked(meeting, MeetingState.CLOSED)
    for item in meeting.items.order_by("position"):
        _settle(meeting, item, by=by, at=at)
    advance(meeting.apply_meeting, by=by, at=at)
    return meeting


@transaction.atomic
def apply_item(item: MeetingItem, *, by: Any, at: datetime) -> MeetingResult:
    """Try one refused case again, by a hand that may: the first was recused from it.

    :raises StateConflict: the meeting is not applied yet, or the case is settled
    """
    permissions.run_meeting.check(by, item.meeting)
    meeting = locked(item.meeting, MeetingState.APPLIED)
    last = item.results.order_by("-pk").first()
    if last is None or last.outcome != ApplyOutcome.REFUSED:
        raise StateConflict(_("此件已经登记，不能再次登记。"))
    return _settle(meeting, item, by=by, at=at)


def _settle(meeting: Meeting, item: MeetingItem, *, by: Any, at: datetime) -> MeetingResult:
    """Write down what came of one case; a refusal takes back all that it began."""
    decision, sentence, number = None, "", ""
    outcome = ApplyOutcome.REFUSED
    try:
        with transaction.atomic():
            decision = _decide(meeting, item, by=by, at=at)
            outcome = ApplyOutcome.APPLIED if decision else ApplyOutcome.DEFERRED
    except IntegrityError:  # a trigger or a constraint stood in the way: nothing is decided
        sentence = _("数据库中的规则不允许登记此件的决定。")
    except DomainError as error:
        sentence = str(error)[:300]
        number = error.number if isinstance(error, RegulationBroken) else ""
    row = MeetingResult.objects.create(
        item=item, outcome=outcome, sentence=sentence, decision=decision, by=by, at=at
    )
    trail.record(row, "apply_item", by=by, at=at, item=item.pk, outcome=outcome, rule=number)
    return row


def _decide(meeting: Meeting, item: MeetingItem, *, by: Any, at: datetime) -> Decision | None:
    vote = meetings.standing(item)
    if vote is None:
        raise StateConflict(_("此件没有表决，可以列入下次会议。"))
    nomination = lock(item.nomination)
    check_fresh(item, nomination, vote.version, vote.content_hash)
    out = set(item.recusals.values_list("member", flat=True))
    regulations.no_interested_member.check({s.member_id for s in vote.seats.all()}, out)
    if vote.result == VoteResult.DEFERRED:
        return None
    decisions.decide(nomination, **_told(meeting, vote), by=by, at=at)
    return Decision.objects.get(nomination=nomination)


def _told(meeting: Meeting, vote: MeetingVote) -> dict[str, Any]:
    """Answer the vote as the arguments of `decisions.decide`."""
    seated = [s.member for s in vote.seats.select_related("member__user").order_by("pk")]
    return {
        "meeting": meeting.name,
        "held_on": meeting.held_on,
        "due_count": vote.due_count,
        "members": [m.user for m in seated if m.user is not None],
        "others": [m.name for m in seated if m.user is None],
        "agree_count": vote.agree_count,
        "disagree_count": vote.disagree_count,
        "defer_count": vote.defer_count,
        "is_approved": vote.result == VoteResult.APPROVED,
        "opinion": vote.opinion,
        "version": vote.version,
    }
