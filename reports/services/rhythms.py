"""Acts on the days that come again: begin, stop, and see to those that are over."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.queries import users
from core import dates
from core.audit import trail
from core.errors import StateConflict
from core.notify import telling
from core.workflow.engine import lock
from recall.models import Campaign
from reports import permissions, regulations
from reports.enums import Told
from reports.models import PrefectureSummary, SummaryDate, SummaryRhythm
from reports.queries import rhythms as queries
from reports.services import prefectures
from units.models import Jurisdiction


@transaction.atomic
def begin(campaign: Campaign, *, kind: str, days: int, by: Any, at: datetime) -> SummaryRhythm:
    """Have summaries of the campaign's county made again and again, from today on.

    :param kind: of RhythmKind
    :param days: calendar days after a campaign's closing; 0 for the other kinds

    :raises NotAllowed: not an administrator of the county
    :raises RegulationBroken: RP-03, the kind runs already; RP-04, days that do not fit the kind;
        RP-06, a prefecture's kind
    """
    county = lock(campaign.county)
    permissions.request_summary.check(by, campaign)
    regulations.rhythm_is_of_the_level.check(kind, False)
    return _begun(county, kind=kind, days=days, by=by, at=at)


@transaction.atomic
def begin_prefecture(
    prefecture: Jurisdiction, *, kind: str, by: Any, at: datetime
) -> SummaryRhythm:
    """Have summaries of a prefecture made again and again, from today on.

    :raises NotAllowed: not an administrator of the prefecture
    :raises RegulationBroken: RP-03, the kind runs already; RP-06, a county's kind
    """
    prefecture = lock(prefecture)
    permissions.set_prefecture_rhythm.check(by, prefecture)
    regulations.rhythm_is_of_the_level.check(kind, True)
    return _begun(prefecture, kind=kind, days=0, by=by, at=at)


def _begun(county: Jurisdiction, *, kind: str, days: int, by: Any, at: datetime) -> SummaryRhythm:
    regulations.rhythm_fits_its_days.check(kind, days)
    running = SummaryRhythm.objects.running().filter(county=county, kind=kind)
    regulations.one_rhythm_of_a_kind.check(running.exists())
    row = SummaryRhythm.objects.create(
        county=county,
        kind=kind,
        days=days,
        begun_by=by,
        begun_at=at,
        seen_on=dates.legal_day(at),
    )
    trail.record(row, "begin_summary_rhythm", by=by, at=at, scope=county.code)
    return row


@transaction.atomic
def stop(rhythm: SummaryRhythm, *, by: Any, at: datetime) -> SummaryRhythm:
    """Have no more made; what was made or is ordered for a day stays.

    :raises NotAllowed: not an administrator of the county, or of the prefecture
    :raises StateConflict: it was stopped already
    """
    row = lock(rhythm)
    if row.is_of_prefecture:
        permissions.set_prefecture_rhythm.check(by, row.county)
    else:
        permissions.request_summary.check(by, row)
    if row.stopped_at:
        raise StateConflict(_("这项定期汇总已经停止。"))
    row.stopped_by, row.stopped_at = by, at
    row.save(update_fields=["stopped_by", "stopped_at"])
    trail.record(row, "stop_summary_rhythm", by=by, at=at, scope=row.county.code)
    return row


@transaction.atomic
def see_to(rhythm: SummaryRhythm, *, by: Any, at: datetime) -> list[SummaryDate]:
    """Order each of a county's days that is over since the last time; a second call orders none.

    A day that somebody ordered by hand stands for it.
    """
    row = lock(rhythm)
    today = dates.legal_day(at)
    if row.stopped_at or row.seen_on >= today:
        return []
    made = []
    for campaign, on in queries.over(row, today=today):
        campaign = lock(campaign)
        if SummaryDate.objects.filter(campaign=campaign, on=on, dropped_at=None).exists():
            continue
        day = SummaryDate.objects.create(campaign=campaign, on=on, ordered_by=by, ordered_at=at)
        trail.record(day, "order_summary", by=by, at=at, scope=campaign.county.code)
        made.append(day)
    row.seen_on = today
    row.save(update_fields=["seen_on"])
    return made


@transaction.atomic
def see_to_prefecture(rhythm: SummaryRhythm, *, by: Any, at: datetime) -> list[PrefectureSummary]:
    """Make the summary of each of a prefecture's days that is over, and tell its administrators.

    A second call makes none. The same figures made by hand meanwhile stand for it.
    """
    row = lock(rhythm)
    today = dates.legal_day(at)
    if row.stopped_at or row.seen_on >= today:
        return []
    admins = list(users.holders(Role.COUNTY_ADMIN, county_id=row.county_id, on=today))
    made = []
    for year, on in queries.years_over(row, today=today):
        one = prefectures.request_summary(row.county, year=year, as_of=on, by=by, at=at)
        telling.tell(Told.PREFECTURE_MADE, one, to=admins, by=by, at=at)
        made.append(one)
    row.seen_on = today
    row.save(update_fields=["seen_on"])
    return made
