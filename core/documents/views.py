"""Handing out a document's file; every floor that shows one comes here."""

from django.http import FileResponse, Http404

from core.documents import storage
from core.documents.models import Document


def pdf_of(document: Document | None, *, name: str = "") -> FileResponse:
    """Answer the PDF after its hash was checked, to be saved, kept by no cache.

    :param name: without the ending, of numbers alone; otherwise made of kind, year and number

    :raises Http404: there is no document, or no file yet
    :raises DocumentDamaged: the file is not the one issued
    """
    if document is None or not document.is_ready:
        raise Http404
    response = FileResponse(
        storage.open_verified(document),
        as_attachment=True,
        filename=f"{name or _name(document)}.pdf",
        content_type="application/pdf",
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _name(document: Document) -> str:
    return f"{document.kind}-{document.year}-{document.number or document.pk}"
