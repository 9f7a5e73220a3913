"""All campaigns of a county or a prefecture on one board."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.enums import OFFICE_ROLES, READING_ROLES
from core import dates
from reports.presenters import boards as present


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """The figures of all counties that the user reads figures of."""
    counties = request.user.counties(*OFFICE_ROLES, *READING_ROLES)
    if not counties:
        raise Http404
    context = present.page(counties, on=dates.legal_day(timezone.now()))
    return render(request, "reports/board.html", context)
