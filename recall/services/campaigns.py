"""Acts on campaigns: create from a scheme preset, add rounds and units, launch, close."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from core.audit import trail
from core.workflow.engine import advance, lock
from recall import regulations
from recall.models import Campaign, CampaignGround, CampaignUnit, Round
from recall.permissions import launch_campaign
from schemes.models import GroundSet
from schemes.queries import presets


@transaction.atomic
def create(
    county: Any, *, scheme: str, title: str, by: Any, at: datetime, **changes: Any
) -> Campaign:
    """Create a draft campaign with a scheme preset's parameters and all its grounds.

    :param changes: parameters that differ from the preset's (days, months, weights)
    """
    preset = presets.preset(scheme)
    grounds = GroundSet.objects.get(code=preset["grounds"])
    campaign = Campaign(
        county=county,
        title=title,
        scheme=scheme,
        ground_set=grounds,
        created_by=by,
        created_at=at,
        **{**preset["parameters"], **changes},
    )
    launch_campaign.check(by, campaign)
    campaign.save()
    CampaignGround.objects.bulk_create(
        CampaignGround(campaign=campaign, ground=ground)
        for ground in grounds.grounds.order_by("position")
    )
    trail.record(campaign, "create_campaign", by=by, at=at, scope=county.code, scheme=scheme)
    return campaign


@transaction.atomic
def set_up(
    county: Any,
    *,
    scheme: str,
    title: str,
    notice_on: date,
    closes_on: date,
    units: Any,
    by: Any,
    at: datetime,
    **changes: Any,
) -> Campaign:
    """Create a draft campaign with its first round and the units that must report.

    :raises RegulationBroken: RC-29, the county has a campaign of this title
    """
    regulations.title_is_new.check(county, title)
    campaign = create(county, scheme=scheme, title=title, by=by, at=at, **changes)
    add_round(campaign, notice_on=notice_on, closes_on=closes_on, by=by, at=at)
    require_units(campaign, units=list(units), by=by, at=at)
    return campaign


@transaction.atomic
def add_round(
    campaign: Campaign, *, notice_on: date, closes_on: date, by: Any, at: datetime
) -> Round:
    """Open one more call for nominations, numbered after the last.

    :raises RegulationBroken: RC-31, a round of that day stands already
    """
    campaign = lock(campaign)
    launch_campaign.check(by, campaign)
    regulations.round_is_new.check(campaign, notice_on)
    number = campaign.rounds.count() + 1
    row = Round.objects.create(
        campaign=campaign, number=number, notice_on=notice_on, closes_on=closes_on
    )
    trail.record(row, "add_round", by=by, at=at, scope=campaign.county.code)
    return row


@transaction.atomic
def require_units(
    campaign: Campaign, *, units: list[Any], by: Any, at: datetime, leading: Any = ()
) -> None:
    """Name the units that must report; `leading` are those that go first (带头单位).

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
    trail.record(campaign, "require_units", by=by, at=at, units=sorted(u.pk for u in units))


@transaction.atomic
def launch(campaign: Campaign, *, by: Any, at: datetime) -> Campaign:
    """Start a draft campaign.

    :raises RegulationBroken: RC-25, without round, ground or unit
    """
    campaign = lock(campaign)
    launch_campaign.check(by, campaign)
    regulations.campaign_is_complete.check(
        campaign.rounds.count(), campaign.campaign_grounds.count(), campaign.campaign_units.count()
    )
    advance(campaign.launch, by=by, at=at)
    return campaign


@transaction.atomic
def close(campaign: Campaign, *, by: Any, at: datetime) -> Campaign:
    """End a running campaign; nothing more can be nominated in it."""
    campaign = lock(campaign)
    advance(campaign.close, by=by, at=at)
    return campaign
