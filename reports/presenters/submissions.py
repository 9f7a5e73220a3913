"""What is shown of reports that go up."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core import dates
from core.documents import presenters as documents
from core.documents import proofs
from core.documents.models import Document
from core.documents.proofs import Proof
from recall.models import Campaign
from reports.models import Summary
from reports.queries import submissions as queries
from units.queries import units

SHOWN = 5  # summaries, the latest


def addressee(row: Summary) -> str:
    """Answer the department above; empty where the county has no division above it."""
    above = row.campaign.county.parent
    if above is None:
        return ""
    return f"中共{units.division_name(above, dates.legal_day(row.requested_at))}委组织部"


def facts(row: Summary) -> list[dict[str, Any]]:
    """Answer what the report would say, before somebody signs it."""
    text = "".join(line["text"] for line in queries.paragraphs(row) if line["style"] == "body")
    names = [one["title"] for one in queries.attachments(row)]
    return [
        {"label": _("统计日"), "value": dates.spoken(row.as_of)},
        {"label": _("正文"), "value": text, "wide": True},
        {"label": _("附件"), "value": _("、").join(names) or _("没有"), "wide": True},
    ]


def panel(campaign: Campaign, *, user: Any, at: datetime) -> list[dict[str, Any]]:
    """Answer the summaries that may go up, each with its reports."""
    rows = Summary.objects.reported_by(user).filter(campaign=campaign, document__state="READY")
    kept = list(rows.order_by("-pk")[:SHOWN])
    papers = _papers(campaign, kept, at=at) if kept else []
    return [
        {
            "as_of": row.as_of,
            "url": reverse("reports:submission", args=[row.pk]),
            "papers": [one for one in papers if one["document"].snapshot["summary"] == row.pk],
        }
        for row in kept
    ]


def _papers(campaign: Campaign, rows: list[Summary], *, at: datetime) -> list[dict[str, Any]]:
    told = Document.objects.filter(kind=queries.KIND, scope=campaign.county.code)
    papers = list(told.filter(snapshot__summary__in=[row.pk for row in rows]).order_by("-pk"))
    looks = proofs.last(Document, {paper.pk: paper.pk for paper in papers})
    return [_progress(paper, looks.get(paper.pk), at=at) for paper in papers]


def progress(document: Document, *, at: datetime) -> dict[str, Any]:
    """Answer the context of a report's progress fragment."""
    looks = proofs.last(Document, {document.pk: document.pk})
    return _progress(document, looks.get(document.pk), at=at)


def _progress(document: Document, look: Proof | None, *, at: datetime) -> dict[str, Any]:
    return documents.progress(
        document,
        at=at,
        poll_url=reverse("reports:submission-progress", args=[document.pk]),
        file_url=reverse("reports:submission-file", args=[document.pk]),
        proof=documents.provable(document, look),
    )
