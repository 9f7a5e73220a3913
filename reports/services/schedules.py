"""Acts on the days as of which a summary is made by itself."""

from datetime import date, datetime
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
from reports.models import SummaryDate
from reports.queries import rhythms
from reports.services import prefectures, summaries
from units.models import Jurisdiction


@transaction.atomic
def order(campaign: Campaign, *, on: date, by: Any, at: datetime) -> SummaryDate:
    """Have a campaign's summary made as of a day, when the day is over.

    :raises NotAllowed: not an administrator of the county
    :raises RegulationBroken: RP-02, a day that is over or that was ordered already
    """
    campaign = lock(campaign)
    permissions.request_summary.check(by, campaign)
    return _ordered(on, by, at, scope=campaign.county.code, campaign=campaign)


@transaction.atomic
def order_prefecture(prefecture: Jurisdiction, *, on: date, by: Any, at: datetime) -> SummaryDate:
    """Have a prefecture's summary made as of a day, when the day is over.

    :raises NotAllowed: not an administrator of the prefecture
    :raises RegulationBroken: RP-02, a day that is over or that was ordered already
    """
    prefecture = lock(prefecture)
    permissions.set_prefecture_rhythm.check(by, prefecture)
    return _ordered(on, by, at, scope=prefecture.code, prefecture=prefecture)


def _ordered(on: date, by: Any, at: datetime, *, scope: str, **whose: Any) -> SummaryDate:
    taken = SummaryDate.objects.filter(**whose, on=on, dropped_at=None).exists()
    regulations.day_is_free.check(on, dates.legal_day(at), taken)
    row = SummaryDate.objects.create(**whose, on=on, ordered_by=by, ordered_at=at)
    trail.record(row, "order_summary", by=by, at=at, scope=scope)
    return row


@transaction.atomic
def drop(day: SummaryDate, *, by: Any, at: datetime) -> SummaryDate:
    """Have it not made after all.

    :raises NotAllowed: not an administrator of the county, or of the prefecture
    :raises StateConflict: it was made or dropped already
    """
    whose = _locked(day.prefecture or day.campaign)
    row = lock(day)
    rule = permissions.request_summary if row.campaign_id else permissions.set_prefecture_rhythm
    rule.check(by, whose)
    if row.summary_id or row.whole_id or row.dropped_at:
        raise StateConflict(_("这一天的汇总已经生成或者取消。"))
    row.dropped_by, row.dropped_at = by, at
    row.save(update_fields=["dropped_by", "dropped_at"])
    trail.record(row, "drop_summary_date", by=by, at=at)
    return row


@transaction.atomic
def make(day: SummaryDate, *, by: Any, at: datetime) -> SummaryDate:
    """Make a county's that was ordered once the day is over, and tell its administrators.

    A second call changes nothing.
    """
    campaign = _locked(day.campaign)
    row = lock(day)
    if row.summary_id or row.dropped_at or row.on >= dates.legal_day(at):
        return row
    row.summary = summaries.request_summary(campaign, as_of=row.on, by=by, at=at)
    row.save(update_fields=["summary"])
    trail.record(row, "make_ordered_summary", by=by, at=at)
    on = dates.legal_day(at)
    admins = users.holders(Role.COUNTY_ADMIN, county_id=campaign.county_id, on=on)
    telling.tell(Told.SUMMARY_MADE, row, to=admins, by=by, at=at)
    return row


@transaction.atomic
def make_prefecture(day: SummaryDate, *, by: Any, at: datetime) -> SummaryDate:
    """Make a prefecture's that was ordered once the day is over, and tell its administrators.

    It is of the year in which the last campaign by then was launched; before the first, of the
    day's own year. A second call changes nothing.
    """
    prefecture = _locked(day.prefecture)
    row = lock(day)
    today = dates.legal_day(at)
    if row.whole_id or row.dropped_at or row.on >= today:
        return row
    [year] = rhythms.years_by(prefecture, [row.on])
    row.whole = prefectures.request_summary(
        prefecture, year=year or row.on.year, as_of=row.on, by=by, at=at
    )
    row.save(update_fields=["whole"])
    trail.record(row, "make_ordered_summary", by=by, at=at)
    admins = users.holders(Role.COUNTY_ADMIN, county_id=prefecture.pk, on=today)
    telling.tell(Told.PREFECTURE_MADE, row.whole, to=admins, by=by, at=at)
    return row


def _locked(whose: Any) -> Any:
    """Lock the campaign or prefecture of a day: a constraint says that it has the one or other."""
    return lock(whose)
