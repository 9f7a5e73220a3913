"""A prefecture's summary: its counties side by side, the request, the way to the file."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.acts import perform, shown
from core.dates import legal_day
from core.documents.views import pdf_of, progress_of
from reports.forms import PrefectureForm, SummaryDateForm
from reports.forms.rhythms import PrefectureRhythmForm
from reports.models import PrefectureSummary
from reports.presenters import prefectures as present
from reports.queries import prefecture as queries
from reports.services import prefectures
from units.models import Jurisdiction


def scoped(request: HttpRequest, pk: int) -> Jurisdiction:
    """Answer the prefecture if the user holds a role on it, not only on one of its counties."""
    return get_object_or_404(queries.of_user(request.user), pk=pk)


@require_GET
def prefecture(request: HttpRequest, pk: int) -> HttpResponse:
    row = scoped(request, pk)
    today = legal_day(timezone.now())
    years = queries.years_of(row)
    if "as_of" not in request.GET:
        return _show(request, row, PrefectureForm(on=today, years=years), 200)
    form = PrefectureForm(request.GET, on=today, years=years)
    return _show(request, row, form, 200 if form.is_valid() else 422)


def show_ordering(request: HttpRequest, row: Jurisdiction, form: Any, status: int) -> HttpResponse:
    """Answer the page after a rhythm or a single day was refused."""
    own = PrefectureForm(on=legal_day(timezone.now()), years=queries.years_of(row))
    rhythm = form if isinstance(form, PrefectureRhythmForm) else PrefectureRhythmForm()
    ordering = form if isinstance(form, SummaryDateForm) else SummaryDateForm()
    more = {"rhythm_form": rhythm, "ordering": ordering, "refused": form}
    return _show(request, row, own, status, **more)


def _show(
    request: HttpRequest, row: Jurisdiction, form: Any, status: int, **more: Any
) -> HttpResponse:
    context = present.page(row, form=form, user=request.user, at=timezone.now())
    empty = {"rhythm_form": PrefectureRhythmForm(), "ordering": SummaryDateForm()}
    context |= {**empty, "refused": form, **more}
    return render(request, "reports/prefectures/detail.html", context, status=status)


@require_POST
def request_summary(request: HttpRequest, pk: int) -> HttpResponse:
    row = scoped(request, pk)
    today = legal_day(timezone.now())
    return perform(
        request,
        prefectures.request_summary,
        row,
        PrefectureForm(request.POST, on=today, years=queries.years_of(row)),
        done=_("已申请生成汇总表，完成后会出现在本页"),
        to=lambda _row: reverse("reports:prefecture", args=[pk]),
        show=lambda form, status: _show(request, row, form, status),
    )


def _kept(request: HttpRequest, pk: int) -> PrefectureSummary:
    rows = PrefectureSummary.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("document", "prefecture"), pk=pk)


@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    row = _kept(request, pk)
    context = present.progress(row, user=request.user, at=timezone.now())
    return progress_of(request, context)


@require_GET
def summary_file(request: HttpRequest, pk: int) -> FileResponse:
    """Answer the PDF after its hash was checked; its name holds prefecture, year and day."""
    row = _kept(request, pk)
    if not row.document.is_ready:
        raise Http404
    shown(request, row, act="download")
    name = f"summary-{row.prefecture.code}-{row.year}-{row.as_of:%Y%m%d}"
    return pdf_of(row.document, name=name)
