"""The desk of the comprehensive assessment."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from accounts.enums import Role
from assessment import permissions
from assessment.enums import Part
from assessment.forms.assessments import ConcludeForm, PartForm, ScoreForm
from assessment.models import Assessment
from assessment.presenters import cases as present
from assessment.presenters import parts
from assessment.queries import listing
from assessment.services import assessments
from core.acts import perform, shown
from core.documents.views import pdf_of, progress_of
from core.ui import lists
from core.ui.forms import NoFields
from recall.models import Case
from recall.presenters import closing

_ORDER = {
    "name": "cadre__name",
    "unit": "unit__name",
    "due": "due_on",
    "total": "assessment__total",
}


def scoped(request: HttpRequest, pk: int) -> Case:
    """Answer the case if the user may see it, else 404."""
    rows = Case.objects.visible_to(request.user).select_related(
        "cadre__unit", "unit", "campaign", "nomination", "county"
    )
    return get_object_or_404(rows, pk=pk)


def _assessment(request: HttpRequest, pk: int) -> Assessment:
    rows = Assessment.objects.visible_to(request.user).select_related("case__campaign")
    return get_object_or_404(rows, pk=pk)


@vary_on_headers("HX-Request")
def assessment_list(request: HttpRequest) -> HttpResponse:
    mine = Case.objects.visible_to(request.user)
    view = request.GET.get("view", "pending")
    states = listing.STAGES.get(view, listing.ALL)
    rows = listing.listed(mine).filter(state__in=states)
    rows = lists.in_order(rows, request.GET, by=_ORDER, default="name")
    counts = listing.counts(mine)
    labels = {"pending": _("待考核"), "assessed": _("待决定结果"), "decided": _("已定结果")}
    offered = [(code, labels[code], counts[code]) for code in listing.STAGES]
    context = {
        "title": _("综合考核"),
        "page": lists.page_of(rows, request.GET),
        "tabs": lists.tabs(request.GET, offered),
        "default_sort": "name",
        "may_see_arrived": bool(request.user.counties(Role.COUNTY_ADMIN, Role.DECIDER)),
        "may_read_catalogue": permissions.read_catalogue.allows(request.user, None),
    }
    return render(request, "assessment/assessments/list.html", context)


def case(request: HttpRequest, pk: int) -> HttpResponse:
    return show_case(request, shown(request, scoped(request, pk)))


def show_case(
    request: HttpRequest, row: Case, *, status: int = 200, form: Any = None
) -> HttpResponse:
    """Render the page of a case's assessment as it stands now."""
    fresh = scoped(request, row.pk)
    context = present.detail(fresh, user=request.user, at=timezone.now(), bound=form)
    context["flags"] = closing.of_case(fresh) if context["outcome"] else []
    return render(request, "assessment/assessments/detail.html", context, status=status)


def _page(pk: int) -> str:
    return reverse("assessment:case", args=[pk])


@require_POST
def assessment_open(request: HttpRequest, case_pk: int) -> HttpResponse:
    row = scoped(request, case_pk)
    return perform(
        request,
        assessments.open_,
        row,
        NoFields(request.POST),
        done=_("已开始综合考核"),
        to=lambda _row: _page(case_pk),
        show=lambda form, status: show_case(request, row, status=status, form=form),
    )


@require_POST
def assessment_score(request: HttpRequest, pk: int) -> HttpResponse:
    row = _assessment(request, pk)
    part = request.POST.get("part", "")
    part = part if part in Part.values else ""  # it stands in the ids of the page
    return perform(
        request,
        assessments.score,
        row,
        ScoreForm(request.POST, auto_id=f"id_score_{part}_%s"),
        done=_("已登记得分"),
        to=lambda _row: _page(row.case_id),
        show=lambda form, status: show_case(request, row.case, status=status, form=form),
    )


@require_POST
def assessment_measure(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter what the records of a part come to."""
    row = _assessment(request, pk)
    return perform(
        request,
        assessments.score_by_record,
        row,
        PartForm(request.POST),
        done=_("已按记录计分"),
        to=lambda _row: _page(row.case_id),
        show=lambda form, status: show_case(request, row.case, status=status, form=form),
    )


def assessment_part(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """How one part's score comes about; the person reads it once all is concluded."""
    rows = Assessment.objects.visible_to(request.user).select_related("case__cadre")
    row = shown(request, get_object_or_404(rows, pk=pk))
    if part not in row.weights:
        raise Http404
    context = parts.part(row, part, user=request.user)
    return render(request, "assessment/assessments/part.html", context)


def assessment_form(request: HttpRequest, pk: int) -> HttpResponse:
    """The polled fragment: how far the form is."""
    row = _with_form(request, pk)
    context = parts.form_progress(row, user=request.user, at=timezone.now())
    return progress_of(request, context)


def assessment_form_file(request: HttpRequest, pk: int) -> FileResponse:
    return pdf_of(shown(request, _with_form(request, pk), act="download").document)


def _with_form(request: HttpRequest, pk: int) -> Assessment:
    rows = Assessment.objects.visible_to(request.user).select_related("case", "document")
    return get_object_or_404(rows, pk=pk, document__isnull=False)


@require_POST
def assessment_conclude(request: HttpRequest, pk: int) -> HttpResponse:
    row = _assessment(request, pk)
    return perform(
        request,
        assessments.conclude,
        row,
        ConcludeForm(request.POST, auto_id="id_conclude_%s"),
        done=_("已完成综合考核"),
        to=lambda _row: _page(row.case_id),
        show=lambda form, status: show_case(request, row.case, status=status, form=form),
    )
