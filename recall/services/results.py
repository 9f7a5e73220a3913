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
from recall.models import Meeting, MeetingItem, MeetingResult, MeetingVote
from recall.queries import matters, meetings
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
    made: dict[str, Any] = {}
    sentence, number, outcome = "", "", ApplyOutcome.REFUSED
    try:
        with transaction.atomic():
            made = _decide(meeting, item, by=by, at=at)
            outcome = ApplyOutcome.APPLIED if made else ApplyOutcome.DEFERRED
    except IntegrityError:  # a trigger or a constraint stood in the way: nothing is decided
        sentence = _("数据库中的规则不允许登记此件的决定。")
    except DomainError as error:
        sentence = str(error)[:300]
        number = error.number if isinstance(error, RegulationBroken) else ""
    row = MeetingResult.objects.create(
        item=item, outcome=outcome, sentence=sentence, **made, by=by, at=at
    )
    trail.record(row, "apply_item", by=by, at=at, item=item.pk, outcome=outcome, rule=number)
    return row


def _decide(meeting: Meeting, item: MeetingItem, *, by: Any, at: datetime) -> dict[str, Any]:
    """Decide one case as it was voted; answer what its result row holds, nothing if deferred."""
    vote = meetings.standing(item)
    if vote is None:
        raise StateConflict(_("此件没有表决，可以列入下次会议。"))
    nomination = lock(item.nomination)
    check_fresh(item, nomination, vote.version, vote.content_hash)
    seated = {s.member_id for s in vote.seats.all()}
    out = set(item.recusals.values_list("member", flat=True))
    regulations.no_interested_member.check(seated, out)
    if vote.result == VoteResult.DEFERRED:
        return {}
    return matters.of(item.matter).decide(nomination, _cast(meeting, vote, by=by, at=at))


def _cast(meeting: Meeting, vote: MeetingVote, *, by: Any, at: datetime) -> matters.Cast:
    seated = [s.member for s in vote.seats.select_related("member__user").order_by("pk")]
    return matters.Cast(
        meeting=meeting.name,
        held_on=meeting.held_on,
        due=vote.due_count,
        present=vote.present_count,
        votes=(vote.agree_count, vote.disagree_count, vote.defer_count),
        result=vote.result,
        by=by,
        at=at,
        content_hash=vote.content_hash,
        opinion=vote.opinion,
        version=vote.version,
        members=tuple(m.user for m in seated if m.user is not None),
        others=tuple(m.name for m in seated if m.user is None),
    )
