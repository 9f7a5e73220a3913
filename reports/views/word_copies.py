"""The Word of one paper, for offices that edit on: what came back of it, and the next of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.acts import perform, shown
from core.documents.models import Document
from core.ui import lists
from recall.views.responses import download
from reports.forms import WordCopyForm
from reports.models import WordCopy
from reports.presenters import word_copies as present
from reports.queries import word_copies as queries
from reports.services import word_copies as acts


def word_copies(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a paper's copies and how one differs from the paper; take in one more."""
    papers = queries.worded(request.user, *queries.READERS)
    document = shown(request, get_object_or_404(papers, pk=pk))
    own = reverse("reports:word-copies", args=[pk])

    def show(form: Any, status: int) -> HttpResponse:
        context = _page(request, document) | {"form": form}
        return render(request, "reports/numbers/copies.html", context, status=status)

    if request.method != "POST":
        return show(WordCopyForm(), 200)
    return perform(
        request,
        acts.take_in,
        document,
        WordCopyForm(request.POST, request.FILES),
        done=_("改稿已登记，签发的文件没有变"),
        to=lambda _row: own,
        show=show,
    )


def _page(request: HttpRequest, document: Document) -> dict[str, Any]:
    rows = document.word_copies.select_related("file", "returned_by", "document")
    page = lists.page_of(rows.order_by("-number"), request.GET)
    return present.page(document, page, _chosen(rows, request), request.user) | {"page": page}


def _chosen(rows: Any, request: HttpRequest) -> WordCopy | None:
    """Answer the version that `?version` asks for; the newest for nonsense."""
    asked = request.GET.get("version", "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) < 9
    found = rows.filter(number=int(asked)).first() if is_number else None
    return found or rows.order_by("-number").first()


@require_GET
def word_copy_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a copy as it came in; its name says nothing about anybody."""
    found = queries.copies_of(request.user).select_related("document", "file")
    copy = shown(request, get_object_or_404(found, pk=pk), act="take_docx")
    paper = copy.document
    name = f"{paper.kind}-{paper.year}-{paper.number}-v{copy.number}"
    return download(copy.file, name=name)
