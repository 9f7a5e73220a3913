"""The figures of one campaign on screen."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from accounts.enums import OFFICE_ROLES, READING_ROLES
from core.dates import legal_day
from recall.models import Campaign
from reports.forms import RhythmForm, SummaryDateForm, SummaryForm
from reports.presenters import campaigns as present


def scoped(request: HttpRequest, pk: int) -> Campaign:
    """Answer the campaign if the user may read the county's figures, else 404."""
    counties = request.user.counties(*OFFICE_ROLES, *READING_ROLES)
    rows = Campaign.objects.visible_to(request.user).filter(county__in=counties)
    return get_object_or_404(rows.select_related("county"), pk=pk)


def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    row = scoped(request, pk)
    today = legal_day(timezone.now())
    asked = SummaryForm(request.GET, on=today) if "as_of" in request.GET else None
    if asked is not None and not asked.is_valid():
        return show(request, row, asked, 422)
    return show(request, row, asked or SummaryForm(on=today), 200)


def show_ordering(request: HttpRequest, row: Campaign, form: Any, status: int) -> HttpResponse:
    """Answer the page after ordering a day, or dropping one, was refused."""
    today = legal_day(timezone.now())
    ordering = form if isinstance(form, SummaryDateForm) else SummaryDateForm()
    rhythm = form if isinstance(form, RhythmForm) else RhythmForm()
    more = {"ordering": ordering, "rhythm_form": rhythm, "refused": form}
    return show(request, row, SummaryForm(on=today), status, **more)


def show(request: HttpRequest, row: Campaign, form: Any, status: int, **more: Any) -> HttpResponse:
    """Answer the page with a form that was or was not filled in."""
    now = timezone.now()
    asked = getattr(form, "cleaned_data", {}).get("as_of")
    as_of = min(asked or legal_day(now), legal_day(now))
    context = present.detail(
        row, as_of=as_of, user=request.user, at=now, every_unit=request.GET.get("units") == "all"
    )
    empty = {"ordering": SummaryDateForm(), "rhythm_form": RhythmForm(), "refused": form}
    context |= {"form": form, **empty, **more}
    return render(request, "reports/campaigns/detail.html", context, status=status)
