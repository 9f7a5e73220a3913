"""A checklist of problems: the lists, the matrix, the rows behind its numbers, the acts."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from accounts.enums import Role
from cadres.models import Cadre
from core.acts import perform, shown
from core.dates import legal_day
from core.ui import lists
from core.ui.forms import NoFields
from evidence import permissions
from evidence.forms import checklists as forms
from evidence.models import Checklist, ChecklistItem, Problem
from evidence.models.checklists import OFFICE
from evidence.presenters import checklists as present
from evidence.queries import places
from evidence.services import checklists as acts
from evidence.views.pages import form_page, posted


def _checklist(request: HttpRequest, pk: int) -> Checklist:
    return get_object_or_404(Checklist.objects.visible_to(request.user), pk=pk)


def _to(pk: int) -> Any:
    return lambda _row: reverse("evidence:checklist", args=[pk])


def _around(checklist: Checklist, title: str) -> dict[str, Any]:
    page = reverse("evidence:checklist", args=[checklist.pk])
    return {
        "title": title,
        "about": checklist.title,
        "crumbs": present.crumbs(checklist, (title, None)),
        "back": page,
    }


@vary_on_headers("HX-Request")
def checklist_list(request: HttpRequest) -> HttpResponse:
    rows = Checklist.objects.visible_to(request.user).select_related("county")
    context = {
        "title": _("突出问题清单"),
        "crumbs": present.crumbs(),
        "page": lists.page_of(rows.order_by("-year", "-pk"), request.GET),
        "can_draw": bool(request.user.counties(Role.COUNTY_ADMIN)),
    }
    return render(request, "evidence/checklists/list.html", context)


def checklist_new(request: HttpRequest) -> HttpResponse:
    today = legal_day(timezone.now())
    counties = places.counties(request.user, Role.COUNTY_ADMIN)
    if not counties:
        raise Http404
    form = forms.ChecklistForm(posted(request), counties=counties, initial={"year": today.year})
    return form_page(
        request,
        lambda _none, *, county, **told: acts.draw_up(county, **told),
        None,
        form,
        title=_("新建突出问题清单"),
        crumbs=[*present.crumbs(), (_("新建突出问题清单"), None)],
        after=_("建立后逐项核对，定案后各单位才能看到和报告。"),
        back=reverse("evidence:checklist-list"),
        done=_("已建立，请逐项核对问题"),
        to=lambda row: reverse("evidence:checklist", args=[row.pk]),
    )


@vary_on_headers("HX-Request")
def checklist(request: HttpRequest, pk: int) -> HttpResponse:
    return _matrix(request, pk, None, 200)


def _matrix(request: HttpRequest, pk: int, form: Any, status: int) -> HttpResponse:
    row, on = _checklist(request, pk), legal_day(timezone.now())
    context = present.page(row, user=request.user, params=request.GET, on=on)
    return render(
        request, "evidence/checklists/detail.html", context | {"form": form}, status=status
    )


def checklist_item_add(request: HttpRequest, pk: int) -> HttpResponse:
    row = _checklist(request, pk)
    return form_page(
        request,
        acts.add_item,
        row,
        forms.ItemForm(posted(request), grounds=places.grounds()),
        done=_("已增加问题"),
        to=_to(pk),
        refusal=permissions.keep_checklist.refusal(request.user, row),
        **_around(row, _("增加问题")),
    )


@require_POST
def checklist_item_drop(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    item = get_object_or_404(ChecklistItem, checklist=_checklist(request, pk), pk=item_pk)
    return _small(
        request, pk, lambda row, **who: acts.drop_item(row, item=item, **who), _("已删除问题")
    )


@require_POST
def checklist_settle(request: HttpRequest, pk: int) -> HttpResponse:
    return _small(request, pk, acts.settle, _("已定案，各单位可以报告"))


def _small(request: HttpRequest, pk: int, act: Any, done: str) -> HttpResponse:
    return perform(
        request,
        act,
        _checklist(request, pk),
        NoFields(request.POST),
        done=done,
        to=_to(pk),
        show=lambda form, status: _matrix(request, pk, form, status),
    )


def problem_report(request: HttpRequest, pk: int) -> HttpResponse:
    row, user = _checklist(request, pk), request.user
    people = Cadre.objects.visible_to(user).filter(unit__county=row.county_id, left_on=None)
    form = forms.ReportForm(
        posted(request), items=row.items.order_by("pk"), people=people.exclude(user=user)
    )
    return form_page(
        request,
        acts.report,
        row,
        form,
        done=_("已报告，等待县级确认"),
        to=lambda found: reverse("evidence:problem", args=[found.pk]),
        refusal=permissions.report_on.refusal(user, row),
        after=_("报告后不能改动；由他人确认后才作数，有误的写明理由剔除。"),
        **_around(row, _("报告问题")),
    )


def zero_return(request: HttpRequest, pk: int) -> HttpResponse:
    row, user = _checklist(request, pk), request.user
    units = places.units(user, Role.UNIT_CLERK, Role.UNIT_HEAD).filter(county=row.county_id)
    refusal = "" if units else _("只有本单位经办人或主要负责人可以作零报告。")
    return form_page(
        request,
        acts.return_zero,
        row,
        forms.ZeroForm(posted(request), units=units),
        done=_("已作零报告"),
        to=_to(pk),
        refusal=refusal,
        after=_("零报告后又发现问题的，直接报告，零报告自动撤回。"),
        **_around(row, _("零报告")),
    )


@vary_on_headers("HX-Request")
def problem_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows behind a number of the matrix: `?unit`, `?item`, `?view` narrow them."""
    row, params = _checklist(request, pk), request.GET
    seen = Problem.objects.visible_to(request.user).filter(checklist=row)
    return render(
        request,
        "evidence/checklists/problems.html",
        present.problem_list(row, seen, params=params),
    )


