"""批量打印: choose, see what it costs, start, watch, cancel, go on, take both files."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from core.acts import note_refusal, perform, status_of
from core.documents.presenters import STOP_POLLING
from core.errors import DomainError
from core.prints import printing
from core.prints import series as offers
from core.prints.models import PrintRun
from core.prints.series import Series
from core.ui.forms import NoFields
from recall.forms.prints import PrintForm
from recall.models import Campaign
from recall.presenters import prints as present
from recall.queries import prints as queries

_TYPES = {printing.VOLUME: "application/pdf", printing.ARCHIVE: "application/zip"}
_NAMES = {printing.VOLUME: "volume", printing.ARCHIVE: "papers"}


def _campaign(request: HttpRequest, pk: int) -> Campaign:
    return get_object_or_404(Campaign.objects.visible_to(request.user), pk=pk)


def _offered(request: HttpRequest, campaign: Campaign) -> list[Series]:
    offered = offers.offered(request.user, {"campaign": campaign.pk})
    if not offered:
        raise PermissionDenied(_("只有办理送达的人员可以批量打印。"))
    return offered


def _form(request: HttpRequest, campaign: Campaign, data: Any) -> PrintForm:
    units = queries.units(request.user, campaign)
    series = _offered(request, campaign)
    first = {"kind": series[0].name, "waiting": "on"}
    return PrintForm(data or first, campaign=campaign, units=units, series=series)


def campaign_prints(request: HttpRequest, pk: int) -> HttpResponse:
    """What a bulk print would be and cost, and one's own; a POST starts one."""
    campaign = _campaign(request, pk)
    if request.method != "POST":
        return _show(request, campaign, _form(request, campaign, request.GET), 200)
    return perform(
        request,
        _ask,
        campaign,
        _form(request, campaign, request.POST),
        done=_("已开始批量打印，进度显示在本页"),
        to=lambda _row: reverse("recall:campaign-prints", args=[pk]),
        show=lambda form, status: _show(request, campaign, form, status),
    )


def _ask(
    _campaign: Campaign, *, series: Series, params: dict[str, Any], by: Any, at: datetime
) -> PrintRun:
    return printing.ask(series, params=params, by=by, at=at)


def _show(request: HttpRequest, campaign: Campaign, form: Any, status: int) -> HttpResponse:
    form.is_valid()
    series, params = form.cleaned_data["series"], form.cleaned_data["params"]
    papers = series.papers(request.user, params) if series else None
    context = present.page(
        campaign,
        user=request.user,
        form=form,
        estimate=present.estimate(papers) if papers is not None else None,
        at=timezone.now(),
    )
    return render(request, "recall/campaigns/prints.html", context, status=status)


def _run(request: HttpRequest, pk: int) -> PrintRun:
    rows = PrintRun.objects.of_person(request.user).with_counts()
    return get_object_or_404(rows.defer("about_ids"), pk=pk)


@require_GET
def print_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The polled fragment: how far a run is."""
    row = _run(request, pk)
    context = {"line": present.line(row, at=timezone.now())}
    status = 200 if row.is_running else STOP_POLLING
    return render(request, "recall/campaigns/_print.html", context, status=status)


_MOVES = {
    "cancel": (printing.cancel, gettext_lazy("已取消；已经印好的不会丢失，可以继续")),
    "resume": (printing.resume, gettext_lazy("已继续，印好的不再重印")),
}


@require_POST
def print_move(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    row = _run(request, pk)
    if name not in _MOVES:
        raise Http404
    act, done = _MOVES[name]
    campaign = _campaign(request, row.params["campaign"])
    return perform(
        request,
        act,
        row,
        NoFields(request.POST),
        done=str(done),
        to=lambda _row: reverse("recall:campaign-prints", args=[campaign.pk]),
        show=lambda form, status: _again(request, campaign, form, status),
    )


def _again(request: HttpRequest, campaign: Campaign, refused: Any, status: int) -> HttpResponse:
    """Show the page with why an act on a run was refused."""
    form = _form(request, campaign, None)
    for sentence in refused.non_field_errors():
        form.add_error(None, sentence)
    return _show(request, campaign, form, status)


@require_POST
def print_file(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """Hand a file out while its time lasts; afterwards the page says why not."""
    row = _run(request, pk)
    if ending not in _TYPES:
        raise Http404
    try:
        path = printing.take(row, ending=ending, by=request.user, at=timezone.now())
    except DomainError as error:
        form = NoFields({})
        form.add_error(None, str(error))
        note_refusal(request, error)
        campaign = _campaign(request, row.params["campaign"])
        return _again(request, campaign, form, status_of(error))
    if not path.is_file():
        return redirect("recall:campaign-prints", row.params["campaign"])
    name = f"{_NAMES[ending]}-{row.uid.hex[:12]}.{ending}"
    response = FileResponse(
        path.open("rb"), as_attachment=True, filename=name, content_type=_TYPES[ending]
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
