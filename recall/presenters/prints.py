"""What the page of bulk prints shows: what one would be and cost, and how far one's own are."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.documents.models import Document, DocumentState
from core.prints import printing
from core.prints.models import PrintPart, PrintRun
from core.prints.series import Paper, named
from recall.models import Campaign

SHOWN = 5
_TROUBLES = 20  # papers left out that are named
_PRINT_SECONDS, _BIND_SECONDS = 0.25, 0.02  # of one paper, on a machine with other work
_PAGES = 6  # of a paper that is not printed yet, where none of its kind is
_BYTES = 130_000


def page(campaign: Campaign, *, user: Any, form: Any, estimate: Any, at: datetime) -> dict:
    """Answer the context of a campaign's page of bulk prints."""
    return {
        "title": _("批量打印"),
        "campaign": campaign,
        "form": form,
        "estimate": estimate,
        "lines": [line(row, at=at) for row in runs(campaign, user)],
        "crumbs": [
            (pgettext("many", "批次"), reverse("recall:campaign-list")),
            (campaign.title, reverse("recall:campaign", args=[campaign.pk])),
            (_("批量打印"), None),
        ],
    }


def runs(campaign: Campaign, user: Any) -> list[PrintRun]:
    """Answer the user's last runs of a campaign, newest first."""
    own = PrintRun.objects.of_person(user).filter(params__campaign=campaign.pk)
    return list(own.with_counts().defer("about_ids").order_by("-requested_at", "-pk")[:SHOWN])


def estimate(papers: Sequence[Paper]) -> dict[str, Any]:
    """Answer how many papers, pages and sheets it would be, how large, and how long it takes."""
    rows = Document.objects.filter(pk__in=[paper.document_id for paper in papers])
    told = rows.aggregate(
        ready=Count("pk", filter=Q(state=DocumentState.READY)),
        failed=Count("pk", filter=Q(state=DocumentState.FAILED)),
        pages=Sum("page_count", default=0),
        sheets=Sum((F("page_count") + 1) / 2, default=0),
        size=Sum("byte_count", default=0),
    )
    count, ready = len(papers), told["ready"]
    unprinted = count - ready - told["failed"]
    per = {"pages": _PAGES, "sheets": _PAGES // 2, "size": _BYTES}
    known = {key: told[key] / ready if ready else per[key] for key in per}
    seconds = unprinted * _PRINT_SECONDS / printing.HANDS + count * _BIND_SECONDS
    return {
        "count": count,
        "unit_count": len({paper.heading for paper in papers}),
        "unprinted": unprinted,
        "failed": told["failed"],
        **{key: round(told[key] + unprinted * known[key]) for key in per},
        "minutes": max(1, round(seconds / 60)),
    }


def line(row: PrintRun, *, at: datetime) -> dict[str, Any]:
    """Answer how far a run is and what may be done with it; `row` comes `with_counts`."""
    told: Any = row
    series = named(row.series)
    expires = row.expires_at
    return {
        "row": row,
        "label": series.label if series else row.series,
        "total": told.paper_count,
        "done": told.done_count,
        "left": told.left_count,
        "troubles": troubles(row) if told.left_count else [],
        "is_binding": row.is_running and told.done_count == told.paper_count,
        "is_fresh": expires is not None and at < expires,
    }


def troubles(row: PrintRun) -> list[PrintPart]:
    """Answer the first papers that are in neither file."""
    left = row.parts.exclude(trouble="").select_related("document").order_by("position")
    return list(left[:_TROUBLES])
