"""样张 of a version of a paper's words: asked for, its progress, the way to the file."""

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.acts import perform
from core.documents.models import Document
from core.documents.views import pdf_of, progress_of
from core.ui.forms import NoFields
from schemes import permissions
from schemes.presenters import wording_samples as present
from schemes.queries import wording_samples as queries
from schemes.services import wording_samples
from schemes.views.wordings import scoped, show


@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    row = scoped(request, pk)
    if refusal := permissions.sample_wording.refusal(request.user, row):
        raise PermissionDenied(refusal)
    return perform(
        request,
        wording_samples.ask,
        row,
        NoFields(request.POST),
        done=_("已申请生成，完成后会出现在本页"),
        to=lambda _document: reverse("schemes:wording", args=[pk]),
        show=lambda form, status: show(request, scoped(request, pk), form, status),
    )


def _sample(request: HttpRequest, pk: int, paper_pk: int) -> Document:
    return get_object_or_404(queries.of_version(scoped(request, pk)), pk=paper_pk)


@require_GET
def sample(request: HttpRequest, pk: int, paper_pk: int) -> HttpResponse:
    """Answer how far a sample is."""
    row = _sample(request, pk, paper_pk)
    return progress_of(request, present.progress_of(row, pk, at=timezone.now()))


@require_GET
def sample_file(request: HttpRequest, pk: int, paper_pk: int) -> FileResponse:
    """Answer the PDF after its hash was checked; its name says that it is a sample."""
    row = _sample(request, pk, paper_pk)
    return pdf_of(row, name=f"sample-{pk}-{row.pk}")
