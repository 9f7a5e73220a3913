"""校验 of a nomination's evidence and of a case's notice: a button, the answer on the page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.acts import perform
from core.ui.forms import NoFields
from recall.models import FactEvidence, Nomination
from recall.services import proofs
from recall.views import cases, nominations


@require_POST
def evidence_proof(request: HttpRequest, pk: int) -> HttpResponse:
    """For who works on the nomination; the person concerned reads copies and is 404 here."""
    mine = Nomination.objects.visible_to(request.user)
    rows = FactEvidence.objects.visible_to(request.user).filter(fact__nomination__in=mine)
    row = get_object_or_404(rows.select_related("file", "fact__nomination"), pk=pk)
    nomination = row.fact.nomination
    page = reverse("recall:nomination", args=[nomination.pk])
    return perform(
        request,
        proofs.prove_evidence,
        row,
        NoFields(request.POST),
        done=_("已校验，结果已经登记"),
        to=lambda _row: f"{page}#proof-file-{pk}",
        show=lambda form, status: nominations.show(request, nomination, status=status, form=form),
    )


@require_POST
def notice_proof(request: HttpRequest, pk: int) -> HttpResponse:
    row = cases.scoped(request, pk)
    page = reverse("recall:case", args=[pk])
    return perform(
        request,
        proofs.prove_notice,
        row,
        NoFields(request.POST),
        done=_("已校验，结果已经登记"),
        to=lambda _row: f"{page}#proof-notice",
        show=lambda form, status: cases.show(request, row, status=status, form=form),
    )
