"""Inspection findings: the list, the year's figures, one finding, its files, one's own."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from accounts.enums import Role
from core.acts import perform, shown
from core.dates import legal_day
from core.ui import lists
from core.ui.forms import NoFields
from evidence.forms import inspections as forms
from evidence.models import Inspection, InspectionFile, InspectionFinding
from evidence.presenters import inspections as present
from evidence.queries import inspections, places
from evidence.services import inspections as acts
from evidence.views.pages import file_response
from units.models import Unit


def finding_of(request: HttpRequest, pk: int) -> InspectionFinding:
    """Answer the finding if the user may see it, else 404."""
    rows = InspectionFinding.objects.visible_to(request.user)
    told = ("inspection", "unit", "ground", "found_by", "answered_by", "closed_by")
    return get_object_or_404(rows.select_related(*told), pk=pk)


def seen(request: HttpRequest, finding: InspectionFinding) -> InspectionFinding:
    """Note that the finding was shown, once for each person whom it names."""
    for row in finding.people.all() or [finding]:
        shown(request, row)
    return finding


def _offered(request: HttpRequest) -> dict[str, Any]:
    rows = InspectionFinding.objects.visible_to(request.user)
    rounds = Inspection.objects.visible_to(request.user).order_by("-pk")
    return {"inspections": rounds, "years": inspections.years(rows)}


def _is_office(request: HttpRequest) -> bool:
    return bool(request.user.counties(Role.COUNTY_ADMIN, Role.VERIFIER))


@vary_on_headers("HX-Request")
def finding_list(request: HttpRequest) -> HttpResponse:
    found = InspectionFinding.objects.visible_to(request.user)
    filters = forms.ListFilters(request.GET, **_offered(request))
    asked = filters.cleaned_data if filters.is_valid() else {}
    rows = inspections.listed(found, state=request.GET.get("view", ""), **asked)
    rows = rows.select_related("unit").prefetch_related("people__cadre")
    page = lists.page_of(rows, request.GET)
    chips = lists.chips(filters, request.GET)
    unit = Unit.objects.visible_to(request.user).filter(pk=asked.get("unit") or 0).first()
    context = {
        "title": _("明察暗访"),
        "page": page,
        "rows": present.rows(page, on=legal_day(timezone.now())),
        "tabs": present.tabs(request.GET),
        "filters": filters,
        "chips": chips + present.unit_chip(request.GET, unit),
        "crumbs": [*present.crumbs()[:1], (_("明察暗访"), None)],
        "can_enter": _is_office(request),
        "has_rounds": Inspection.objects.visible_to(request.user).exists(),
        "can_plan": bool(request.user.counties(Role.COUNTY_ADMIN)),
    }
    return render(request, "evidence/inspections/list.html", context)


def finding_figures(request: HttpRequest) -> HttpResponse:
    """A year's counts by month and by unit, beside a chart; every number leads to its rows."""
    found = InspectionFinding.objects.visible_to(request.user)
    offered = _offered(request)
    years = offered["years"] or [legal_day(timezone.now()).year]
    data = request.GET.copy()
    data.setdefault("year", str(years[0]))
    filters = forms.FigureFilters(data, **offered | {"years": years})
    asked = filters.cleaned_data if filters.is_valid() else {}
    year = asked.pop("year", years[0])
    rows = inspections.listed(found, **asked)
    told = {name: getattr(value, "pk", value) for name, value in asked.items()}
    unit = Unit.objects.visible_to(request.user).filter(pk=asked.get("unit") or 0).first()
    context = {
        "title": _("每月发现的问题"),
        "crumbs": present.crumbs((_("每月发现的问题"), None)),
        "filters": filters,
        "chips": present.unit_chip(request.GET, unit),
        "year": year,
        **present.figures(rows, year=year, asked=told),
    }
    return render(request, "evidence/inspections/figures.html", context)


