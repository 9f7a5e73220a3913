"""Imports of a county: list, upload, dry run with its diff, error workbook, apply, undo."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from accounts.queries.users import administered
from core.acts import perform
from core.dates import legal_day
from core.documents.presenters import STOP_POLLING
from core.imports import definitions, runs, storage, workbooks
from core.imports.models import Action, ImportRun
from core.ui import lists
from core.ui.forms import NoFields
from portal.forms import ImportForm
from portal.presenters import imports as present
from units.models import Jurisdiction

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOVES = {
    "apply": (runs.request_apply, gettext_lazy("已开始写入，完成后会显示在本页")),
    "undo": (runs.request_undo, gettext_lazy("已开始撤销，完成后会显示在本页")),
    "recheck": (runs.recheck, gettext_lazy("已开始重新核对")),
    "drop": (runs.drop, gettext_lazy("已放弃，文件和核对结果已删除")),
}


def _county(request: HttpRequest) -> Jurisdiction:
    county = administered(request.user)
    if county is None:
        raise Http404
    return county


def _definition(request: HttpRequest, kind: str) -> definitions.Definition:
    """Answer an import that the user may handle in the own county."""
    try:
        found = definitions.find(kind)
    except KeyError as error:
        raise Http404 from error
    if not found.may_handle(request.user, _county(request)):
        raise Http404
    return found


def _scoped(request: HttpRequest, pk: int) -> ImportRun:
    rows = ImportRun.objects.visible_to(request.user).select_related("county", "started_by")
    run = get_object_or_404(rows, pk=pk)
    if not definitions.find(run.kind).may_handle(request.user, run.county):
        raise Http404
    return run


@require_GET
@vary_on_headers("HX-Request")
def import_list(request: HttpRequest) -> HttpResponse:
    county = _county(request)
    closed = present.closed(request.user, county)
    rows = ImportRun.objects.visible_to(request.user).exclude(kind__in=closed)
    rows = rows.select_related("started_by")
    page = lists.page_of(rows.order_by("-started_at", "-pk"), request.GET)
    for run in page:
        present.decorated(run)
    context = {
        "title": _("数据导入"),
        "caption": _("导入记录"),
        "page": page,
        "groups": [] if request.htmx else present.catalogue(request.user, county),
        "county": county,
    }
    return render(request, "portal/imports/list.html", context)


def import_upload(request: HttpRequest, kind: str) -> HttpResponse:
    county, definition = _county(request), _definition(request, kind)
    if request.method != "POST":
        context = present.upload(definition, ImportForm())
        return render(request, "portal/imports/upload.html", context)
    return perform(
        request,
        lambda place, **given: runs.start(place, kind=kind, **given),
        county,
        ImportForm(request.POST, request.FILES),
        done=_("已收到，正在核对"),
        to=lambda run: reverse("portal:import-detail", args=[run.pk]),
        show=lambda form, status: render(
            request, "portal/imports/upload.html", present.upload(definition, form), status=status
        ),
    )


@require_GET
def import_template(request: HttpRequest, kind: str) -> HttpResponse:
    county, definition = _county(request), _definition(request, kind)
    lookups = definition.lookups(county, on=legal_day(timezone.now()))
    return _workbook(workbooks.template(definition, lookups), f"template-{kind}.xlsx")


@require_GET
@vary_on_headers("HX-Request")
def import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, _scoped(request, pk))


def _show(
    request: HttpRequest, run: ImportRun, bound: tuple | None = None, status: int = 200
) -> HttpResponse:
    offered = present.tabs(run)
    asked = request.GET.get("view", offered[0][0])
    action = asked if asked in Action.values else offered[0][0]
    rows = run.rows.filter(action=action).order_by("number")
    page = lists.page_of(rows, request.GET)
    context = present.detail(
        run, user=request.user, at=timezone.now(), page=page, action=action, bound=bound
    )
    context["tabs"] = lists.tabs(request.GET, offered)
    return render(request, "portal/imports/detail.html", context, status=status)


@require_GET
def import_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer how far the job is; when it is done, htmx is told to load the page anew."""
    run = present.decorated(_scoped(request, pk))
    context = {"run": run, "progress": present.progress(run)}
    polls = run.is_waiting or run.errors_due
    status = 200 if polls else STOP_POLLING
    response = render(request, "portal/imports/_progress.html", context, status=status)
    if not polls:
        response["HX-Refresh"] = "true"
    return response


@require_GET
def import_errors(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the wrong rows as a workbook; its name holds the run's number only."""
    run = _scoped(request, pk)
    if not run.has_errors_file:
        raise Http404
    if run.errors_path:
        content = storage.read(run.errors_path)
    else:
        content = workbooks.wrong_rows(run, definitions.find(run.kind))
    return _workbook(content, f"import-{run.pk}-errors.xlsx")


@require_POST
def import_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    run = _scoped(request, pk)
    if name not in MOVES:
        raise Http404
    act, done = MOVES[name]
    return perform(
        request,
        act,
        run,
        NoFields(request.POST),
        done=str(done),
        to=lambda row: reverse("portal:import-detail", args=[row.pk]),
        show=lambda form, status: _show(request, _scoped(request, pk), (name, form), status),
    )


def _workbook(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
