"""The terms of an appeal: each begins and ends with an act, in that act's transaction.

The caller holds the locks of case and appeal. Source: domain reference 3.3.
"""

from datetime import datetime
from typing import Any

from assessment.models import Appeal, Reversal
from assessment.queries import appeals as queries
from core import dates
from recall.enums import ClockKind
from recall.services import clocks

REVERSAL_DAYS = 30  # a rule of the product: no source says how fast a wrong is put right


def open_(row: Appeal, *, by: Any, at: datetime) -> None:
    """Begin the first term: to accept an appeal, to answer a review or an objection."""
    if row.remedy in queries.PANELS:
        _statutory(row, ClockKind.ADMIT, queries.ACCEPT_DAYS, by, at)
    else:
        _answer(row, by, at)


def accept(row: Appeal, *, by: Any, at: datetime) -> None:
    """An appeal's term to decide runs from its acceptance; that of a review goes on."""
    if row.remedy in queries.PANELS:
        clocks.stop(row, ClockKind.ADMIT, by=by, at=at)
        _answer(row, by, at)


def lengthen(row: Appeal, *, days: int, reason: str) -> None:
    """Give the term to decide the days of a difficult appeal; both rows say the same last day."""
    due_on = clocks.lengthen(row.case, row, ClockKind.ANSWER, days=days, reason=reason)
    was: Any = row.due_on  # accepted
    row.due_on = due_on or dates.add_calendar_days(was, days)  # accepted before there were clocks


def decide(row: Appeal, *, by: Any, at: datetime) -> None:
    """The answer is to be served; if something is put back, that has its term as well."""
    clocks.stop(row, by=by, at=at)
    days = row.case.campaign.serve_days
    given = {"by": by, "at": at}
    clocks.start(row.case, ClockKind.TELL, row=row, days=days, is_working=True, **given)
    if _waits(row):
        clocks.start(row.case, ClockKind.REVERSE, row=row, days=REVERSAL_DAYS, **given)


def put_back(row: Appeal, *, by: Any, at: datetime) -> None:
    """The last line ends the term of the plan."""
    if not _waits(row):
        clocks.stop(row, ClockKind.REVERSE, by=by, at=at)


def _waits(row: Appeal) -> bool:
    return Reversal.objects.filter(appeal=row, done_at=None).exists()


def _answer(row: Appeal, by: Any, at: datetime) -> None:
    row.due_on = _statutory(row, ClockKind.ANSWER, queries.days_to_decide(row.remedy), by, at)


def _statutory(row: Appeal, kind: str, days: int, by: Any, at: datetime) -> Any:
    return clocks.start(row.case, kind, row=row, days=days, is_statutory=True, by=by, at=at)
