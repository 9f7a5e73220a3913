"""会签: asked of the county where the person now is, answered once by its decider."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.enums import Role
from accounts.queries import users
from assessment import permissions
from assessment.enums import MoveTold
from assessment.models import Concurrence
from assessment.queries import concurrences
from assessment.regulations import concurrences as rules
from assessment.services import judging
from core import dates
from core.audit import trail
from core.notify import telling
from core.workflow.engine import lock
from recall.models import Case


@transaction.atomic
def ask(case: Case, *, kind: str, reason: str, by: Any, at: datetime) -> Concurrence:
    """Ask the present county whether an outcome may be decided; its deciders are told.

    :raises RegulationBroken: MV-02 the person is not away, MV-03 no reason, MV-04 not due, MV-05
        asked already
    :raises NotAllowed: not who may decide the outcome
    """
    lock(case.nomination)
    case = lock(case)
    permissions.decide_outcome.check(by, judging.concluded(case))
    there = concurrences.county_now(case)
    rules.person_is_away.check(there != case.county_id)
    waiting = concurrences.waiting(case, dates.legal_day(at))
    rules.concurrence_is_due.check(case.state, kind, waiting)
    rules.concurrence_is_told.check(reason)
    same = Concurrence.objects.filter(case=case, county=there, kind=kind, answered_at=None)
    rules.concurrence_is_open.check(same.exists())
    row = Concurrence.objects.create(
        case=case, county_id=there, kind=kind, reason=reason.strip(), asked_by=by, asked_at=at
    )
    trail.record(row, "ask_concurrence", by=by, at=at, kind=kind)
    people = users.holders(Role.DECIDER, county_id=there, on=dates.legal_day(at))
    telling.tell(MoveTold.ASKED, row, to=people, by=by, at=at)
    return row


@transaction.atomic
def answer(
    concurrence: Concurrence, *, is_agreed: bool, opinion: str, by: Any, at: datetime
) -> Concurrence:
    """Answer for the present county; whoever asked is told.

    :raises RegulationBroken: MV-03 no opinion, MV-04 decided by now, MV-05 answered, MV-06 the
        person moved on
    :raises NotAllowed: no decider there, or one with an interest
    """
    lock(concurrence.case)
    row = lock(concurrence)
    permissions.answer_concurrence.check(by, row)
    rules.concurrence_is_open.check(row.answered_at is not None)
    waiting = concurrences.waiting(row.case, dates.legal_day(at))
    rules.concurrence_is_due.check(row.case.state, row.kind, waiting)
    rules.person_is_still_there.check(row, concurrences.county_now(row.case))
    rules.concurrence_is_told.check(opinion)
    row.is_agreed, row.opinion = is_agreed, opinion.strip()
    row.answered_by, row.answered_at = by, at
    row.save(update_fields=["is_agreed", "opinion", "answered_by", "answered_at"])
    trail.record(row, "answer_concurrence", by=by, at=at, is_agreed=is_agreed)
    telling.tell(MoveTold.ANSWERED, row, to=[row.asked_by], by=by, at=at)
    return row
