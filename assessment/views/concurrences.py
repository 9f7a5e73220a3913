"""会签 of outcomes with the county to which the person moved, from both sides."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.vary import vary_on_headers

from accounts.enums import OFFICE_ROLES, Role
from assessment import permissions
from assessment.forms import concurrences as forms
from assessment.models import Assessment, Concurrence
from assessment.presenters import concurrences as present
from assessment.queries import concurrences as queries
from assessment.services import concurrences as acts
from assessment.views.assessments import scoped
from core import dates
from core.acts import perform, shown
from core.ui import lists
from recall.models import Case


def _case(request: HttpRequest, pk: int) -> Case:
    """Answer a case for the department; a unit's hands read of no question to another county."""
    row = scoped(request, pk)
    if row.county_id not in request.user.counties(*OFFICE_ROLES):
        raise Http404
    return shown(request, row)


def concurrence_list(request: HttpRequest, case_pk: int) -> HttpResponse:
    """What was asked of the present county on a case, and its answers."""
    case = _case(request, case_pk)
    context = present.listed(case, user=request.user, on=dates.legal_day(timezone.now()))
    return render(request, "assessment/concurrences/list.html", context)


def concurrence_ask(request: HttpRequest, case_pk: int) -> HttpResponse:
    """Ask the present county about one outcome."""
    case = _case(request, case_pk)
    held = Assessment.objects.visible_to(request.user).filter(case=case).first()
    back = reverse("assessment:concurrence-list", args=[case_pk])

    def show(form: Any, status: int) -> HttpResponse:
        refusal = permissions.decide_outcome.refusal(request.user, held) if held else ""
        context = {
            "form": form,
            "title": _("送现所在县会签"),
            "submit": _("送会签"),
            "about": f"{case.cadre.name}　{case.cadre.unit.name}",
            "crumbs": present.crumbs(case, _("送现所在县会签")),
            "back": back,
            "refusal": refusal,
        }
        return render(request, "evidence/act.html", context, status=status)

    if request.method != "POST":
        waiting = queries.waiting(case, dates.legal_day(timezone.now()))
        return show(forms.AskForm(initial={"kind": waiting}), 200)
    return perform(
        request,
        acts.ask,
        case,
        forms.AskForm(request.POST),
        done=_("已送会签"),
        to=lambda _row: back,
        show=show,
    )


@vary_on_headers("HX-Request")
def arrived_list(request: HttpRequest) -> HttpResponse:
    """The running cases of other counties on people who moved here."""
    rows = queries.arrived(request.user)
    context = {
        "title": _("调入人员的在办案件"),
        "crumbs": present.arrived_crumbs(None),
        "page": lists.page_of(rows, request.GET),
    }
    return render(request, "assessment/concurrences/arrived_list.html", context)


def arrived(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them, to read; it is answered from here."""
    case = shown(request, get_object_or_404(queries.arrived(request.user), pk=pk))
    return render(
        request, "assessment/concurrences/arrived.html", present.arrived(case, user=request.user)
    )


def concurrence_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer for the county to which the person moved."""
    here = request.user.counties(Role.COUNTY_ADMIN, Role.DECIDER)
    rows = Concurrence.objects.visible_to(request.user).filter(county__in=here)
    related = ("case__cadre__unit", "case__county", "case__nomination", "case__unit")
    row = shown(request, get_object_or_404(rows.select_related(*related), pk=pk))
    back = reverse("assessment:arrived", args=[row.case_id])

    def show(form: Any, status: int) -> HttpResponse:
        context = {
            "form": form,
            "title": _("会签"),
            "submit": _("登记会签"),
            "about": f"{row.case.cadre.name}　{row.case.cadre.unit.name}",
            "crumbs": present.arrived_crumbs(row.case, _("会签")),
            "facts": present.facts(row),
            "back": back,
            "refusal": permissions.answer_concurrence.refusal(request.user, row),
        }
        return render(request, "evidence/act.html", context, status=status)

    if request.method != "POST":
        return show(forms.AnswerForm(), 200)
    return perform(
        request,
        acts.answer,
        row,
        forms.AnswerForm(request.POST),
        done=_("已登记会签"),
        to=lambda _row: back,
        show=show,
    )
