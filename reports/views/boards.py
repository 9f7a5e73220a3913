"""All campaigns of a county or a prefecture on one board."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from accounts.enums import OFFICE_ROLES, READING_ROLES, Role
from core import dates
from core.ui import lists
from recall.models import Nomination
from reports.forms import FigureForm
from reports.presenters import boards as present
from reports.queries import drilling


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """The figures of all counties that the user reads figures of."""
    counties = request.user.counties(*OFFICE_ROLES, *READING_ROLES)
    if not counties:
        raise Http404
    on = dates.legal_day(timezone.now())
    context = present.page(counties, on=on, leads_on=_all_readable(request, counties))
    return render(request, "reports/board.html", context)


def _all_readable(request: HttpRequest, counties: set[int]) -> bool:
    return counties <= request.user.counties(Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER)


@require_GET
@vary_on_headers("HX-Request")
def board_rows(request: HttpRequest) -> HttpResponse:
    """The nominations that a figure of the board counts, `?cut`, `?value` and `?code`."""
    counties = request.user.counties(*OFFICE_ROLES, *READING_ROLES)
    form = FigureForm(request.GET)
    if not counties or not _all_readable(request, counties) or not form.is_valid():
        raise Http404
    asked = form.cleaned_data
    mine = Nomination.objects.visible_to(request.user)
    rows = drilling.within(mine, counties, **asked).select_related("cadre", "unit", "campaign")
    context = {
        "title": present.figure_name(counties, **asked),
        "crumbs": [(_("分析看板"), reverse("reports:board")), (_("明细"), None)],
        "page": lists.page_of(rows.order_by("-submitted_at", "-pk"), request.GET),
    }
    return render(request, "reports/board_rows.html", context)
