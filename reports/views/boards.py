"""All campaigns of a county or a prefecture on one board."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from accounts.enums import OFFICE_ROLES, READING_ROLES, Role
from assessment.models import Appeal
from assessment.models.appeals import READERS as APPEAL_READERS
from assessment.presenters import appeals as appeal_lines
from core import dates
from core.ui import lists
from recall.models import Nomination
from reports.forms.figures import AppealFigureForm, FigureForm, StepFigureForm
from reports.presenters import boards as present
from reports.queries import drilling, ratios


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """The figures of all counties that the user reads figures of."""
    counties = request.user.counties(*OFFICE_ROLES, *READING_ROLES)
    if not counties:
        raise Http404
    on = dates.legal_day(timezone.now())
    context = present.page(
        counties,
        on=on,
        leads_on=_all_readable(request, counties),
        leads_on_appeals=_appeals_readable(request, counties),
    )
    return render(request, "reports/board.html", context | {"ratios": ratios.BOARD})


def _all_readable(request: HttpRequest, counties: set[int]) -> bool:
    return counties <= request.user.counties(Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER)


def _appeals_readable(request: HttpRequest, counties: set[int]) -> bool:
    return counties <= request.user.counties(*APPEAL_READERS)


def _crumbs() -> list[tuple[str, str | None]]:
    return [(_("分析看板"), reverse("reports:board")), (_("明细"), None)]


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
        "crumbs": _crumbs(),
        "page": lists.page_of(rows.order_by("-submitted_at", "-pk"), request.GET),
    }
    return render(request, "reports/board_rows.html", context)


@require_GET
@vary_on_headers("HX-Request")
def board_steps(request: HttpRequest) -> HttpResponse:
    """The nominations that went through `?step`, with the days it took, the longest first."""
    counties = request.user.counties(*OFFICE_ROLES, *READING_ROLES)
    form = StepFigureForm(request.GET)
    if not counties or not _all_readable(request, counties) or not form.is_valid():
        raise Http404
    step = form.cleaned_data["step"]
    mine = Nomination.objects.visible_to(request.user)
    page = lists.page_of(drilling.lasting(mine, counties, step=step), request.GET)
    rows = mine.select_related("cadre", "unit", "campaign").in_bulk([pk for pk, _days in page])
    page.object_list = present.timed(page.object_list, rows)
    told = {"title": present.step_name(step), "crumbs": _crumbs(), "page": page, "is_timed": True}
    return render(request, "reports/board_rows.html", told)


@require_GET
@vary_on_headers("HX-Request")
def board_appeals(request: HttpRequest) -> HttpResponse:
    """The appeals that a figure of the board counts, `?remedy` and `?state`."""
    counties = request.user.counties(*OFFICE_ROLES, *READING_ROLES)
    form = AppealFigureForm(request.GET)
    if not counties or not _appeals_readable(request, counties) or not form.is_valid():
        raise Http404
    mine = Appeal.objects.visible_to(request.user).exclude(case__subject=request.user)
    rows = drilling.of_remedy(mine, counties, **form.cleaned_data)
    related = rows.select_related("case__cadre", "case__unit", "outcome", "pay")
    page = lists.page_of(related.order_by("-filed_at", "-pk"), request.GET)
    context = {
        "title": present.appeals_name(**form.cleaned_data),
        "crumbs": _crumbs(),
        "page": page,
        "lines": [{"row": row, "mark": appeal_lines.mark(row)} for row in page],
        "on": dates.legal_day(timezone.now()),
    }
    return render(request, "assessment/appeals/list.html", context)
