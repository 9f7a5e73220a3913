"""What the figures page of a campaign shows."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.dates import legal_day
from core.documents import presenters as documents
from recall.models import Campaign
from reports import permissions
from reports.models import Summary, SummaryDate, SummaryRhythm
from reports.presenters import campaign_rows, proofs, submissions
from reports.queries import definitions, due, figures, rhythms, sheets

SHOWN = 20  # units before somebody asks for all: a county may have several hundred


def detail(
    campaign: Campaign, *, as_of: date, user: Any, at: datetime, every_unit: bool = False
) -> dict[str, Any]:
    """Answer the context of the page, as of a day; the first `SHOWN` units, or all."""
    counted = figures.compute(campaign, as_of=as_of)
    sheet = sheets.sheet(counted)
    is_led = campaign_rows.is_open(campaign, user)
    campaign_rows.link(sheet, counted, campaign=campaign, is_led=is_led)
    units = sheet["units"]["rows"]
    sheet["units"]["rows"] = units if every_unit else units[:SHOWN]
    return {
        "campaign": campaign,
        "crumbs": [(_("全县汇总"), reverse("reports:summary-list")), (campaign.title, None)],
        "as_of": as_of,
        "sheet": sheet,
        "units_left": len(units) - len(sheet["units"]["rows"]),
        "definitions": definitions.every(),
        "summaries": _summaries(campaign, user=user, at=at),
        "reports": submissions.panel(campaign, user=user, at=at),
        "dates": _dates(campaign, user=user, today=legal_day(at)),
        "rhythms": _rhythms(campaign, user=user, today=legal_day(at)),
        "refusal": permissions.request_summary.refusal(user, campaign),
    }


def _summaries(campaign: Campaign, *, user: Any, at: datetime) -> list[dict[str, Any]]:
    rows = Summary.objects.visible_to(user).filter(campaign=campaign)
    kept = list(rows.select_related("document").order_by("-pk")[:5])
    is_own = permissions.request_summary.allows(user, campaign)
    looks = proofs.of(kept, is_own=is_own)
    return [_progress(row, looks.get(row.pk), at=at) for row in kept]


def _dates(campaign: Campaign, *, user: Any, today: date) -> list[dict[str, Any]]:
    days = SummaryDate.objects.visible_to(user).filter(campaign=campaign).open().order_by("on")
    return [
        line | {"drop_url": reverse("reports:date-drop", args=[line["pk"]])}
        for line in ordered_lines(days, today=today)
    ]


def _rhythms(campaign: Campaign, *, user: Any, today: date) -> list[dict[str, Any]]:
    running = SummaryRhythm.objects.visible_to(user).running().of_county()
    rows = running.filter(county=campaign.county_id).order_by("pk")
    return [
        line | {"stop_url": reverse("reports:rhythm-stop", args=[campaign.pk, line["pk"]])}
        for line in running_lines(rows, today=today)
    ]


def ordered_lines(ordered: Iterable[SummaryDate], *, today: date) -> list[dict[str, Any]]:
    """Answer days that are ordered; one fails if its job does."""
    rows = list(ordered)
    failed = due.troubled(due.summary_key(row.pk) for row in rows if row.on < today)
    return [
        {"pk": row.pk, "on": row.on, "failed": due.summary_key(row.pk) in failed} for row in rows
    ]


def running_lines(running: Iterable[SummaryRhythm], *, today: date) -> list[dict[str, Any]]:
    """Answer rhythms that run, with their next day; one fails if its job of today does."""
    rows = list(running)
    failed = due.troubled(due.rhythm_key(row.pk, today=today) for row in rows)
    return [
        {
            "pk": row.pk,
            "name": row.get_kind_display(),
            "days": row.days,
            "next": rhythms.coming(row, today=today),
            "failed": due.rhythm_key(row.pk, today=today) in failed,
        }
        for row in rows
    ]


def progress(summary: Summary, *, user: Any, at: datetime) -> dict[str, Any]:
    """Answer the context of a summary's progress fragment."""
    is_own = permissions.request_summary.allows(user, summary.campaign)
    return _progress(summary, proofs.of([summary], is_own=is_own).get(summary.pk), at=at)


def _progress(summary: Summary, proof: Any, *, at: datetime) -> dict[str, Any]:
    return {
        **documents.progress(
            summary.document,
            at=at,
            poll_url=reverse("reports:summary-progress", args=[summary.pk]),
            file_url=reverse("reports:summary-file", args=[summary.pk]),
            proof=proof,
        ),
        "as_of": summary.as_of,
        "compare_url": reverse("reports:comparison", args=[summary.pk]),
    }
