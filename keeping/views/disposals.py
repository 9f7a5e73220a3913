"""到期清单: the lists, one list with its lines, review, decision, progress and certificate."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.vary import vary_on_headers

from core.acts import shown
from core.documents.presenters import STOP_POLLING
from core.documents.views import pdf_of
from core.ui import lists
from evidence.views.pages import form_page, posted
from keeping import forms, permissions
from keeping import presenters as present
from keeping.models import Disposal, DisposalLine
from keeping.queries import handing
from keeping.queries import lists as queries
from keeping.services import disposals

_TITLE = gettext_lazy("到期清单")


def _row(request: HttpRequest, pk: int) -> Disposal:
    rows = Disposal.objects.visible_to(request.user)
    related = rows.select_related("county", "proposed_by", "decided_by", "certificate")
    return get_object_or_404(related, pk=pk)


def _to(row: Disposal) -> str:
    return reverse("keeping:disposal", args=[row.pk])


@vary_on_headers("HX-Request")
def disposal_list(request: HttpRequest) -> HttpResponse:
    view = request.GET.get("view", "waiting")
    rows = queries.disposals(request.user, view if view in queries.VIEWS else "waiting")
    page = lists.page_of(rows, request.GET)
    context = {
        "title": _TITLE,
        "crumbs": present.crumbs("keeping:disposal-list", str(_TITLE)),
        "page": page,
        "tabs": present.tabs(request.GET, _("待办"), _("已结束"), _("全部")),
        "lines": [{"row": row, "mark": present.mark(row)} for row in page],
    }
    return render(request, "keeping/disposals.html", context)


@vary_on_headers("HX-Request")
def disposal(request: HttpRequest, pk: int) -> HttpResponse:
    """One list; reading it is noted once, and each row about a person where it is opened."""
    row = shown(request, _row(request, pk))
    page = lists.page_of(row.lines.order_by("due_on", "pk"), request.GET)
    context = present.detail(row, page, user=request.user)
    context["crumbs"] = present.crumbs("keeping:disposal-list", str(_TITLE), context["title"])
    return render(request, "keeping/disposal.html", context)


def disposal_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Review a list, or decide upon it."""
    row = _row(request, pk)
    if name == "review":
        form: Any = forms.ReviewCasesForm if present.needs_handing_over(row) else forms.ReviewForm
        act, title, rule = disposals.propose, _("审核清单"), permissions.review_disposal
    elif name == "decide":
        form, act, title = forms.DecideForm, disposals.decide, _("批准销毁")
        rule = permissions.decide_disposal
    else:
        raise Http404
    return form_page(
        request,
        act,
        row,
        form(posted(request)),
        done=_("已登记"),
        to=_to,
        title=title,
        about=f"{row.get_kind_display()}　{row.county.name}",
        crumbs=present.crumbs("keeping:disposal-list", str(_TITLE), title),
        after=_("审核和批准由两个人分别办理；批准后逐件销毁，不能恢复。"),
        back=_to(row),
        refusal=rule.refusal(request.user, row),
    )


def line_strike(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one line off a list."""
    rows = DisposalLine.objects.visible_to(request.user).select_related("disposal__county")
    line = get_object_or_404(rows, pk=pk)
    row = line.disposal
    return form_page(
        request,
        disposals.strike,
        line,
        forms.ReasonForm(posted(request)),
        done=_("已剔除"),
        to=lambda _line: _to(row),
        title=_("剔除"),
        about=row.get_kind_display(),
        crumbs=present.crumbs("keeping:disposal-list", str(_TITLE), _("剔除")),
        after=_("剔除后再保管一年，到时重新列入清单。"),
        back=_to(row),
        refusal=permissions.review_disposal.refusal(request.user, row),
    )


def disposal_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer how far the job is; when it is done, htmx is told to load the page anew."""
    row = _row(request, pk)
    context = {"disposal": row, "progress": present.progress(row)}
    status = 200 if row.finished_at is None else STOP_POLLING
    response = render(request, "keeping/_progress.html", context, status=status)
    if row.finished_at:
        response["HX-Refresh"] = "true"
    return response


def manifest(request: HttpRequest, pk: int) -> HttpResponse:
    """The volumes of a list as XML, for the archives; 404 where there is none to hand over."""
    row = _row(request, pk)
    found = handing.volumes(row, request.user) if present.may_hand_over(row) else []
    if not found:
        raise Http404
    shown(request, row, act="download")
    response = HttpResponse(handing.manifest(row, found), content_type="application/xml")
    response["Content-Disposition"] = f'attachment; filename="volumes-{row.pk}.xml"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def certificate(request: HttpRequest, pk: int) -> FileResponse:
    """The certificate as a PDF."""
    row = shown(request, _row(request, pk), act="download")
    return pdf_of(row.certificate)
