"""A statement on paper: the form is printed, its pages come back, the desk confirms them."""

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
from recall.models import Nomination
from recall.presenters import statements as present
from recall.presenters.hearings import KEEPERS
from recall.queries import statement_papers as queries
from recall.services import statement_papers as acts


def _kept(request: HttpRequest, pk: int) -> Nomination:
    counties = request.user.counties(*KEEPERS)
    rows = Nomination.objects.visible_to(request.user).filter(county__in=counties)
    return get_object_or_404(rows.select_related("cadre", "campaign", "county"), pk=pk)


def statement_forms(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the forms printed for a person and the pages that came back, and print one more."""
    row = shown(request, _kept(request, pk))

    def show(form: Any, status: int) -> HttpResponse:
        context = present.page(row, user=request.user, at=timezone.now()) | {"form": form}
        return render(request, "recall/nominations/forms.html", context, status=status)

    if request.method != "POST":
        return show(NoFields(), 200)
    return perform(
        request,
        acts.request,
        row,
        NoFields(request.POST),
        done=_("已申请生成，完成后会出现在本页"),
        to=lambda _row: reverse("recall:statement-forms", args=[pk]),
        show=show,
    )


def _form(request: HttpRequest, pk: int, paper_pk: int) -> Document:
    return get_object_or_404(queries.of_nomination(_kept(request, pk)), pk=paper_pk)


@require_GET
def statement_form(request: HttpRequest, pk: int, paper_pk: int) -> HttpResponse:
    """Answer how far a form is."""
    row = _form(request, pk, paper_pk)
    return progress_of(request, present.progress_of(row, pk, at=timezone.now()))


@require_GET
def statement_form_file(request: HttpRequest, pk: int, paper_pk: int) -> FileResponse:
    """Answer the PDF after its hash was checked; its name holds numbers, no person."""
    row = _form(request, pk, paper_pk)
    if not row.is_ready:
        raise Http404
    shown(request, _kept(request, pk), act="download")
    return pdf_of(row, name=f"statement-{pk}-{row.pk}")
