"""Class and practice stand still and go on; the caller holds the case's lock and its reason."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q

from core import dates
from core.audit import trail
from recall.models import Case
from recall.services import clocks
from training.models import PracticePosting, Suspension
from training.queries import postings
from training.services import posting_changes


def begin(case: Case, *, reason: str, by: Any, at: datetime) -> Suspension:
    """Let class, practice and the running term of a locked case stand still from today."""
    today = dates.legal_day(at)
    row = Suspension.objects.create(
        case=case, from_on=today, reason=reason, begun_by=by, begun_at=at
    )
    runs = Q(until_on__gte=today) | Q(Exists(postings.open_pauses(OuterRef("pk"))))
    standing = PracticePosting.objects.standing().filter(runs, case=case)
    for posting in standing.select_for_update(of=("self",)):
        posting_changes.cut_pause(posting, on=today, by=by, at=at)
        posting.held_from_on = today
        posting.save()
    clocks.hold(case, note=reason, by=by, at=at)
    trail.record(row, "suspend_case", by=by, at=at)
    return row


def end(case: Case, *, by: Any, at: datetime) -> Suspension | None:
    """Let a locked case go on from tomorrow; practice lasts longer by the days it stood still.

    Nothing is suspended: nothing happens.
    """
    row = Suspension.objects.filter(case=case, ended_at=None).first()
    if row is None:
        return None
    today = max(dates.legal_day(at), row.from_on)
    row.until_on, row.ended_by, row.ended_at = today, by, at
    row.save(update_fields=["until_on", "ended_by", "ended_at"])
    held = PracticePosting.objects.standing().filter(case=case, held_from_on__isnull=False)
    for posting in held.select_for_update(of=("self",)):
        _go_on(posting, row.from_on, today)
    clocks.release(case, by=by, at=at)
    trail.record(row, "resume_case", by=by, at=at)
    return row


def _go_on(posting: PracticePosting, from_on: date, today: date) -> None:
    """Give back the days of practice that fell into the suspension, none of before its start.

    Nor a day that was given back before: practice may stand still again on the day it went on.
    """
    first = max(filter(None, (from_on, posting.from_on, posting.resumed_on)))
    days = max((today - first).days + 1, 0)
    posting.until_on += timedelta(days=days)
    posting.paused_days += days
    posting.held_from_on, posting.resumed_on = None, today + timedelta(days=1)
    posting.save(update_fields=["until_on", "paused_days", "held_from_on", "resumed_on"])
