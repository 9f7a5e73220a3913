"""What happens to a posting under way: it stands still, grows longer, moves elsewhere."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import dates
from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from training import regulations as common
from training.models import (
    HostPlace,
    PostingExtension,
    PostingPause,
    PostingTransfer,
    PracticePosting,
    Suspension,
)
from training.permissions import practice as permissions
from training.queries import places, postings
from training.regulations import practice as regulations
from training.services import guests, handovers, mentors, messages


@transaction.atomic
def pause(
    posting: PracticePosting, *, kind: str, note: str, from_on: date, by: Any, at: datetime
) -> PostingPause:
    """Stop the clock from a day on, that day included.

    :raises RegulationBroken: PP-06 day, PP-11 overlaps an earlier pause or a suspension
    :raises StateConflict: finished, or standing still already
    """
    posting = _standing(posting, by=by)
    if pause_of(posting):
        raise StateConflict(_("该实践锻炼已经暂停。"))
    today = dates.legal_day(at)
    regulations.pause_starts_within.check(from_on, posting.from_on, posting.until_on, today)
    later = posting.pauses.filter(until_on__gte=from_on).count()
    later += Suspension.objects.filter(case=posting.case_id, until_on__gte=from_on).count()
    regulations.pauses_apart.check(later)
    row = PostingPause.objects.create(
        posting=posting, kind=kind, note=note, from_on=from_on, paused_by=by, paused_at=at
    )
    trail.record(posting, "pause_posting", by=by, at=at, pause=row.pk)
    messages.tell_posting_changed(posting, by=by, at=at)
    return row


@transaction.atomic
def resume(posting: PracticePosting, *, on: date, by: Any, at: datetime) -> PracticePosting:
    """Let the clock run again from a day on; the last day moves by the days that stood still.

    :raises RegulationBroken: PP-07, day
    :raises StateConflict: it does not stand still
    """
    posting = _standing(posting, by=by)
    pause = pause_of(posting)
    if pause is None:
        raise StateConflict(_("该实践锻炼没有暂停。"))
    regulations.resumes_after_the_pause.check(pause.from_on, on, dates.legal_day(at))
    lost = (on - pause.from_on).days
    end_pause(pause, last=on - timedelta(days=1), by=by, at=at)
    posting.paused_days += lost
    posting.until_on += timedelta(days=lost)
    posting.resumed_on = on
    posting.save()
    trail.record(posting, "resume_posting", by=by, at=at, pause=pause.pk, days=lost)
    messages.tell_posting_changed(posting, by=by, at=at)
    return posting


@transaction.atomic
def extend(
    posting: PracticePosting, *, until_on: date, reason: str, by: Any, at: datetime
) -> PostingExtension:
    """Make a posting longer, once.

    :raises RegulationBroken: PP-01 place full then, PP-04 a second time or over six months,
        PP-05 not longer or no reason, PP-15 over the campaign's longest, TR-06 mentor full then
    :raises StateConflict: finished
    """
    posting = _standing(posting, by=by)
    is_extended = PostingExtension.objects.filter(posting=posting).exists()
    regulations.extension_is_longer.check(posting.until_on, until_on, reason)
    net = until_on - timedelta(days=posting.paused_days)
    regulations.extension_fits.check(is_extended, posting.from_on, net)
    months = posting.case.campaign.practice_months
    before = postings.days_before(posting.case, besides=posting)
    regulations.within_the_longest.check(posting.from_on, net, before, months)
    _require_longer(posting, until_on)
    row = PostingExtension.objects.create(
        posting=posting,
        before_on=posting.until_on,
        after_on=until_on,
        reason=reason,
        extended_by=by,
        extended_at=at,
    )
    posting.until_on = until_on
    posting.save()
    trail.record(posting, "extend_posting", by=by, at=at, extension=row.pk)
    messages.tell_posting_changed(posting, by=by, at=at)
    return row


@transaction.atomic
def transfer(
    posting: PracticePosting,
    *,
    host_place: HostPlace,
    mentor: Any,
    on: date,
    reason: str,
    handover: str,
    by: Any,
    at: datetime,
) -> PostingTransfer:
    """Move a person to another place under another mentor; dates and journal go on.

    The former host and mentor no longer see the posting; what they wrote stays in it.

    :param mentor: an account, or the name of who has none
    :raises RegulationBroken: PP-01 place full, PP-02 closed, PP-09 day, PP-10 no note,
        TR-06 mentor full, TR-07 own mentor, MT-01 kin, MT-02 nominator, TR-12 another county
    """
    lock(posting.case)  # a wish to stay is asked of, and answered by, the host of that moment
    posting = _standing(posting, by=by)
    regulations.handover_is_told.check(reason, handover)
    span, today = (posting.from_on, posting.until_on), dates.legal_day(at)
    regulations.transfer_day_fits.check(on, *span, today)
    place = lock(host_place)
    common.host_is_in_county.check(place.county_id, posting.case.county_id)
    _require_room(posting, place, on)
    if isinstance(mentor, str) or posting.mentor_id != mentor.pk:
        mentor = mentors.settle(posting.case, mentor, unit=place.unit, span=span, by=by, at=at)
    row = PostingTransfer.objects.create(
        posting=posting,
        on=on,
        from_unit_id=posting.host_unit_id,
        from_place=posting.place,
        from_mentor_id=posting.mentor_id,
        to_place=place.name,
        to_mentor=mentor,
        reason=reason,
        handover=handover,
        moved_by=by,
        moved_at=at,
    )
    posting.host_place, posting.host_unit_id, posting.place = place, place.unit_id, place.name
    posting.mentor = mentor
    posting.save()
    for follow in (handovers.fall, guests.follow_transfer, messages.tell_posting_changed):
        follow(posting, by=by, at=at)
    trail.record(posting, "transfer_posting", by=by, at=at, transfer=row.pk)
    return row


def _require_room(posting: PracticePosting, place: HostPlace, on: date) -> None:
    regulations.place_is_of_the_unit.check(not place.closed_at, place.unit_id, place.unit_id)
    if posting.host_place_id != place.pk:
        regulations.place_has_room.check(places.taken(place, on, posting.until_on), place.capacity)


def _require_longer(posting: PracticePosting, until_on: date) -> None:
    """Ask place and mentor for the days that come to a posting, in which it does not count yet."""
    first = posting.until_on + timedelta(days=1)
    if posting.host_place:
        place = lock(posting.host_place)
        regulations.place_has_room.check(places.taken(place, first, until_on), place.capacity)
    mentor = lock(posting.mentor)
    common.mentor_has_room.check(postings.mentor_load(mentor, first, until_on))


def pause_of(posting: PracticePosting) -> PostingPause | None:
    """Answer the pause in which a posting stands now, None if it runs."""
    return postings.open_pauses(posting).first()


def cut_pause(posting: PracticePosting, *, on: date, by: Any, at: datetime) -> None:
    """Let another standstill take over from a day on; what was lost before it is given back."""
    pause = pause_of(posting)
    if pause is None:
        return
    lost = max((on - pause.from_on).days, 0)
    end_pause(pause, last=max(on - timedelta(days=1), pause.from_on), by=by, at=at)
    posting.paused_days += lost
    posting.until_on += timedelta(days=lost)
    posting.resumed_on = on


def end_pause(pause: PostingPause, *, last: date, by: Any, at: datetime) -> None:
    """Close a pause on its last day, inside the caller's act."""
    pause.until_on, pause.ended_by, pause.ended_at = last, by, at
    pause.save()


def _standing(posting: PracticePosting, *, by: Any) -> PracticePosting:
    posting = lock(posting)
    permissions.change_posting.check(by, posting)
    if posting.finished_on:
        raise StateConflict(_("该实践锻炼已经期满鉴定。"))
    common.case_goes_on.check(posting.held_from_on is not None)
    return posting
