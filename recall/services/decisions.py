"""The collective decision: meeting, people present, votes, recusal, result."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import dates
from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import advance, lock
from recall import permissions, regulations
from recall.enums import NominationState
from recall.models import Decision, DecisionMember, Nomination, Recusal
from recall.queries import meetings
from recall.queries.nominations import interested_ids
from recall.queries.reasons import reasons as reasons_of
from recall.regulations.leaving import person_is_in_service
from recall.services import cases, clocks, reasons


@transaction.atomic
def recuse(nomination: Nomination, *, user: Any, reason: str, by: Any, at: datetime) -> Recusal:
    """Keep a person out of a nomination from now on; declaring twice stays one row."""
    nomination = lock(nomination)
    permissions.declare_recusal.check(by, nomination)
    row, created = Recusal.objects.get_or_create(
        nomination=nomination,
        user=user,
        defaults={"reason": reason, "declared_by": by, "declared_at": at},
    )
    if created:
        trail.record(nomination, "recuse", by=by, at=at, user=user.pk)
    return row


@transaction.atomic
def decide(
    nomination: Nomination,
    *,
    meeting: str,
    held_on: date,
    due_count: int,
    members: list[Any],
    agree_count: int,
    disagree_count: int,
    defer_count: int,
    is_approved: bool,
    opinion: str,
    by: Any,
    at: datetime,
    others: list[str] | None = None,
    version: int | None = None,
    content_hash: str | None = None,
) -> Nomination:
    """Record a meeting's decision; a recall opens the case and asks for the notice.

    :param members: accounts of those present; `others` are names without an account
    :param version: with `content_hash` (hex), what was read; None where the caller has compared
    :raises RegulationBroken: RC-11, RC-18, RC-19, RC-20, RC-28, RC-32, RC-33, HR-13, LV-03
    :raises StateConflict: already decided, or the content changed after it was read
    """
    nomination = lock(nomination)
    permissions.decide_nomination.check(by, nomination)
    check_fresh(nomination, version, content_hash)
    names = [str(user.name) for user in members] + list(others or [])
    votes = (agree_count, disagree_count, defer_count)
    _check_meeting(nomination, held_on, due_count, len(names), votes, is_approved, at)
    regulations.no_interested_member.check(
        {user.pk for user in members}, interested_ids(nomination)
    )
    row = Decision.objects.create(
        nomination=nomination,
        meeting=meeting,
        held_on=held_on,
        due_count=due_count,
        agree_count=agree_count,
        disagree_count=disagree_count,
        defer_count=defer_count,
        is_approved=is_approved,
        opinion=opinion,
        by=by,
        at=at,
    )
    _seat(row, members, others or [])
    move = nomination.approve if is_approved else nomination.reject
    advance(move, by=by, at=at, opinion=opinion)
    clocks.end(nomination, by=by, at=at)
    _tell(nomination, is_approved, by=by, at=at)
    return nomination


def _tell(nomination: Nomination, is_approved: bool, *, by: Any, at: datetime) -> None:
    """Open the case of a recall with its notice, and make the sheet of reasons of either result."""
    case = cases.open_(nomination, by=by, at=at) if is_approved else None
    told = reasons_of(nomination.pk)
    if case is not None:
        cases.give_notice(case, told, by=by, at=at)
    reasons.make(nomination, told=told, by=by, at=at)


def check_fresh(
    nomination: Nomination, version: int | None, content_hash: str | None = None
) -> None:
    """Refuse to decide on what does not wait for it, or on other content than was read.

    :raises StateConflict: with the sentence
    """
    if nomination.state != NominationState.HEARD:
        raise StateConflict(
            _("当前状态为“%(state)s”，不能登记决定。") % {"state": nomination.get_state_display()}
        )
    is_read = version in (None, nomination.version)
    if is_read and content_hash is not None:
        is_read = content_hash == meetings.digest(nomination)
    if not is_read:
        raise StateConflict(_("材料在您打开页面后有改动，请重新阅读后再决定。"))


def _check_meeting(
    nomination: Nomination,
    held_on: date,
    due: int,
    present: int,
    votes: tuple[int, int, int],
    is_approved: bool,
    at: datetime,
) -> None:
    if is_approved:
        person_is_in_service.check(nomination.cadre, dates.legal_day(at))
    regulations.check_meeting(
        nomination,
        held_on=held_on,
        due=due,
        present=present,
        votes=votes,
        is_approved=is_approved,
        on=dates.legal_day(at),
    )


def _seat(row: Decision, members: list[Any], others: list[str]) -> None:
    DecisionMember.objects.bulk_create(
        [
            *(DecisionMember(decision=row, user=user, name=user.name) for user in members),
            *(DecisionMember(decision=row, name=name) for name in others),
        ]
    )
