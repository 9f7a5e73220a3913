"""张贴件 of a 公示: asked for, how far it is, the file while it may hang."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assessment.forms.disclosures import NoticeForm
from assessment.models import Disclosure
from assessment.presenters import disclosure_papers as present
from assessment.queries import disclosure_papers as queries
from assessment.regulations import disclosures as rules
from assessment.services import disclosure_papers as acts
from assessment.views.disclosures import show
from core import dates
from core.acts import perform, shown
from core.documents.models import Document
from core.documents.standings import Standing, standing
from core.documents.views import pdf_of, progress_of
from evidence.views.pages import sealed


def _row(request: HttpRequest, pk: int) -> Disclosure:
    rows = Disclosure.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("county"), pk=pk)


@require_POST
def paper_ask(request: HttpRequest, pk: int) -> HttpResponse:
    return perform(
        request,
        acts.request,
        _row(request, pk),
        NoticeForm(request.POST),
        done=_("已申请生成，完成后会出现在本页"),
        to=lambda _document: reverse("assessment:disclosure", args=[pk]),
        show=lambda form, status: show(request, pk, form=form, status=status),
    )


def _paper(row: Disclosure, pk: int) -> Document:
    return get_object_or_404(queries.of_disclosure(row), pk=pk)


@require_GET
def paper_progress(request: HttpRequest, pk: int, paper_pk: int) -> HttpResponse:
    row = _row(request, pk)
    context = present.progress(row, _paper(row, paper_pk), at=timezone.now())
    return progress_of(request, context)


@require_GET
def paper_file(request: HttpRequest, pk: int, paper_pk: int) -> HttpResponse:
    """The PDF while it may hang; after that nobody prints it anew."""
    row = _row(request, pk)
    paper = _paper(row, paper_pk)
    if not paper.is_ready:
        raise Http404
    rule, on = rules.paper_still_hangs, dates.legal_day(timezone.now())
    if not rule.is_kept(standing(paper, on) == Standing.CURRENT):
        words = _("%(text)s（%(note)s）") % {"text": rule.sentence, "note": rule.number}
        return sealed(HttpResponse(words, "text/plain; charset=utf-8", status=409))
    for one in queries.up(row):
        shown(request, one, act="download")
    return pdf_of(paper, name=f"disclosure-{paper.year}-{paper.number}")
