"""Scans: piles and how far they are, pages for a person, papers that came back or did not."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from core.acts import perform, shown
from core.documents import scans as reader
from core.documents.models import Document
from core.documents.presenters import STOP_POLLING
from evidence import permissions
from evidence.forms import scans as forms
from evidence.models import ScanPile, ScanSheet
from evidence.models.scans import SENDERS
from evidence.presenters import scans as present
from evidence.queries import places
from evidence.queries import scans as queries
from evidence.services import files
from evidence.services import scans as acts
from evidence.views.pages import file_response, form_page, posted, sealed

ACTS = {
    "number": (acts.file_by_number, forms.NumberForm, gettext_lazy("已归位")),
    "drop": (acts.drop, forms.WhyForm, gettext_lazy("已登记不归档")),
}


@require_GET
@vary_on_headers("HX-Request")
def scan_list(request: HttpRequest) -> HttpResponse:
    context = present.piles(request.user, request.GET)
    return render(request, "evidence/scans/list.html", context)


def scan_new(request: HttpRequest) -> HttpResponse:
    counties = places.counties(request.user, *SENDERS)
    if not counties:
        raise Http404
    form = forms.PileForm(posted(request), request.FILES or None, counties=counties)
    return form_page(
        request,
        lambda _none, *, county, **told: acts.send(county, **told),
        None,
        form,
        title=_("上传扫描件"),
        crumbs=[*present.crumbs(), (_("上传扫描件"), None)],
        after=_("上传后自动识别；认得的页归到各自的事项，认不出的留给您辨认。"),
        back=reverse("evidence:scan-list"),
        done=_("已收到，正在识别"),
        to=lambda pile: reverse("evidence:scan-pile", args=[pile.pk]),
    )


def _pile(request: HttpRequest, pk: int) -> ScanPile:
    rows = ScanPile.objects.visible_to(request.user).select_related("county", "sent_by")
    return get_object_or_404(rows, pk=pk)


@require_GET
@vary_on_headers("HX-Request")
def scan_pile(request: HttpRequest, pk: int) -> HttpResponse:
    context = present.pile(_pile(request, pk), user=request.user, params=request.GET)
    return render(request, "evidence/scans/pile.html", context)


@require_GET
def scan_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer how far the reading is; when it is done, htmx is told to load the page anew."""
    row = _pile(request, pk)
    status = 200 if row.is_reading else STOP_POLLING
    context = {"pile": row, "progress": present.progress(row)}
    response = render(request, "evidence/scans/_progress.html", context, status=status)
    if not row.is_reading:
        response["HX-Refresh"] = "true"
    return response


@require_GET
@vary_on_headers("HX-Request")
def scan_queue(request: HttpRequest) -> HttpResponse:
    return render(request, "evidence/scans/queue.html", present.queue(request.user, request.GET))


def _sheet(request: HttpRequest, pk: int, *, act: str = "read") -> ScanSheet:
    rows = ScanSheet.objects.visible_to(request.user)
    related = ("pile__county", "pile__sent_by", "page__document", "file", "settled_by")
    return shown(request, get_object_or_404(rows.select_related(*related), pk=pk), act=act)


@require_GET
def scan_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, _sheet(request, pk), None, 200)


def _show(request: HttpRequest, row: ScanSheet, bound: Any, status: int) -> HttpResponse:
    number, drop = (bound if isinstance(bound, kind) else kind() for kind in _FORMS)
    context = present.sheet(row, user=request.user)
    context |= {"number_form": number, "drop_form": drop, "form": bound}
    return render(request, "evidence/scans/sheet.html", context, status=status)


_FORMS = (forms.NumberForm, forms.WhyForm)


@require_POST
def scan_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    row = _sheet(request, pk)
    if name not in ACTS:
        raise Http404
    act, form, done = ACTS[name]
    return perform(
        request,
        act,
        row,
        form(request.POST),
        done=str(done),
        to=lambda _row: reverse("evidence:scan-queue"),
        show=lambda bound, status: _show(request, row, bound, status),
    )


def _with_file(request: HttpRequest, pk: int, *, act: str) -> ScanSheet:
    row = _sheet(request, pk, act=act)
    if row.file is None:
        raise Http404
    return row


@require_GET
def scan_picture(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the page as a picture for the screen."""
    file = _with_file(request, pk, act="read").file
    try:
        body = reader.picture(files.read(file), file.kind)  # type: ignore[arg-type, union-attr]
    except reader.Unreadable as error:
        raise Http404 from error
    return sealed(HttpResponse(body, content_type="image/jpeg"))


@require_GET
def scan_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the page as it was scanned; its name says nothing about anybody."""
    return file_response(_with_file(request, pk, act="download").file, pk=pk)


@require_GET
@vary_on_headers("HX-Request")
def paper_list(request: HttpRequest) -> HttpResponse:
    return render(request, "evidence/scans/papers.html", present.papers(request.user, request.GET))


def _paper(request: HttpRequest, pk: int) -> Document:
    return get_object_or_404(queries.documents(request.user), pk=pk)


@require_GET
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    context = present.paper(_paper(request, pk), user=request.user)
    return render(request, "evidence/scans/paper.html", context)


def paper_waive(request: HttpRequest, pk: int) -> HttpResponse:
    row = _paper(request, pk)
    page = reverse("evidence:paper", args=[pk])
    return form_page(
        request,
        acts.waive,
        row,
        forms.WhyForm(posted(request)),
        title=_("不再收回"),
        about=row.title,
        crumbs=[*present.paper_crumbs(row, page), (_("不再收回"), None)],
        refusal=permissions.waive_paper.refusal(request.user, row),
        after=_("登记后不再列为未收回；以后收到的，仍可扫描归位。"),
        back=page,
        done=_("已登记不再收回"),
        to=lambda _row: page,
    )
