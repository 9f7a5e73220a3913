"""The case of somebody who left the service: ended whole, and visits to nobody called off."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessment import permissions, regulations
from assessment.models import FollowUp
from assessment.queries import referrals
from assessment.services import followups, pay
from core import dates
from core.errors import StateConflict
from core.workflow.engine import lock
from recall.models import Case
from recall.regulations import leaving as rules
from recall.services import leaving
from training.queries import postings
from training.services import enrolments


@transaction.atomic
def end(case: Case, *, opinion: str, by: Any, at: datetime) -> Case:
    """End a case before its outcome: out of class, nothing taken from pay, no term left running.

    Objection, review and appeal go on; what was repaid or is owed stays.

    :raises RegulationBroken: LV-01 not left, LV-02 no reason, AS-14 the host has not written its
        opinion on the practice yet, OC-18 it waits at discipline
    :raises StateConflict: an outcome was decided, or the case is over
    """
    lock(case.county)  # pay stops in no month that is being signed
    case = lock(case)
    leaving.end_case(case, opinion=opinion, by=by, at=at)
    regulations.nothing_waits_at_discipline.check(referrals.waits(case))
    regulations.practice_is_finished.check(postings.standing_of(case) is not None)
    reason = opinion.strip()
    enrolments.end(case, reason=reason, by=by, at=at)
    pay.end(case, reason=reason, by=by, at=at)
    return case


@transaction.atomic
def call_off_visits(case: Case, *, by: Any, at: datetime) -> Case:
    """Call off the visits that wait after an outcome; bans stay until their day.

    :raises RegulationBroken: LV-01, not left
    :raises StateConflict: no visit waits
    """
    case = lock(case)
    permissions.keep_after.check(by, case)
    waiting = FollowUp.objects.waiting().filter(case=case)
    if not waiting.exists():
        raise StateConflict(_("没有待办的回访。"))
    rules.person_has_left.check(lock(case.cadre), dates.legal_day(at))
    followups.call_off(waiting, by=by, at=at)
    return case
