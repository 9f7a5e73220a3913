"""校验 of a nomination's evidence: a button, the answer on the page from which it was pressed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.acts import perform
from core.ui.forms import NoFields
from recall.models import FactEvidence, Nomination
from recall.services import proofs
from recall.views import drafting, nominations


@require_POST
def evidence_proof(request: HttpRequest, pk: int) -> HttpResponse:
    """For who works on the nomination; the person concerned reads copies and is 404 here."""
    mine = Nomination.objects.visible_to(request.user)
    rows = FactEvidence.objects.visible_to(request.user).filter(fact__nomination__in=mine)
    row = get_object_or_404(rows.select_related("file", "fact__nomination"), pk=pk)
    nomination = row.fact.nomination
    drafted = nominations.is_drafted(request, nomination)
    name = "recall:nomination-facts" if drafted else "recall:nomination"
    page = reverse(name, args=[nomination.pk])

    def show(form: Any, status: int) -> HttpResponse:
        if drafted:
            return drafting.show_facts(request, nomination.pk, form, status)
        return nominations.show(request, nomination, status=status, form=form)

    return perform(
        request,
        proofs.prove_evidence,
        row,
        NoFields(request.POST),
        done=_("已校验，结果已经登记"),
        to=lambda _row: f"{page}#proof-file-{pk}",
        show=show,
    )
