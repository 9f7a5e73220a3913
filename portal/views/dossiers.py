"""The whole way of a case on one page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from core.acts import shown
from portal.presenters import dossiers
from recall.models import Case


def dossier(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Case.objects.visible_to(request.user).select_related(
        "cadre", "unit", "campaign", "nomination", "notice", "receipt"
    )
    case = shown(request, get_object_or_404(rows, pk=pk))
    return render(request, "portal/dossier.html", dossiers.dossier(case, user=request.user))
