"""What the page of a prefecture's summary shows."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.dates import legal_day
from core.documents import presenters as documents
from reports import permissions
from reports.models import PrefectureSummary, SummaryDate, SummaryRhythm
from reports.presenters import proofs
from reports.presenters.campaigns import ordered_lines, running_lines
from reports.queries import prefecture as queries
from reports.queries import prefecture_report
from units.models import Jurisdiction


def page(prefecture: Jurisdiction, *, form: Any, user: Any, at: datetime) -> dict[str, Any]:
    """Answer the counties of a year as of a day, small numbers hidden, and what was kept."""
    today = legal_day(at)
    asked = getattr(form, "cleaned_data", {})
    as_of = min(asked.get("as_of") or today, today)
    year = asked.get("year") or form.fields["year"].choices[0][0]
    counted = queries.compute(prefecture, year=year, as_of=as_of)
    shown = queries.published(counted)
    counties = queries.named(counted, shown["county"])
    return {
        "title": _("全州汇总"),
        "prefecture": prefecture,
        "crumbs": [(_("全县汇总"), reverse("reports:summary-list")), (prefecture.name, None)],
        "as_of": as_of,
        "year": year,
        "form": form,
        "campaigns": counted.campaigns,
        "table": prefecture_report.counties(counties, shown["total"][""])["table"],
        "refusal": permissions.request_prefecture_summary.refusal(user, prefecture),
        "dates": _dates(prefecture, user=user, today=today),
        "rhythms": _rhythms(prefecture, user=user, today=today),
        "rhythm_refusal": permissions.set_prefecture_rhythm.refusal(user, prefecture),
        "summaries": _summaries(prefecture, user=user, at=at),
    }


def _summaries(prefecture: Jurisdiction, *, user: Any, at: datetime) -> list[dict[str, Any]]:
    rows = PrefectureSummary.objects.visible_to(user).filter(prefecture=prefecture)
    kept = list(rows.select_related("document").order_by("-pk")[:5])
    is_own = permissions.request_prefecture_summary.allows(user, prefecture)
    looks = proofs.of(kept, is_own=is_own)
    return [_progress(row, looks.get(row.pk), at=at) for row in kept]


def _dates(prefecture: Jurisdiction, *, user: Any, today: date) -> list[dict[str, Any]]:
    days = SummaryDate.objects.visible_to(user).filter(prefecture=prefecture).open().order_by("on")
    return [
        line
        | {"drop_url": reverse("reports:prefecture-date-drop", args=[prefecture.pk, line["pk"]])}
        for line in ordered_lines(days, today=today)
    ]


def _rhythms(prefecture: Jurisdiction, *, user: Any, today: date) -> list[dict[str, Any]]:
    running = SummaryRhythm.objects.visible_to(user).running().of_prefecture()
    return [
        line | {"stop_url": reverse("reports:prefecture-stop", args=[prefecture.pk, line["pk"]])}
        for line in running_lines(running.filter(county=prefecture).order_by("pk"), today=today)
    ]


def progress(summary: PrefectureSummary, *, user: Any, at: datetime) -> dict[str, Any]:
    """Answer the context of a summary's progress fragment."""
    is_own = permissions.request_prefecture_summary.allows(user, summary.prefecture)
    return _progress(summary, proofs.of([summary], is_own=is_own).get(summary.pk), at=at)


def _progress(summary: PrefectureSummary, proof: Any, *, at: datetime) -> dict[str, Any]:
    return {
        **documents.progress(
            summary.document,
            at=at,
            poll_url=reverse("reports:prefecture-progress", args=[summary.pk]),
            file_url=reverse("reports:prefecture-file", args=[summary.pk]),
            proof=proof,
        ),
        "as_of": summary.as_of,
        "year": summary.year,
        "compare_url": reverse("reports:prefecture-comparison", args=[summary.pk]),
    }
