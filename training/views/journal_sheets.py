"""Journal pages on paper: printed for a posting, their progress, the way to the file."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.acts import perform, shown
from core.documents.models import Document
from core.documents.views import pdf_of, progress_of
from core.ui.forms import NoFields
from training.models import PracticePosting
from training.presenters import journal_sheets as present
from training.queries import journal_sheets as queries
from training.services import journal_sheets as acts


def _posting(request: HttpRequest, pk: int) -> PracticePosting:
    rows = PracticePosting.objects.visible_to(request.user)
    row = get_object_or_404(rows.select_related("case__cadre", "host_unit"), pk=pk)
    if present.refusal(row, request.user):
        raise Http404
    return row


def journal_sheets(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the pages printed for a posting, and print one more."""
    row = shown(request, _posting(request, pk))

    def show(form: Any, status: int) -> HttpResponse:
        context = present.page(row, at=timezone.now()) | {"form": form}
        return render(request, "training/postings/sheets.html", context, status=status)

    if request.method != "POST":
        return show(NoFields(), 200)
    return perform(
        request,
        acts.request,
        row,
        NoFields(request.POST),
        done=_("已申请生成，完成后会出现在本页"),
        to=lambda _row: reverse("training:journal-sheets", args=[pk]),
        show=show,
    )


def _sheet(request: HttpRequest, pk: int, paper_pk: int) -> Document:
    return get_object_or_404(queries.of_posting(_posting(request, pk)), pk=paper_pk)


@require_GET
def journal_sheet(request: HttpRequest, pk: int, paper_pk: int) -> HttpResponse:
    """Answer how far a page is."""
    row = _sheet(request, pk, paper_pk)
    context = present.progress_of(row, pk, at=timezone.now())
    return progress_of(request, context)


@require_GET
def journal_sheet_file(request: HttpRequest, pk: int, paper_pk: int) -> FileResponse:
    """Answer the PDF after its hash was checked; its name holds numbers, no person."""
    row = _sheet(request, pk, paper_pk)
    if not row.is_ready:
        raise Http404
    shown(request, _posting(request, pk), act="download")
    return pdf_of(row, name=f"journal-{pk}-{row.pk}")
