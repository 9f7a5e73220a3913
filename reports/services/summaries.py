"""Acts on summaries."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import translation

from core import dates
from core.audit import trail
from core.documents import rendering
from core.workflow.engine import lock
from recall.models import Campaign
from reports import permissions, regulations
from reports.models import Summary
from reports.queries import figures, particulars, report


@transaction.atomic
def request_summary(campaign: Campaign, *, as_of: date, by: Any, at: datetime) -> Summary:
    """Freeze a campaign's figures as of a day and ask for their PDF.

    Unchanged figures answer the summary that stands, so a double click prints once. Figures that
    went back to what they were are a summary again: the earlier one says that it was superseded.

    :raises NotAllowed: not an administrator of the county
    :raises RegulationBroken: RP-01, a day in the future
    """
    campaign = lock(campaign)
    permissions.request_summary.check(by, campaign)
    regulations.not_in_future.check(as_of, dates.legal_day(at))
    counted = figures.compute(campaign, as_of=as_of)
    ever = particulars.launched((campaign.county_id,), as_of=as_of)
    told = particulars.compute((campaign.pk,), ever, as_of=as_of)
    figures_hash = figures.content_hash(asdict(counted), told.plain())
    standing = Summary.objects.filter(campaign=campaign, as_of=as_of).order_by("-pk").first()
    if standing and standing.figures_hash == figures_hash:
        return standing
    with translation.override("zh-hans"):
        snapshot = report.snapshot(
            campaign, counted, told, content_hash=figures_hash, on=dates.legal_day(at)
        )
    document = rendering.request(
        "documents/report.html",
        kind="county_summary",
        scope=campaign.county.code,
        reference="",
        title=f"{campaign.county.name}{report.TITLE}",
        snapshot=snapshot,
        by=by,
        at=at,
        numbered=False,
        verifiable=True,  # it is handed on, and read beside a later one
    )
    facts = {"as_of": as_of, "figures_hash": figures_hash, "document": document}
    row = Summary.objects.create(campaign=campaign, **facts, requested_by=by, requested_at=at)
    trail.record(row, "request_summary", by=by, at=at, scope=campaign.county.code)
    return row
