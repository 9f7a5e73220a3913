"""Acts of the wizard on a draft campaign: units, window, parameters; and last year's again."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import dates, editing
from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from recall import regulations
from recall.enums import CampaignState
from recall.models import Campaign, Round
from recall.permissions import launch_campaign
from recall.queries import campaigns as queries
from recall.services import campaigns
from schemes.queries import versions


def _drafted(campaign: Campaign, by: Any) -> Campaign:
    """Answer the locked draft for its county's admin.

    :raises StateConflict: it has been launched
    """
    campaign = lock(campaign)
    launch_campaign.check(by, campaign)
    if campaign.state != CampaignState.DRAFT:
        raise StateConflict(_("批次已启动，不能再用向导修改。"))
    return campaign


@transaction.atomic
def put_units(
    campaign: Campaign,
    *,
    units: Any,
    leading: Any = (),
    by: Any,
    at: datetime,
    read: editing.Read | None = None,
) -> Campaign:
    """Name the units that must report, instead of those named before.

    :raises EditedMeanwhile: a colleague named others since `read`
    :raises RegulationBroken: RC-30, a unit of another county
    """
    campaign = _drafted(campaign, by)
    named = {unit.pk: unit for unit in (*units, *leading)}
    given = {"units": list(named.values()), "leading": list(leading)}
    merged = editing.settle(read, now=queries.named_units(campaign), given=given)
    campaign.campaign_units.exclude(unit__in=named).delete()
    campaigns.require_units(campaign, **given, by=by, at=at, **merged)
    return campaign


@transaction.atomic
def put_window(
    campaign: Campaign,
    *,
    notice_on: date,
    closes_on: date | None = None,
    by: Any,
    at: datetime,
    read: editing.Read | None = None,
) -> Campaign:
    """Set the first round, or set it again. Before it is set there is nothing to compare.

    :raises EditedMeanwhile: a colleague set it since `read`
    :raises RegulationBroken: SC-23, a window where the mode knows none, or none where it does
    """
    campaign = _drafted(campaign, by)
    held = Round.objects.filter(campaign=campaign, number=1).first()
    if held is None:
        campaigns.add_round(campaign, notice_on=notice_on, closes_on=closes_on, by=by, at=at)
        return campaign
    regulations.window_fits_mode.check(campaign, closes_on, 0)
    now = {"notice_on": held.notice_on, "closes_on": held.closes_on}
    given = {"notice_on": notice_on, "closes_on": closes_on}
    merged = editing.settle(read, now=now, given=given)
    held.notice_on, held.closes_on = notice_on, closes_on
    held.save()
    trail.record(held, "put_window", by=by, at=at, scope=campaign.county.code, **merged)
    return campaign


@transaction.atomic
def put_parameters(
    campaign: Campaign,
    *,
    by: Any,
    at: datetime,
    read: editing.Read | None = None,
    **given: Any,
) -> Campaign:
    """Set the campaign's own parameters, within what its scheme allows.

    :raises EditedMeanwhile: a colleague set them since `read`
    :raises RegulationBroken: SC-22
    """
    campaign = _drafted(campaign, by)
    now = {name: getattr(campaign, name) for name in given}
    merged = editing.settle(read, now=now, given=given)
    own = {"practice_max" if name == "practice_months" else name: v for name, v in given.items()}
    regulations.within_the_scheme.check(campaign.scheme_version, own)
    for name, value in given.items():
        setattr(campaign, name, value)
    campaign.save()
    trail.record(campaign, "put_parameters", by=by, at=at, scope=campaign.county.code, **merged)
    return campaign


_CLONED = (
    "mode",
    "parent",
    "practice_months",
    "verifiers_needed",
    "verify_days",
    "reply_days",
    "decide_days",
    "serve_days",
    "objection_days",
    "weights",
)


@transaction.atomic
def clone(campaign: Campaign, *, title: str, by: Any, at: datetime) -> Campaign:
    """Create a draft like an earlier campaign, by the version of its scheme now in force.

    Units that stand no longer are left out; what the version now forbids takes its value.
    """
    today = dates.legal_day(at)
    before = campaign.scheme_version
    version = versions.in_force(before.scheme, today) or before
    kept = {name: getattr(campaign, name) for name in _CLONED}
    own = {"practice_max": kept["practice_months"], **{n: kept[n] for n in _CLONED[3:9]}}
    if not regulations.within_the_scheme.is_kept(version, own):
        kept = {"mode": campaign.mode, "parent": campaign.parent}
    row = campaigns.create(campaign.county, version=version, title=title, by=by, at=at, **kept)
    _copy_units(campaign, row, by=by, at=at)
    return row


def _copy_units(old: Campaign, new: Campaign, *, by: Any, at: datetime) -> None:
    held = old.campaign_units.filter(unit__until_on=None).select_related("unit").order_by("pk")
    leading = [row.unit for row in held if row.leads_by_example]
    campaigns.require_units(new, units=[row.unit for row in held], leading=leading, by=by, at=at)
