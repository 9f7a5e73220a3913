"""Acts on practice postings."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import dates
from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from recall.enums import CaseState
from recall.models import Case
from recall.regulations.leaving import person_is_in_service
from recall.services import cases
from schemes.queries import parameters
from training import permissions, regulations
from training.models import HostPlace, PracticePosting
from training.queries import places, postings, suspensions
from training.regulations import practice as rules
from training.services import guests, handovers, mentors, reviews
from training.services.posting_changes import end_pause, pause_of


@transaction.atomic
def send(
    case: Case,
    *,
    host_unit: Any,
    mentor: Any,
    place: str,
    from_on: date,
    months: int,
    tasks: str,
    by: Any,
    at: datetime,
    until_on: date | None = None,
    host_place: HostPlace | None = None,
    unit_km: int | None = None,
    home_km: int | None = None,
) -> PracticePosting:
    """Send a trainee to practice. A later cycle of the same case moves no state.

    :param until_on: last day where the programme counts days (石泉2019: 30), else `months` later
    :param host_place: a place of the host unit, whose room is counted; its name is the place then
    :param mentor: an account, or the name of who has none: an invitation lets them in later
    :param unit_km: whole kilometres from the person's unit, `home_km` from home
    :raises RegulationBroken: TR-05 length, TR-06 mentor full, TR-07 own mentor, MT-01 kin,
        MT-02 nominator, TR-12 county,
        PP-01 place full, PP-02 place closed or of another unit, PP-15 longer or PP-16 shorter
        than campaign and scheme say, TR-40 suspended,
        LV-03 left the service
    :raises StateConflict: not in class, or a posting is not finished yet
    """
    case = lock(case)
    permissions.send_posting.check(by, case)
    regulations.case_goes_on.check(suspensions.open_of(case) is not None)
    person_is_in_service.check(case.cadre, dates.legal_day(at))
    if postings.standing_of(case):
        raise StateConflict(_("该同志还有未期满鉴定的实践锻炼。"))
    until_on = until_on or dates.add_months(from_on, months) - timedelta(days=1)
    _require_length(case, from_on, until_on)
    regulations.host_is_in_county.check(host_unit.county_id, case.county_id)
    _require_room(host_place, host_unit, from_on, until_on)
    mentor = mentors.settle(case, mentor, unit=host_unit, span=(from_on, until_on), by=by, at=at)
    if case.state != CaseState.PRACTICE:
        cases.start_practice(case, by=by, at=at)
    cases.await_return(case, by=by, at=at)
    row = PracticePosting.objects.create(
        case=case,
        host_unit=host_unit,
        mentor=mentor,
        place=host_place.name if host_place else place,
        host_place=host_place,
        unit_km=unit_km,
        home_km=home_km,
        from_on=from_on,
        until_on=until_on,
        tasks=tasks,
        sent_by=by,
        sent_at=at,
    )
    trail.record(row, "send_posting", by=by, at=at)
    return guests.note_mentor(row, by=by, at=at)


def _require_length(case: Case, from_on: date, until_on: date) -> None:
    """The longest is the campaign's, as the decision told the person; the shortest the scheme's."""
    regulations.lasts_one_to_six_months.check(from_on, until_on)
    campaign, before = case.campaign, postings.days_before(case)
    rules.within_the_longest.check(from_on, until_on, before, campaign.practice_months)
    given = parameters.whole(campaign.scheme_version.parameters)
    rules.at_least_the_shortest.check(from_on, until_on, given["practice_min"], given["cycles"])


def _require_room(place: HostPlace | None, unit: Any, from_on: date, until_on: date) -> None:
    if place is None:
        return
    held = lock(place)  # two clerks may not fill the last room at once
    rules.place_is_of_the_unit.check(not held.closed_at, held.unit_id, unit.pk)
    rules.place_has_room.check(places.taken(held, from_on, until_on), held.capacity)


@transaction.atomic
def finish(
    posting: PracticePosting,
    *,
    finished_on: date,
    opinion: str,
    by: Any,
    at: datetime,
    early_reason: str = "",
    scales: dict[str, int] | None = None,
) -> PracticePosting:
    """Close a posting with the host's opinion (实践锻炼鉴定); a pause ends with it.

    :param scales: the host's five scales, as in `reviews.review`, from who guides the person
    :raises RegulationBroken: TR-20 dates, TR-21 no opinion, TR-40 suspended, PP-08 early and no
        reason, MW-05 some scales without the others
    :raises StateConflict: finished before
    """
    case = lock(posting.case)
    posting = lock(posting)
    permissions.finish_posting.check(by, posting)
    if posting.finished_on:
        raise StateConflict(_("该实践锻炼已经期满鉴定。"))
    regulations.case_goes_on.check(posting.held_from_on is not None)
    regulations.finished_in_time_order.check(finished_on, posting.from_on, dates.legal_day(at))
    regulations.opinion_is_told.check(opinion)
    pause = pause_of(posting)
    is_full = pause is None and finished_on >= posting.until_on
    rules.early_end_is_explained.check(is_full, early_reason)
    if pause:
        end_pause(pause, last=max(finished_on, pause.from_on), by=by, at=at)
    posting.finished_on, posting.opinion = finished_on, opinion
    posting.early_reason = "" if is_full else early_reason
    posting.finished_by, posting.finished_at = by, at
    posting.save()
    handovers.fall(posting, by=by, at=at)
    cases.await_assessment(case, on=finished_on, by=by, at=at)
    reviews.appraise(posting, scales=scales or {}, by=by, at=at)
    trail.record(posting, "finish_posting", by=by, at=at)
    return posting
