"""Acts on a wish to stay at the grass roots."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import dates
from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from recall.models import Case
from training.models import PracticePosting, StayWish
from training.permissions import wishes as permissions
from training.queries import wishes as queries
from training.regulations import wishes as regulations
from training.services import messages


@transaction.atomic
def wish(posting: PracticePosting, *, why: str, by: Any, at: datetime) -> StayWish:
    """Keep the person's wish to stay with the host unit; nobody states it for them.

    :raises RegulationBroken: WS-01 the outcome is decided, WS-02 one stands
    """
    posting = _locked(posting)
    permissions.wish_to_stay.check(by, posting)
    regulations.outcome_is_open.check(queries.is_settled(posting.case))
    standing = StayWish.objects.standing().filter(posting__case=posting.case)
    regulations.no_wish_stands.check(standing.count())
    row = StayWish.objects.create(
        posting=posting, host_unit=posting.host_unit, why=why, wished_by=by, wished_at=at
    )
    trail.record(row, "wish_to_stay", by=by, at=at)
    messages.tell_wished(row, by=by, at=at)
    return row


@transaction.atomic
def answer(
    posting: PracticePosting, *, is_agreed: bool, answer: str, by: Any, at: datetime
) -> StayWish:
    """Keep the host unit's answer to the wish that stands, once.

    :raises RegulationBroken: WS-01 the outcome is decided, WS-03 no reason for a refusal
    :raises StateConflict: nothing waits for an answer
    """
    row = _standing(posting)
    permissions.answer_wish.check(by, row.posting)
    regulations.refusal_is_explained.check(is_agreed, answer)
    if row.answered_at:
        raise StateConflict(_("这份申请已经答复过。"))
    row.is_agreed, row.answer, row.answered_by, row.answered_at = is_agreed, answer, by, at
    row.save(update_fields=["is_agreed", "answer", "answered_by", "answered_at"])
    trail.record(row, "answer_wish", by=by, at=at, agreed=is_agreed)
    messages.tell_wish_answered(row, by=by, at=at)
    return row


@transaction.atomic
def withdraw(posting: PracticePosting, *, by: Any, at: datetime) -> StayWish:
    """Take the wish back, answered or not, until the outcome is decided.

    :raises RegulationBroken: WS-01 the outcome is decided
    :raises StateConflict: none stands
    """
    row = _standing(posting)
    permissions.wish_to_stay.check(by, row.posting)
    row.withdrawn_by, row.withdrawn_at = by, at
    row.save(update_fields=["withdrawn_by", "withdrawn_at"])
    trail.record(row, "withdraw_wish", by=by, at=at)
    return row


def require(case: Case, new_unit: Any, *, held_on: date) -> None:
    """Refuse that a case ends with staying unless the person wished it and the host unit agreed.

    :param new_unit: the unit of the new post, None where the decision names none
    :param held_on: the day of the meeting, which knew of the answer
    :raises RegulationBroken: WS-04 no such wish by then, WS-05 another unit than the host
    """
    row = queries.agreed(case)
    answered_at = row.answered_at if row else None
    regulations.wish_is_agreed.check(answered_at and dates.legal_day(answered_at), held_on)
    if row is not None and new_unit is not None:
        regulations.stays_with_the_host.check(new_unit.pk, row.host_unit_id)


def _locked(posting: PracticePosting) -> PracticePosting:
    """Answer the posting under the lock of its case, which an outcome takes too."""
    lock(posting.case)
    return PracticePosting.objects.select_related("case", "host_unit").get(pk=posting.pk)


def _standing(posting: PracticePosting) -> StayWish:
    posting = _locked(posting)
    regulations.outcome_is_open.check(queries.is_settled(posting.case))
    row = (
        StayWish.objects.standing().filter(posting=posting).select_related("posting__case").first()
    )
    if row is None:
        raise StateConflict(_("没有待办理的留任申请。"))
    return row
