"""Clauses with a numeric trigger, whom one names, and one person with the rows behind."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.vary import vary_on_headers

from accounts.enums import Role
from core.acts import perform, shown
from core.dates import legal_day
from core.ui import lists
from core.ui.forms import NoFields
from evidence.presenters import metrics as present
from evidence.queries import metrics
from evidence.services import metrics as acts
from schemes.models import Clause


def _clause(request: HttpRequest, pk: int) -> Clause:
    """Answer a clause that has a trigger and rules one of the user's counties today."""
    rows = metrics.clauses(request.user, on=legal_day(timezone.now()))
    for one in rows:
        if one.pk == pk:
            return one
    raise Http404


def _look(request: HttpRequest, clause: Clause) -> metrics.Looked:
    counties = request.user.counties(Role.COUNTY_ADMIN)
    within = metrics.scope(clause, counties=counties, on=legal_day(timezone.now()))
    return metrics.look(clause, within=within, by=request.user)


def _named(request: HttpRequest, clause: Clause, **told: int) -> metrics.Named:
    if one := metrics.at_source(_look(request, clause).named, **told):
        return one
    raise Http404


@vary_on_headers("HX-Request")
def trigger_list(request: HttpRequest) -> HttpResponse:
    rows = metrics.clauses(request.user, on=legal_day(timezone.now()))
    context = {
        "title": _("按条款数值查看"),
        "crumbs": present.crumbs(),
        "page": lists.page_of([present.told(one) for one in rows], request.GET),
    }
    return render(request, "evidence/metrics/list.html", context)


@vary_on_headers("HX-Request")
def trigger(request: HttpRequest, pk: int) -> HttpResponse:
    clause = _clause(request, pk)
    looked = _look(request, clause)
    context = present.clause_page(clause, looked) | {
        "page": lists.page_of(looked.named, request.GET)
    }
    return render(request, "evidence/metrics/detail.html", context)


def trigger_person(
    request: HttpRequest, pk: int, cadre_pk: int, place: int, source: int
) -> HttpResponse:
    """The rows behind one person's number; by a button, the signal."""
    clause = _clause(request, pk)
    told = {"cadre": cadre_pk, "place": place, "source": source}
    one = _named(request, clause, **told)
    shown(request, one.cadre)

    def show(form: Any, status: int) -> HttpResponse:
        context = present.person_page(clause, _named(request, clause, **told)) | {"form": form}
        return render(request, "evidence/metrics/person.html", context, status=status)

    if request.method != "POST":
        return show(NoFields(), 200)
    return perform(
        request,
        lambda row, **who: acts.raise_by_clause(row, **told | {"cadre": one.cadre} | who),
        clause,
        NoFields(request.POST),
        done=_("已产生线索"),
        to=lambda row: reverse("evidence:signal", args=[row.pk]),
        show=show,
    )
