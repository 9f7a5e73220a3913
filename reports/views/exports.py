"""Exports: one's own, the request, the second person's word, the file once."""

from functools import partial
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from core import dates
from core.acts import note_refusal, perform, status_of, words_of
from core.errors import DomainError
from core.exports import exporting, sources
from core.ui import lists
from core.ui.forms import NoFields
from reports.forms import ExportForm
from reports.queries import exports, narrowing

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "gb": "text/csv; charset=gb18030",
}


@require_GET
def export_list(request: HttpRequest) -> HttpResponse:
    return _show(request, None, 200)


def _show(request: HttpRequest, form: Any, status: int) -> HttpResponse:
    offered = sources.offered(request.user)
    waiting = exports.to_confirm(request.user)
    labels = {source.name: source.label for source in offered}
    context = {
        "title": _("数据导出"),
        "offered": offered,
        "labels": labels,
        "page": lists.page_of(exports.mine(request.user), request.GET),
        "waiting": _narrowed(request, list(waiting[:50])),
        "form": form,
        "now": timezone.now(),
    }
    if not offered:
        raise Http404
    return render(request, "reports/exports/list.html", context, status=status)


def _narrowed(request: HttpRequest, rows: list[Any]) -> list[Any]:
    """Tell of each row that waits by what it is narrowed."""
    told = narrowing.said_of(request.user, [(row.source, row.asked) for row in rows])
    return [{"row": row, "said": said} for row, said in zip(rows, told, strict=True)]


def export_request(request: HttpRequest) -> HttpResponse:
    """Ask for the list that `?source` names."""
    source = sources.named(request.GET.get("source", ""))
    if source is None or source.scope(request.user) is None:
        raise Http404
    words = "" if "whole" in request.GET else words_of(request, source.name)
    first = {"format": "xlsx", "words": words}
    given = request.GET.dict() | {"on": dates.legal_day(timezone.now()).isoformat()}
    form = ExportForm(request.POST or None, initial=first, source=source.name, given=given)

    def show(form: Any, status: int) -> HttpResponse:
        context = {"source": source, "form": form}
        context["narrowing"] = narrowing.said(request.user, source.name, form.params)
        return render(request, "reports/exports/form.html", context, status=status)

    if request.method != "POST":
        return show(form, 200)
    return perform(
        request,
        exporting.ask,
        source,
        form,
        done=_("已提交；需要复核的，复核后生成"),
        to=lambda _row: reverse("reports:export-list"),
        show=show,
    )


_WORDS = {
    "confirm": (exporting.confirm, gettext_lazy("已同意导出")),
    "refuse": (exporting.refuse, gettext_lazy("已退回")),
}


@require_POST
def export_decide(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    row = get_object_or_404(exports.to_confirm(request.user), pk=pk)
    if name not in _WORDS:
        raise Http404
    act, done = _WORDS[name]
    return perform(
        request,
        act,
        row,
        NoFields(request.POST),
        done=str(done),
        to=lambda _row: reverse("reports:export-list"),
        show=partial(_show, request),
    )


@require_POST
def export_take(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the file out once; a second time the page says why not."""
    row = get_object_or_404(exports.mine(request.user), pk=pk)
    try:
        path = exporting.take(row, by=request.user, at=timezone.now())
    except DomainError as error:
        form = NoFields({})
        form.add_error(None, str(error))
        note_refusal(request, error)
        return _show(request, form, status_of(error))
    if not path.is_file():
        return redirect("reports:export-list")
    response = FileResponse(
        path.open("rb"), as_attachment=True, filename=row.file_name, content_type=TYPES[row.format]
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
