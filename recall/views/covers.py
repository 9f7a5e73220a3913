"""Words of a fact that the person does not read, and the notice of what is alleged as a file."""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.acts import perform, shown
from core.documents.views import pdf_of
from core.ui.forms import NoFields
from recall.forms.covers import CoverForm
from recall.models import Allegation, Fact, Nomination, WordCover
from recall.presenters import covers as present
from recall.presenters import nominations
from recall.presenters.hearings import KEEPERS
from recall.services import covers as acts


def _kept(request: HttpRequest) -> Any:
    """Answer the nominations of the counties where the user prepares hearings."""
    return Nomination.objects.visible_to(request.user).filter(
        county__in=request.user.counties(*KEEPERS)
    )


def fact_cover(request: HttpRequest, pk: int, fact_pk: int) -> HttpResponse:
    """The fact's text, what the person will read of it, and the words that are covered."""
    row = get_object_or_404(_kept(request).select_related("cadre"), pk=pk)
    row = shown(request, row)
    fact = get_object_or_404(row.facts.select_related("ground"), pk=fact_pk)

    def show(form: Any, status: int) -> HttpResponse:
        return _show(request, row, fact, form, status)

    if request.method != "POST":
        return show(CoverForm(), 200)
    return perform(
        request,
        acts.cover,
        fact,
        CoverForm(request.POST),
        done=_("已遮盖，本人看不到这些字词"),
        to=lambda _row: request.path,
        show=show,
    )


def _show(
    request: HttpRequest, row: Nomination, fact: Fact, form: Any, status: int
) -> HttpResponse:
    context = {
        "form": form,
        "title": _("遮盖事实中的字词"),
        "crumbs": nominations.crumbs(row, _("遮盖字词")),
        "back": reverse("recall:nomination", args=[row.pk]),
        **present.page(row, fact, user=request.user),
    }
    return render(request, "recall/nominations/cover.html", context, status=status)


@require_POST
def cover_lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the person read the words after all."""
    rows = WordCover.objects.visible_to(request.user).filter(fact__nomination__in=_kept(request))
    row = get_object_or_404(rows.select_related("fact__ground", "fact__nomination__cadre"), pk=pk)
    fact = row.fact
    return perform(
        request,
        acts.lift,
        row,
        NoFields(request.POST),
        done=_("已取消遮盖"),
        to=lambda _row: reverse("recall:fact-cover", args=[fact.nomination_id, fact.pk]),
        show=lambda form, status: _show(request, fact.nomination, fact, form, status),
    )


def allegation_file(request: HttpRequest, pk: int) -> FileResponse:
    """The notice for the department."""
    return _file(request, Allegation.objects.visible_to(request.user), pk)


def own_allegation_file(request: HttpRequest, pk: int) -> FileResponse:
    """The notice for the person."""
    return _file(request, Allegation.objects.told_to(request.user), pk)


def _file(request: HttpRequest, rows: Any, pk: int) -> FileResponse:
    """Answer the PDF, and keep that it was handed out; 404 while there is none."""
    told = get_object_or_404(rows.select_related("document", "nomination"), nomination=pk)
    answer = pdf_of(told.document)
    shown(request, told.nomination, act="download")
    return answer
