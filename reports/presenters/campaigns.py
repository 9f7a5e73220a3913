"""What the figures page of a campaign shows."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.documents import presenters as documents
from recall.models import Campaign
from reports import permissions
from reports.models import Summary, SummaryDate
from reports.queries import definitions, figures, sheets

SHOWN = 60  # units before somebody asks for all: a county may have several hundred


def detail(
    campaign: Campaign, *, as_of: date, user: Any, at: datetime, every_unit: bool = False
) -> dict[str, Any]:
    """Answer the context of the page, as of a day; the first `SHOWN` units, or all."""
    counted = figures.compute(campaign, as_of=as_of)
    sheet = sheets.sheet(counted)
    units = sheet["units"]["rows"]
    sheet["units"]["rows"] = units if every_unit else units[:SHOWN]
    rows = Summary.objects.visible_to(user).filter(campaign=campaign)
    return {
        "campaign": campaign,
        "crumbs": [(_("全县汇总"), reverse("reports:summary-list")), (campaign.title, None)],
        "as_of": as_of,
        "sheet": sheet,
        "units_left": len(units) - len(sheet["units"]["rows"]),
        "definitions": definitions.every(),
        "summaries": [
            progress(row, at=at) for row in rows.select_related("document").order_by("-pk")[:5]
        ],
        "dates": list(
            SummaryDate.objects.visible_to(user).filter(campaign=campaign).open().order_by("on")
        ),
        "refusal": permissions.request_summary.refusal(user, campaign),
    }


def progress(summary: Summary, *, at: datetime) -> dict[str, Any]:
    """Answer the context of a summary's progress fragment."""
    return {
        **documents.progress(
            summary.document,
            at=at,
            poll_url=reverse("reports:summary-progress", args=[summary.pk]),
            file_url=reverse("reports:summary-file", args=[summary.pk]),
        ),
        "as_of": summary.as_of,
        "compare_url": reverse("reports:comparison", args=[summary.pk]),
    }
