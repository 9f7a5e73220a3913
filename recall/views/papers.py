"""A meeting's papers: asked for, their progress, the way to the file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.acts import perform, shown
from core.documents.views import pdf_of, progress_of
from core.ui.forms import NoFields
from recall.enums import PaperKind
from recall.models import Meeting, MeetingPaper
from recall.presenters import meetings as present
from recall.services import papers
from recall.views.meetings import scoped, show


@require_POST
def paper_request(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    row = scoped(request, pk)
    if kind.upper() not in PaperKind.values:
        raise Http404
    return perform(
        request,
        lambda meeting, **who: papers.request_paper(meeting, kind=kind.upper(), **who),
        row,
        NoFields(request.POST),
        done=_("已申请生成，完成后会出现在本页"),
        to=lambda _row: reverse("recall:meeting", args=[pk]),
        show=lambda form, status: show(request, row, form, status),
    )


def _paper(request: HttpRequest, pk: int, paper_pk: int) -> MeetingPaper:
    """Answer a paper of a meeting that the user may see; 404 if it is closed to them."""
    row: Meeting = scoped(request, pk)
    if present.is_closed_to(row, request.user):
        raise Http404
    return get_object_or_404(row.papers.select_related("document"), pk=paper_pk)


@require_GET
def paper_progress(request: HttpRequest, pk: int, paper_pk: int) -> HttpResponse:
    row = _paper(request, pk, paper_pk)
    context: dict[str, Any] = present.progress(row, at=timezone.now())
    return progress_of(request, context)


@require_GET
def paper_file(request: HttpRequest, pk: int, paper_pk: int) -> HttpResponse:
    """Answer the PDF after its hash was checked; its name holds numbers, no person."""
    row = _paper(request, pk, paper_pk)
    if not row.document.is_ready:
        raise Http404
    shown(request, row, act="download")
    return pdf_of(row.document, name=f"meeting-{row.meeting_id}-{row.kind.lower()}")
