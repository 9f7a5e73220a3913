"""校验 of an outcome's document: a button, the answer on the page of the assessment."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessment.models import Outcome
from assessment.services import proofs
from assessment.views.assessments import show_case
from core.acts import perform
from core.ui.forms import NoFields


@require_POST
def outcome_proof(request: HttpRequest, pk: int) -> HttpResponse:
    """For who works on the case; the person has another page and is 404 here."""
    rows = Outcome.objects.visible_to(request.user).exclude(case__subject=request.user)
    row = get_object_or_404(rows.select_related("case", "document"), pk=pk)
    page = reverse("assessment:case", args=[row.case_id])
    return perform(
        request,
        proofs.prove_document,
        row,
        NoFields(request.POST),
        done=_("已校验，结果已经登记"),
        to=lambda _row: f"{page}#proof-outcome",
        show=lambda form, status: show_case(request, row.case, status=status, form=form),
    )
