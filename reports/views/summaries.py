"""Summaries: the list, the request, the way to the file."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from accounts.enums import OFFICE_ROLES, READING_ROLES
from core.acts import perform, shown
from core.dates import legal_day
from core.documents.views import pdf_of, progress_of
from core.ui import lists
from recall.models import Campaign
from reports.forms import SummaryForm
from reports.models import Summary
from reports.presenters import campaigns as present
from reports.queries import prefecture
from reports.services import summaries
from reports.views import campaigns


@require_GET
@vary_on_headers("HX-Request")
def summary_list(request: HttpRequest) -> HttpResponse:
    counties = request.user.counties(*OFFICE_ROLES, *READING_ROLES)
    rows = Campaign.objects.visible_to(request.user).filter(county__in=counties)
    rows = rows.exclude(state="DRAFT").select_related("county").order_by("-launched_at", "-pk")
    context = {"title": _("全县汇总"), "page": lists.page_of(rows, request.GET)}
    context["prefectures"] = list(prefecture.of_user(request.user))
    return render(request, "reports/summaries/list.html", context)


@require_POST
def summary_request(request: HttpRequest, pk: int) -> HttpResponse:
    row = campaigns.scoped(request, pk)
    return perform(
        request,
        summaries.request_summary,
        row,
        SummaryForm(request.POST, on=legal_day(timezone.now())),
        done=_("已申请生成汇总表，完成后会出现在本页"),
        to=lambda _row: reverse("reports:campaign", args=[pk]),
        show=lambda form, status: campaigns.show(request, row, form, status),
    )


def _scoped(request: HttpRequest, pk: int) -> Summary:
    rows = Summary.objects.visible_to(request.user).select_related("document", "campaign__county")
    return get_object_or_404(rows, pk=pk)


@require_GET
def summary_progress(request: HttpRequest, pk: int) -> HttpResponse:
    row = _scoped(request, pk)
    context = present.progress(row, user=request.user, at=timezone.now())
    return progress_of(request, context)


@require_GET
def summary_file(request: HttpRequest, pk: int) -> FileResponse:
    """Answer the PDF after its hash was checked; its name holds county and day, no person."""
    row = _scoped(request, pk)
    if not row.document.is_ready:
        raise Http404
    shown(request, row, act="download")
    return pdf_of(row.document, name=f"summary-{row.campaign.county.code}-{row.as_of:%Y%m%d}")
