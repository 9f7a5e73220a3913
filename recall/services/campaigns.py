"""Acts on campaigns: create from a scheme's version, add rounds and units, launch, close."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from core import dates
from core.audit import trail
from core.workflow.engine import advance, lock
from recall import regulations
from recall.enums import CampaignMode
from recall.models import Campaign, CampaignGround, CampaignUnit, Round
from recall.permissions import launch_campaign
from recall.queries import campaigns as queries
from recall.regulations import closing
from schemes.queries import parameters
from schemes.services import schemes


@transaction.atomic
def create(
    county: Any,
    *,
    version: Any,
    title: str,
    by: Any,
    at: datetime,
    mode: str = CampaignMode.WINDOWS,
    parent: Campaign | None = None,
    **changes: Any,
) -> Campaign:
    """Create a draft campaign with a version's parameters and clauses; the version is then fixed.

    :param changes: parameters that differ from the version's (days, months, weights)
    :raises RegulationBroken: RC-29 a title twice, SC-17 the version, SC-24 the parent
    """
    regulations.title_is_new.check(county, title)
    regulations.parent_may_hold.check(parent, county)
    campaign = Campaign(
        county=county,
        title=title,
        scheme_version=version,
        mode=mode,
        parent=parent,
        created_by=by,
        created_at=at,
        **{**parameters.for_campaign(version.parameters), **changes},
    )
    launch_campaign.check(by, campaign)
    schemes.use(version, county, on=dates.legal_day(at), by=by, at=at)
    campaign.save()
    CampaignGround.objects.bulk_create(
        CampaignGround(campaign=campaign, ground_id=clause.ground_id)
        for clause in version.clauses.standing().order_by("position")
    )
    trail.record(campaign, "create_campaign", by=by, at=at, scope=county.code, version=version.pk)
    return campaign


@transaction.atomic
def add_round(
    campaign: Campaign, *, notice_on: date, closes_on: date | None = None, by: Any, at: datetime
) -> Round:
    """Open one more call for nominations, numbered after the last.

    :raises RegulationBroken: RC-31 a round of that day stands already, SC-23 the mode
    """
    campaign = lock(campaign)
    launch_campaign.check(by, campaign)
    regulations.round_is_new.check(campaign, notice_on)
    regulations.window_fits_mode.check(campaign, closes_on, campaign.rounds.count())
    number = campaign.rounds.count() + 1
    row = Round.objects.create(
        campaign=campaign, number=number, notice_on=notice_on, closes_on=closes_on
    )
    trail.record(row, "add_round", by=by, at=at, scope=campaign.county.code)
    return row


@transaction.atomic
def require_units(
    campaign: Campaign, *, units: list[Any], by: Any, at: datetime, leading: Any = (), **merged: Any
) -> None:
    """Name the units that must report; `leading` are those that go first (带头单位).

    :param merged: what the audit keeps of a merge with a colleague's version
    :raises RegulationBroken: RC-30, a unit of another county
    """
    campaign = lock(campaign)
    launch_campaign.check(by, campaign)
    leading_ids = {unit.pk for unit in leading}
    for unit in units:
        regulations.unit_of_the_county.check(unit, campaign)
        CampaignUnit.objects.update_or_create(
            campaign=campaign, unit=unit, defaults={"leads_by_example": unit.pk in leading_ids}
        )
    trail.record(
        campaign, "require_units", by=by, at=at, units=sorted(u.pk for u in units), **merged
    )


@transaction.atomic
def launch(campaign: Campaign, *, by: Any, at: datetime) -> Campaign:
    """Start a draft campaign; the sizes of its units are kept as they are on that day.

    :raises RegulationBroken: RC-25, without round, ground or unit
    """
    campaign = lock(campaign)
    launch_campaign.check(by, campaign)
    regulations.campaign_is_complete.check(
        campaign.rounds.count(), campaign.campaign_grounds.count(), campaign.campaign_units.count()
    )
    sizes = queries.sizes(campaign)
    rows = list(campaign.campaign_units.all())
    for row in rows:
        row.size = sizes.get(row.unit_id, 0)
    CampaignUnit.objects.bulk_update(rows, ["size"])
    advance(campaign.launch, by=by, at=at)
    return campaign


@transaction.atomic
def close(campaign: Campaign, *, by: Any, at: datetime) -> Campaign:
    """End a running campaign; nothing more can be nominated in it.

    :raises RegulationBroken: CL-01 not served, CL-02 not heard, CL-03 a paper is missing
    """
    campaign = lock(campaign)
    advance(campaign.close, by=by, at=at)
    for flag in closing.flags(campaign):
        flag.rule.check(flag.rows)
    return campaign