def inspection_new(request: HttpRequest) -> HttpResponse:
    """Set up a round of inspections; 404 for who may not."""
    counties = places.counties(request.user, Role.COUNTY_ADMIN)
    if not counties:
        raise Http404
    form = forms.PlanForm(request.POST or None, counties=counties)
    return _new(
        request,
        lambda _none, *, county, **told: acts.plan(county, **told),
        form,
        title=_("新建督查安排"),
        done=_("已建立，可以登记发现的问题"),
        to=lambda row: f"{reverse('evidence:finding-new')}?inspection={row.pk}",
    )


def finding_new(request: HttpRequest) -> HttpResponse:
    """Enter a finding; 404 for who may not."""
    if not _is_office(request):
        raise Http404
    form = forms.FindingForm(
        request.POST or None,
        initial={"inspection": request.GET.get("inspection"), "seen_on": None},
        inspections=Inspection.objects.visible_to(request.user).order_by("-pk"),
        units=Unit.objects.visible_to(request.user).standing(),
        grounds=places.grounds(),
    )
    return _new(
        request,
        lambda _none, *, inspection, **told: acts.enter(inspection, **told),
        form,
        title=_("登记发现的问题"),
        done=_("已登记，请列入人员、附上材料，再告知单位"),
        to=lambda row: reverse("evidence:finding", args=[row.pk]),
    )


def _new(
    request: HttpRequest, act: Any, form: Any, *, title: str, done: str, to: Any
) -> HttpResponse:
    def show(form: Any, status: int) -> HttpResponse:
        context = {
            "title": title,
            "form": form,
            "crumbs": present.crumbs((title, None)),
            "submit": _("保存"),
            "back": reverse("evidence:finding-list"),
        }
        return render(request, "evidence/act.html", context, status=status)

    if request.method != "POST":
        return show(form, 200)
    return perform(request, act, None, form, done=done, to=to, show=show)


def finding(request: HttpRequest, pk: int) -> HttpResponse:
    return show_finding(request, seen(request, finding_of(request, pk)))


def show_finding(
    request: HttpRequest, row: InspectionFinding, *, status: int = 200, form: Any = None
) -> HttpResponse:
    """Show a finding's page, with the errors of an act that was refused."""
    on = legal_day(timezone.now())
    context = present.detail(finding_of(request, row.pk), user=request.user, on=on)
    context["form"] = form
    return render(request, "evidence/inspections/detail.html", context, status=status)


@require_POST
def finding_drop(request: HttpRequest, pk: int, kind: str, row_pk: int) -> HttpResponse:
    """Take a person or a file out of a finding that the unit was not told of."""
    row = finding_of(request, pk)
    if kind not in _DROPS:
        raise Http404
    many, act = _DROPS[kind]
    found = get_object_or_404(getattr(row, many), pk=row_pk)
    return perform(
        request,
        lambda finding, **told: act(finding, **{kind: found}, **told),
        row,
        NoFields(request.POST),
        done=_("已移出"),
        to=lambda _none: reverse("evidence:finding", args=[pk]),
        show=lambda form, status: show_finding(request, row, status=status, form=form),
    )


_DROPS: dict[str, Any] = {
    "person": ("people", acts.drop_person),
    "file": ("files", acts.detach),
}


def finding_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out a finding's file to whoever may see the finding."""
    rows = InspectionFile.objects.visible_to(request.user).select_related("file")
    row = shown(request, get_object_or_404(rows, pk=pk), act="download")
    return file_response(row.file, pk=row.pk)


def own_findings(request: HttpRequest) -> HttpResponse:
    """The findings that name the signed-in person, without anybody else's name."""
    rows = InspectionFinding.objects.told_to(request.user)
    found = rows.select_related("unit").order_by("-seen_on", "-pk")
    context = {
        "rows": present.own(found),
        "crumbs": [(_("涉及我的督查发现"), None)],
    }
    return render(request, "evidence/inspections/own.html", context)
