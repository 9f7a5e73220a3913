"""“为什么是我”: the sheet as the department reads it, and the same for the person."""

from typing import Any

from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.acts import perform, shown
from core.documents.views import pdf_of, progress_of
from recall.forms.reasons import ReadingForm
from recall.models import Nomination, ReasonSheet
from recall.models.rehabilitations import CLEARING
from recall.presenters import nominations
from recall.presenters import reasons as present
from recall.services import reasons as acts

_OFFICE, _OWN = present.OFFICE_PAGE, present.OWN_PAGE


def _office(request: HttpRequest, pk: int) -> Nomination:
    """Answer the nomination for the department of its county, else 404."""
    rows = Nomination.objects.visible_to(request.user).select_related("cadre", "unit", "campaign")
    return get_object_or_404(rows, pk=pk, county__in=request.user.counties(*CLEARING))


def _sheets(request: HttpRequest, nomination: Nomination) -> Any:
    rows = ReasonSheet.objects.visible_to(request.user).filter(nomination=nomination)
    return rows.select_related("document")


def _sheet(request: HttpRequest, nomination: Nomination) -> ReasonSheet:
    row = _sheets(request, nomination).newest()
    if row is None:
        raise Http404
    return row


def _own(request: HttpRequest, pk: int) -> ReasonSheet:
    rows = ReasonSheet.objects.told_to(request.user)
    rows = rows.select_related("document", "nomination__cadre", "nomination__campaign")
    row = rows.filter(nomination=pk).order_by("-edition").first()
    if row is None:
        raise Http404
    return row


def reasons(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the sheet; make it where the decision is older than the sheets."""
    row = shown(request, _office(request, pk))

    def show(form: Any, status: int) -> HttpResponse:
        sheet = _sheets(request, row).newest()
        context = {
            "nomination": row,
            "form": form,
            "crumbs": nominations.crumbs(row, _("为什么是我")),
            "refusal": present.refusal(row, request.user),
            "statement_pages": present.statement_pages(row, request.user),
            **present.page(sheet, row, name=_OFFICE, at=timezone.now()),
        }
        return render(request, "recall/reasons/sheet.html", context, status=status)

    if request.method != "POST":
        return show(None, 200)
    return perform(
        request,
        acts.issue,
        row,
        forms.Form(request.POST),
        done=_("说明书正在生成"),
        to=lambda _row: reverse(_OFFICE, args=[pk]),
        show=show,
    )


def reasons_progress(request: HttpRequest, pk: int) -> HttpResponse:
    return _progress(request, _sheet(request, _office(request, pk)), _OFFICE)


def reasons_file(request: HttpRequest, pk: int) -> FileResponse:
    return _file(_sheet(request, shown(request, _office(request, pk), act="download")))


def own_reasons(request: HttpRequest, pk: int) -> HttpResponse:
    """The same sheet, on the person's own page; they may say that they have read it."""
    sheet = shown(request, _own(request, pk))

    def show(form: Any, status: int) -> HttpResponse:
        fresh = _own(request, pk)
        context = {
            "nomination": fresh.nomination,
            "form": form,
            **present.page(fresh, fresh.nomination, name=_OWN, at=timezone.now()),
        }
        return render(request, "recall/own/reasons.html", context, status=status)

    if request.method != "POST":
        return show(None, 200)
    return perform(
        request,
        acts.acknowledge,
        sheet.nomination,
        ReadingForm(request.POST),
        done=_("已登记阅知"),
        to=lambda _row: reverse(_OWN, args=[pk]),
        show=show,
    )


def own_reasons_progress(request: HttpRequest, pk: int) -> HttpResponse:
    return _progress(request, _own(request, pk), _OWN)


def own_reasons_file(request: HttpRequest, pk: int) -> FileResponse:
    return _file(shown(request, _own(request, pk), act="download"))


def _progress(request: HttpRequest, sheet: ReasonSheet, name: str) -> HttpResponse:
    context = present.paper(sheet, name=name, at=timezone.now())
    return progress_of(request, context)


def _file(sheet: ReasonSheet) -> FileResponse:
    """Answer the paper after its hash was checked; 404 while there is none."""
    return pdf_of(sheet.document, name=f"reasons-{sheet.pk}")
