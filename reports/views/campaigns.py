"""The figures of one campaign on screen."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from accounts.enums import OFFICE_ROLES, READING_ROLES
from core.dates import legal_day
from core.ui import lists
from recall.models import Campaign, Nomination
from reports.forms import SummaryDateForm, SummaryForm
from reports.forms.figures import CampaignFigureForm, UnitFigureForm
from reports.forms.rhythms import RhythmForm
from reports.presenters import campaign_rows as leading
from reports.presenters import campaigns as present
from reports.queries import campaign_rows as counting


def scoped(request: HttpRequest, pk: int) -> Campaign:
    """Answer the campaign if the user may read the county's figures, else 404."""
    counties = request.user.counties(*OFFICE_ROLES, *READING_ROLES)
    rows = Campaign.objects.visible_to(request.user).filter(county__in=counties)
    return get_object_or_404(rows.select_related("county", "scheme_version"), pk=pk)


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


@require_GET
@vary_on_headers("HX-Request")
def campaign_rows(request: HttpRequest, pk: int) -> HttpResponse:
    """The nominations that a figure counts: `?on` a day, `?n` it, `?cut` a part and `?of` which."""
    row = scoped(request, pk)
    form = CampaignFigureForm(request.GET, today=legal_day(timezone.now()))
    if not leading.is_open(row, request.user) or not form.is_valid():
        raise Http404
    asked = form.cleaned_data
    mine = Nomination.objects.visible_to(request.user)
    rows = counting.within(mine, row, **asked).select_related("cadre", "unit", "campaign")
    title = leading.name(row, **asked)
    context = {
        "title": title,
        "crumbs": leading.crumbs(row, asked["as_of"], title),
        "page": lists.page_of(rows.order_by("-submitted_at", "-pk"), request.GET),
    }
    return render(request, "reports/board_rows.html", context)


@require_GET
@vary_on_headers("HX-Request")
def unit_rows(request: HttpRequest, pk: int) -> HttpResponse:
    """The units, or measures on them, that a figure counts: `?on` a day, `?n` it, `?of` a round."""
    row = scoped(request, pk)
    form = UnitFigureForm(request.GET, today=legal_day(timezone.now()))
    if not leading.is_open(row, request.user) or not form.is_valid():
        raise Http404
    context = leading.units_page(row, **form.cleaned_data)
    context["page"] = lists.page_of(context.pop("rows"), request.GET)
    return render(request, "reports/unit_rows.html", context)
