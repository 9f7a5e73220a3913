"""The whole way of a case on one page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from core.acts import shown
from portal.presenters import dossiers, readers
from portal.presenters.trails import mark_from
from recall.models import Case
from recall.permissions import helpers as may


def dossier(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Case.objects.visible_to(request.user).select_related(
        "cadre", "unit", "campaign", "nomination", "notice", "receipt"
    )
    case = shown(request, get_object_or_404(rows, pk=pk))
    return render(request, "portal/dossier.html", dossiers.dossier(case, user=request.user))


def case_readers(request: HttpRequest, pk: int) -> HttpResponse:
    """Who looked at the case, for the administrator who answers for it."""
    rows = Case.objects.visible_to(request.user).select_related("cadre", "unit", "nomination")
    case = get_object_or_404(rows, pk=pk)
    if not may.see_readers.allows(request.user, case):
        raise Http404
    context = readers.page(shown(request, case), mark_from(request.GET.get("after", "")))
    return render(request, "portal/readers.html", context)
