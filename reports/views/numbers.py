"""发文登记簿: every number of the department, series by series; one of them made void."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from core.acts import perform, shown
from core.documents import word, wordings
from core.ui import lists
from core.uploads import word_files
from reports import permissions
from reports.forms import VoidForm
from reports.presenters import numbers as present
from reports.queries import numbers as queries
from reports.queries import word_copies
from reports.services import numbers


def _may_void(request: HttpRequest, scope: str) -> bool:
    return permissions.void_number.allows(request.user, queries.county_of(scope))


def _worded(request: HttpRequest, page: Any) -> set[int]:
    rows = word_copies.worded(request.user, *word_copies.READERS)
    return set(rows.filter(pk__in=[one.pk for one in page]).values_list("pk", flat=True))


@require_GET
@vary_on_headers("HX-Request")
def number_list(request: HttpRequest) -> HttpResponse:
    page = lists.page_of(queries.series_of(request.user), request.GET)
    context = {"title": _("发文登记"), "page": page, "lines": present.lines(page)}
    return render(request, "reports/numbers/list.html", context)


@require_GET
@vary_on_headers("HX-Request")
def number_series(request: HttpRequest, pk: int) -> HttpResponse:
    counter = get_object_or_404(queries.series_of(request.user), pk=pk)
    page = lists.page_of(queries.in_series(counter), request.GET)
    title = present.named(counter)
    context = {
        "title": title,
        "crumbs": present.crumbs(title),
        "page": page,
        "series": present.lines([counter])[0],
        "lines": present.rows(
            page, may_void=_may_void(request, counter.scope), worded=_worded(request, page)
        ),
    }
    return render(request, "reports/numbers/series.html", context)


@require_GET
def number_word(request: HttpRequest, pk: int) -> HttpResponse:
    """The text of a paper as Word, to edit on; who took it is kept."""
    row = get_object_or_404(word_copies.worded(request.user), pk=pk)
    if refusal := permissions.take_word.refusal(request.user, queries.county_of(row.scope)):
        raise PermissionDenied(refusal)
    kind = wordings.find(row.kind)
    if kind is None:
        raise Http404
    body = word.build(kind, shown(request, row, act="take_docx").snapshot)
    response = HttpResponse(body, content_type=word_files.TYPE)
    name = f"{row.kind}-{row.year}-{row.number}.docx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def number_void(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(queries.numbers_of(request.user), pk=pk)
    back = reverse("reports:number-series", args=[queries.counter_of(row).pk])

    def show(form: Any, status: int) -> HttpResponse:
        context = {
            "form": form,
            "title": _("作废文号"),
            "submit": _("作废并重新制发"),
            "about": row.reference,
            "crumbs": present.crumbs(_("作废文号")),
            "back": back,
            "after": _("原号留在登记簿上并注明作废，文件按现有记录重新制发，取下一个号。"),
            "refusal": permissions.void_number.refusal(request.user, queries.county_of(row.scope)),
        }
        return render(request, "evidence/act.html", context, status=status)

    if request.method != "POST":
        return show(VoidForm(), 200)
    return perform(
        request,
        numbers.void,
        row,
        VoidForm(request.POST),
        done=_("已作废，新文件正在生成"),
        to=lambda _row: back,
        show=show,
    )
