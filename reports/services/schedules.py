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
from reports.services import summaries


@transaction.atomic
def order(campaign: Campaign, *, on: date, by: Any, at: datetime) -> SummaryDate:
    """Have a campaign's summary made as of a day, when the day is over.

    :raises NotAllowed: not an administrator of the county
    :raises RegulationBroken: RP-02, a day that is over or that was ordered already
    """
    campaign = lock(campaign)
    permissions.request_summary.check(by, campaign)
    taken = SummaryDate.objects.filter(campaign=campaign, on=on, dropped_at=None).exists()
    regulations.day_is_free.check(on, dates.legal_day(at), taken)
    row = SummaryDate.objects.create(campaign=campaign, on=on, ordered_by=by, ordered_at=at)
    trail.record(row, "order_summary", by=by, at=at, scope=campaign.county.code)
    return row


@transaction.atomic
def drop(day: SummaryDate, *, by: Any, at: datetime) -> SummaryDate:
    """Have it not made after all.

    :raises NotAllowed: not an administrator of the county
    :raises StateConflict: it was made or dropped already
    """
    campaign = lock(day.campaign)
    row = lock(day)
    permissions.request_summary.check(by, campaign)
    if row.summary_id or row.dropped_at:
        raise StateConflict(_("这一天的汇总已经生成或者取消。"))
    row.dropped_by, row.dropped_at = by, at
    row.save(update_fields=["dropped_by", "dropped_at"])
    trail.record(row, "drop_summary_date", by=by, at=at)
    return row


@transaction.atomic
def make(day: SummaryDate, *, by: Any, at: datetime) -> SummaryDate:
    """Make what was ordered once the day is over, and tell the county's administrators.

    A second call changes nothing.
    """
    campaign = lock(day.campaign)
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
