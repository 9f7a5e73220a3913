"""后果日历: what a decision would bring about and when, read before it is taken."""

from itertools import chain

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from assessment import permissions
from assessment.forms.consequences import AskedForm
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
    """What follows from the outcomes that the law allows, or from the one that was decided.

    Posted from a form of an outcome, it reads the condition that stands there and keeps nothing.
    """
    case = scoped(request, case_pk)
    if refusal := permissions.read_catalogue.refusal(request.user, None):
        raise PermissionDenied(refusal)
    shown(request, case)
    on = dates.legal_day(timezone.now())
    if request.method != "POST":
        return render(request, _PAGE, present.of_outcome(case, on=on))
    form = AskedForm(request.POST, on=on)
    if not form.is_valid():
        told = {"asked_error": " ".join(str(one) for one in chain(*form.errors.values()))}
        return render(request, _PAGE, present.of_outcome(case, on=on) | told, status=422)
    told = {"asked": form.cleaned_data["asked"], "chosen": form.cleaned_data["kind"]}
    return render(request, _PAGE, present.of_outcome(case, on=form.cleaned_data["held_on"], **told))
