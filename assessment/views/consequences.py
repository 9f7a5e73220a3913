"""后果日历: what a decision would bring about and when, read before it is taken."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from assessment import permissions
from assessment.presenters import consequences as present
from assessment.views.assessments import scoped
from core import dates
from core.acts import shown
from recall.models import Nomination

_PAGE = "assessment/consequences.html"


def recall_consequences(request: HttpRequest, pk: int) -> HttpResponse:
    """What follows if the recall of a nominee is decided today."""
    rows = Nomination.objects.visible_to(request.user)
    rows = rows.select_related("cadre", "campaign__scheme_version__scheme")
    row = shown(request, get_object_or_404(rows, pk=pk))
    on = dates.legal_day(timezone.now())
    return render(request, _PAGE, present.of_recall(row, on=on))


def outcome_consequences(request: HttpRequest, case_pk: int) -> HttpResponse:
    """What follows if one of the outcomes that the law allows is decided today."""
    case = scoped(request, case_pk)
    if refusal := permissions.read_catalogue.refusal(request.user, None):
        raise PermissionDenied(refusal)
    shown(request, case)
    on = dates.legal_day(timezone.now())
    return render(request, _PAGE, present.of_outcome(case, on=on))
