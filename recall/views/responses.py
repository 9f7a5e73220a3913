"""Answers that several pages of this floor give: files and the progress of a notice."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.documents.views import pdf_of, progress_of
from evidence.enums import EXTENSIONS, FileKind
from evidence.models import EvidenceFile
from evidence.services import files
from recall.models import Case, FactEvidence
from recall.presenters import cases
from recall.queries import hearings


def sealed(response: HttpResponse) -> HttpResponse:
    """Keep a personal file out of caches and out of the site's own context."""
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def evidence_response(evidence: FactEvidence, user: Any) -> HttpResponse:
    """Answer an evidence file as a download; its name says nothing about the person.

    The person gets the black-out copy of a file that has one, and 409 while it is not there.
    """
    file = hearings.handed_out(evidence, user)
    if file is None:
        words = _("遮盖件还没有制作好，请稍后再看。")
        return sealed(HttpResponse(words, "text/plain; charset=utf-8", status=409))
    return download(file, name=f"evidence-{evidence.pk}")


def redacted_response(evidence: FactEvidence) -> HttpResponse:
    """Answer the black-out copy that holds, for the department to look at; 404 without one."""
    redaction = hearings.newest(evidence)
    if redaction is None or redaction.file is None:
        raise Http404
    return download(redaction.file, name=f"evidence-{evidence.pk}")


def download(file: EvidenceFile, *, name: str) -> HttpResponse:
    """Answer an uploaded file as an attachment, and 409 while it is held; `name` has no ending."""
    try:
        content = files.read(file)
    except files.NotReleased as error:
        return sealed(HttpResponse(str(error), "text/plain; charset=utf-8", status=409))
    response = HttpResponse(content, content_type=file.kind)
    ending = EXTENSIONS[FileKind(file.kind)]
    response["Content-Disposition"] = f'attachment; filename="{name}{ending}"'
    return sealed(response)


def notice_response(case: Case) -> FileResponse:
    """Answer the notice's PDF after its hash was checked; 404 while there is none."""
    name = f"notice-{case.notice.year}-{case.notice.number}" if case.notice else ""
    return pdf_of(case.notice, name=name)


def notice_progress(request: HttpRequest, case: Case, *, page: str) -> HttpResponse:
    """Answer the fragment that a page polls; 286 tells htmx to stop."""
    document = case.notice
    if document is None:
        raise Http404
    context = cases.notice(case, page=page, at=timezone.now())
    return progress_of(request, context)