def _problem(request: HttpRequest, pk: int) -> Problem:
    rows = Problem.objects.visible_to(request.user)
    related = ("checklist", "item__ground", "cadre", "unit", "reported_by")
    found = rows.select_related(*related, "confirmed_by", "struck_by")
    return shown(request, get_object_or_404(found, pk=pk))


def problem(request: HttpRequest, pk: int) -> HttpResponse:
    context = present.problem_page(_problem(request, pk), user=request.user)
    return render(request, "evidence/checklists/problem.html", context)


@require_POST
def problem_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    def show(form: Any, status: int) -> HttpResponse:
        context = present.problem_page(_problem(request, pk), user=request.user)
        context["form"] = form
        return render(request, "evidence/checklists/problem.html", context, status=status)

    return perform(
        request,
        acts.confirm,
        _problem(request, pk),
        NoFields(request.POST),
        done=_("已确认"),
        to=lambda row: reverse("evidence:problem", args=[row.pk]),
        show=show,
    )


def problem_strike(request: HttpRequest, pk: int) -> HttpResponse:
    row = _problem(request, pk)
    page = present.problem_page(row, user=request.user)
    return form_page(
        request,
        acts.strike,
        row,
        forms.ReasonForm(posted(request)),
        title=_("剔除"),
        about=f"{row.cadre.name}　{row.item.title}",
        facts=page["facts"],
        crumbs=present.crumbs(row.checklist, (_("剔除"), None)),
        refusal=page["refusal"],
        after=_("剔除后不计数；已产生的线索一并撤销，记录和理由保留。"),
        back=reverse("evidence:problem", args=[pk]),
        done=_("已剔除"),
        to=lambda found: reverse("evidence:problem", args=[found.pk]),
    )


def checklist_signals(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom the lines name, then, by a button, the signals; 404 for the units' people."""
    if _checklist(request, pk).county_id not in request.user.counties(*OFFICE):
        raise Http404

    def show(form: Any, status: int) -> HttpResponse:
        row, on = _checklist(request, pk), legal_day(timezone.now())
        context = present.preview(row, user=request.user, on=on) | {"form": form}
        return render(request, "evidence/checklists/signals.html", context, status=status)

    if request.method != "POST":
        return show(NoFields(), 200)
    return perform(
        request,
        acts.raise_for,
        _checklist(request, pk),
        NoFields(request.POST),
        done=_("已产生线索"),
        to=lambda _rows: reverse("evidence:signal-list", query={"practice": "CHECKLIST"}),
        show=show,
    )
