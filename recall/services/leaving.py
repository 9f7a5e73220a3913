"""What becomes of an open matter when the person leaves the service: a hand ends it, with a reason.

Nothing ends by itself: its term runs on, is reminded of and goes up, until somebody does.
A move to another unit ends nothing.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from core import dates
from core.workflow.engine import advance, lock
from recall.models import Case, Nomination
from recall.regulations import leaving as rules
from recall.services import cases, clocks
from recall.services.moving import move


@transaction.atomic
def end_nomination(nomination: Nomination, *, opinion: str, by: Any, at: datetime) -> Nomination:
    """End an undecided nomination of somebody who has left; nothing was found on it.

    :raises RegulationBroken: LV-01 not left, LV-02 no reason
    """
    nomination = lock(nomination)
    advance(nomination.end_left, by=by, at=at, opinion=opinion.strip())
    _check(nomination, opinion, at)
    clocks.end(nomination, by=by, at=at)
    return nomination


def end_case(case: Case, *, opinion: str, by: Any, at: datetime) -> None:
    """End a locked case without an outcome, in the caller's transaction; remedies stay open.

    :raises RegulationBroken: LV-01 not left, LV-02 no reason
    """
    move(case.end_left, by=by, at=at, opinion=opinion.strip())
    _check(case, opinion, at)
    clocks.end(case, by=by, at=at)
    cases.call_off(case, by=by, at=at)


def _check(matter: Nomination | Case, opinion: str, at: datetime) -> None:
    rules.person_has_left.check(lock(matter.cadre), dates.legal_day(at))
    rules.leaving_is_told.check(opinion)
