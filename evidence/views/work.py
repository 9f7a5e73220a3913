"""Attendance at work: the list of a unit's month, one person's months, a correction."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.vary import vary_on_headers

from core.acts import shown
from core.ui import lists
from evidence import permissions
from evidence.forms import work as forms
from evidence.models import WorkMonth
from evidence.presenters import work as present
from evidence.queries import weekly, work
from evidence.services import work as acts
from evidence.views.pages import form_page, posted

SHOWN = 60  # months of one person
_ORDER = {
    "name": "cadre__name",
    "unit": "unit__name",
    "due": "due_days",
    "absent": "absent_days",
    "late": "late_times",
    "leave": "leave_days",
}


def _filters(request: HttpRequest, rows: Any) -> forms.ListFilters:
    """Offer the units and months that have lines; at first the latest month, the only unit."""
    units = [(str(pk), name) for pk, name in work.units(rows)]
    months = [(one.isoformat(), present.month_name(one)) for one in work.months(rows)]
    data = {
        "unit": request.GET.get("unit", units[0][0] if len(units) == 1 else ""),
        "month": request.GET.get("month") or (months[0][0] if months else ""),
    }
    return forms.ListFilters(data, units=[("", _("全部")), *units], months=months)


def _chosen(filters: Any, asked: dict[str, Any], request: HttpRequest) -> list[dict[str, str]]:
    """Answer what was asked for, so that an empty list says so; the boxes tell it otherwise."""
    return lists.chips(filters, request.GET) if asked.get("unit") else []


@vary_on_headers("HX-Request")
def work_list(request: HttpRequest) -> HttpResponse:
    """The lines of one month, of one unit or of all that the user may see."""
    seen = WorkMonth.objects.visible_to(request.user)
    filters = _filters(request, seen)
    asked = filters.cleaned_data if filters.is_valid() else {}
    rows = seen.filter(**{name: value for name, value in asked.items() if value})
    rows = work.with_protection(rows).select_related("cadre", "unit")
    rows = lists.in_order(rows, request.GET, by=_ORDER, default="name")
    page = lists.page_of(rows if asked.get("month") else rows.none(), request.GET)
    context = {
        "title": _("出勤月报"),
        "page": page,
        "rows": present.listed(page),
        "filters": filters if page.paginator.count or asked.get("unit") else None,
        "chips": [] if page.paginator.count else _chosen(filters, asked, request),
        "left_out": present.left_out(asked.get("unit", ""), asked.get("month", "")),
        "default_sort": "name",
        "crumbs": [*present.crumbs()[:1], (_("出勤月报"), None)],
    }
    return render(request, "evidence/work_months/list.html", context)


def work_person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person's months, those of a span if asked; the person concerned reads their own."""
    rows = WorkMonth.objects.told_to(request.user).filter(cadre=pk)
    if not rows.exists():
        rows = WorkMonth.objects.visible_to(request.user).filter(cadre=pk)
    first = rows.select_related("cadre").first()
    if first is None:
        raise Http404
    span = weekly.asked_span(request.GET.get("from", ""), request.GET.get("until", ""))
    if span:
        rows = work.in_span(rows, span.from_on, span.until_on)
    found = work.with_protection(rows).select_related("unit", "cadre")
    found = found.prefetch_related("corrections__by").order_by("-month")
    told = list(found if span else found[:SHOWN])  # a span's sums have every month of theirs
    context = present.person_page(shown(request, first.cadre), told, span=span, user=request.user)
    return render(request, "evidence/work_months/person.html", context)


def work_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct one month; what stood before is kept."""
    rows = WorkMonth.objects.visible_to(request.user).select_related("cadre", "unit")
    row = shown(request, get_object_or_404(rows, pk=pk))
    held = {name: getattr(row, name) for name in work.FIGURES}
    title = _("更正出勤")
    back = reverse("evidence:work-person", args=[row.cadre_id])
    return form_page(
        request,
        acts.correct,
        row,
        forms.CorrectForm(posted(request), initial=held),
        done=_("已更正，原来的数字保留"),
        to=lambda _row: back,
        title=title,
        about=f"{row.cadre.name}　{present.month_name(row.month)}",
        refusal=permissions.keep_attendance.refusal(request.user, row),
        back=back,
        crumbs=present.crumbs(title),
    )
