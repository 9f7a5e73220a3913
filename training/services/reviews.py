"""Acts on the mentor's month and the person's week."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import dates
from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from recall.enums import CaseState
from training.models import HostAppraisal, MonthReview, PracticePosting, WeekNote
from training.permissions import reviews as permissions
from training.queries import reviews
from training.regulations import reviews as regulations


@transaction.atomic
def review(
    posting: PracticePosting,
    *,
    number: int,
    scales: dict[str, int],
    sentence: str,
    by: Any,
    at: datetime,
) -> MonthReview:
    """Keep the mentor's word on one month, once.

    :param number: the month, 1 from the posting's first day on
    :param scales: discipline, drive, residents, solving, learning → 1 to 5
    :raises RegulationBroken: MW-01 not over, MW-02 no such month
    :raises StateConflict: written before
    """
    posting = lock(posting)
    permissions.review_month.check(by, posting)
    all_ = reviews.months(posting)
    regulations.month_is_of_the_posting.check(number, len(all_))
    regulations.month_is_over.check(all_[number - 1].last_on, dates.legal_day(at))
    if posting.reviews.filter(number=number).exists():
        raise StateConflict(_("这个月的月评已经填过。"))
    row = MonthReview.objects.create(
        posting=posting,
        number=number,
        sentence=sentence,
        reviewed_by=by,
        reviewed_at=at,
        **scales,
    )
    trail.record(posting, "review_month", by=by, at=at, review=row.pk)
    return row


def appraise(
    posting: PracticePosting, *, scales: dict[str, int], by: Any, at: datetime
) -> HostAppraisal | None:
    """Keep the host's scales with the finish of a posting, which the caller has locked.

    :param scales: as in `review`; none at all where the paper form gives a text alone
    :raises RegulationBroken: MW-05 some scales without the others
    :raises NotAllowed: scales by another than the mentor or the host's contact
    """
    regulations.appraisal_is_whole.check(scales)
    if not scales:
        return None
    permissions.appraise.check(by, posting)
    return HostAppraisal.objects.create(posting=posting, appraised_by=by, appraised_at=at, **scales)


@transaction.atomic
def appraise_later(
    posting: PracticePosting, *, scales: dict[str, int], by: Any, at: datetime
) -> HostAppraisal:
    """Keep the host's scales of a posting that the desk finished without them.

    :raises RegulationBroken: MW-06 not finished, or the assessment is concluded; MW-07 not all five
    :raises StateConflict: given before
    """
    case = lock(posting.case)
    posting = lock(posting)
    permissions.appraise.check(by, posting)
    is_under_way = case.state == CaseState.PRACTICE
    regulations.scales_still_count.check(posting.finished_on, is_under_way)
    regulations.all_five_are_given.check(scales)
    if HostAppraisal.objects.filter(posting=posting).exists():
        raise StateConflict(_("这项实践锻炼已经评过分。"))
    row = HostAppraisal.objects.create(posting=posting, appraised_by=by, appraised_at=at, **scales)
    trail.record(posting, "appraise_posting", by=by, at=at, appraisal=row.pk)
    return row


@transaction.atomic
def note_week(
    posting: PracticePosting, *, monday: date, sentence: str, by: Any, at: datetime
) -> WeekNote:
    """Keep the person's sentence about a week, once.

    :raises RegulationBroken: MW-03 week, MW-04 no Monday
    :raises StateConflict: written before
    """
    posting = lock(posting)
    permissions.note_week.check(by, posting)
    regulations.starts_on_monday.check(monday)
    sunday, today = monday + timedelta(days=6), dates.legal_day(at)
    regulations.week_fits.check(monday, sunday, posting.from_on, posting.until_on, today)
    if posting.weeks.filter(monday_on=monday).exists():
        raise StateConflict(_("这一周的周记已经填过。"))
    row = WeekNote.objects.create(
        posting=posting, monday_on=monday, sentence=sentence, noted_by=by, noted_at=at
    )
    trail.record(posting, "note_week", by=by, at=at, note=row.pk)
    return row
