"""Return and relapse: what the county learns from those who went back."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.enums import OFFICE_ROLES, READING_ROLES
from core import dates
from reports.presenters import relapses as present


@require_GET
def relapse(request: HttpRequest) -> HttpResponse:
    """The shares of all counties that the user reads figures of."""
    counties = request.user.counties(*OFFICE_ROLES, *READING_ROLES)
    if not counties:
        raise Http404
    own = request.user.counties(*OFFICE_ROLES)  # a mentor is named to the own county's office alone
    context = present.page(counties, named=own, on=dates.legal_day(timezone.now()))
    return render(request, "reports/relapses.html", context)
