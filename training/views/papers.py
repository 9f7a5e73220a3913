"""A class's papers: asked for, their progress, the way to the file."""

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
from training.forms.rosters import PaperForm
from training.models import TrainingClass
from training.presenters import classes as present_classes
from training.presenters import rosters as present
from training.queries import papers as queries
from training.services import papers
from training.views.classes import scoped


def _run(request: HttpRequest, pk: int) -> TrainingClass:
    """Answer the class if the user runs it; its papers name every trainee."""
    row = scoped(request, pk)
    if present_classes.plan_refusal(request.user, row):
        raise Http404
    return row


def class_papers(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a class's papers, and ask for one."""
    row = _run(request, pk)

    def show(form: Any, status: int) -> HttpResponse:
        context = present.papers_page(row, at=timezone.now()) | {"form": form}
        return render(request, "training/classes/papers.html", context, status=status)

    if request.method != "POST":
        return show(PaperForm(initial={"on": row.opens_on}), 200)
    return perform(
        request,
        papers.request,
        row,
        PaperForm(request.POST),
        done=_("已申请生成，完成后会出现在本页"),
        to=lambda _row: reverse("training:class-papers", args=[pk]),
        show=show,
    )


def _paper(request: HttpRequest, pk: int, paper_pk: int) -> Document:
    return get_object_or_404(queries.of_class(_run(request, pk)), pk=paper_pk)


@require_GET
def class_paper(request: HttpRequest, pk: int, paper_pk: int) -> HttpResponse:
    """Answer how far a paper is."""
    row = _paper(request, pk, paper_pk)
    context = present.progress(row, pk, at=timezone.now())
    return progress_of(request, context)


@require_GET
def class_paper_file(request: HttpRequest, pk: int, paper_pk: int) -> FileResponse:
    """Answer the PDF after its hash was checked; its name holds numbers, no person."""
    row = _paper(request, pk, paper_pk)
    if not row.is_ready:
        raise Http404
    shown(request, scoped(request, pk), act="download")
    return pdf_of(row, name=f"class-{pk}-{row.pk}")
