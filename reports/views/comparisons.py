"""Two kept summaries compared."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core import dates
from core.acts import shown
from reports.forms import ComparisonForm
from reports.models import PrefectureSummary, Summary
from reports.presenters import comparisons as present

OFFERED = 50  # others to compare with, the newest first


@require_GET
def summary_comparison(request: HttpRequest, pk: int) -> HttpResponse:
    """Compare a summary with another of the same county, `?other`."""
    rows = Summary.objects.visible_to(request.user).select_related("document", "campaign__county")
    row = get_object_or_404(rows, pk=pk)
    others = rows.filter(campaign__county=row.campaign.county_id)
    back = (row.campaign.title, reverse("reports:campaign", args=[row.campaign_id]))
    return _page(request, row, others, back=back, name=lambda one: one.campaign.title)


@require_GET
def prefecture_comparison(request: HttpRequest, pk: int) -> HttpResponse:
    """Compare a prefecture's summary with another of its own, `?other`."""
    rows = PrefectureSummary.objects.visible_to(request.user)
    rows = rows.select_related("document", "prefecture")
    row = get_object_or_404(rows, pk=pk)
    others = rows.filter(prefecture=row.prefecture_id)
    back = (row.prefecture.name, reverse("reports:prefecture", args=[row.prefecture_id]))
    return _page(request, row, others, back=back, name=lambda one: str(one.year))


def _page(request: HttpRequest, row: Any, others: Any, *, back: Any, name: Any) -> HttpResponse:
    told = others.exclude(pk=row.pk).order_by("-as_of", "-pk")[:OFFERED]
    offered = [one for one in told if present.is_comparable(one.document.snapshot)]
    wanted = request.GET.get("other", "")
    earlier = [one for one in offered if one.as_of <= row.as_of]
    chosen = next((one for one in offered if str(one.pk) == wanted), None)
    chosen = chosen or next(iter(earlier or offered), None)
    choices = [(str(one.pk), f"{name(one)} {dates.spoken(one.as_of)}") for one in offered]
    context: dict[str, Any] = {
        "title": _("汇总对比"),
        "crumbs": [(_("全县汇总"), reverse("reports:summary-list")), back, (_("汇总对比"), None)],
        "row": row,
        "name": name(row),
        "then": chosen,
        "offered": offered,
        "form": ComparisonForm(initial={"other": chosen and str(chosen.pk)}, choices=choices),
        "compared": None,
    }
    if chosen and present.is_comparable(row.document.snapshot):
        shown(request, row)
        context["compared"] = present.compare(chosen.document.snapshot, row.document.snapshot)
    return render(request, "reports/summaries/comparison.html", context)
