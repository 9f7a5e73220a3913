"""Overdue tasks counted: everybody's numbers, one person's tasks, the signals."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.vary import vary_on_headers

from cadres.models import Cadre
from core.acts import perform, shown
from core.dates import legal_day
from evidence.forms.weekly import SpanForm
from evidence.models import WeekPlan, WeekTally
from evidence.presenters import week_counts as present
from evidence.queries import weekly
from evidence.services import weekly as acts
from evidence.views.weekly import plan_of


@vary_on_headers("HX-Request")
def week_counts(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody's numbers of the weeks that end with the one asked for."""
    plan, on = plan_of(request, pk), legal_day(timezone.now())
    span = weekly.window_of(plan, request.GET.get("until", ""), on=on)
    return _counts(request, plan, span)


@vary_on_headers("HX-Request")
def week_tally(request: HttpRequest, pk: int) -> HttpResponse:
    """The numbers of weeks that were counted, as they stand now: the source of a signal."""
    rows = WeekTally.objects.visible_to(request.user)
    tally = get_object_or_404(rows.select_related("plan__unit", "plan__ground"), pk=pk)
    return _counts(request, tally.plan, weekly.Window(tally.from_on, tally.until_on))


def _counts(request: HttpRequest, plan: WeekPlan, span: weekly.Window) -> HttpResponse:
    on = legal_day(timezone.now())
    context = present.counts_page(plan, span, user=request.user, params=request.GET, on=on)
    return render(request, "evidence/weekly/counts.html", context)


def week_person(request: HttpRequest, pk: int, cadre_pk: int) -> HttpResponse:
    """One person's tasks of some weeks; the person concerned reads their own.

    With `from` and `until` it is a look back over the plans of the same unit, a year at most.
    """
    cadre = get_object_or_404(Cadre.objects.visible_to(request.user), pk=cadre_pk)
    own = cadre.user_id == request.user.pk
    plans = WeekPlan.objects.visible_to(request.user)
    if own:
        plans = weekly.plans_of(cadre)
    plan, on = get_object_or_404(plans, pk=pk), legal_day(timezone.now())
    until = request.GET.get("until", "")
    span, within = weekly.asked_span(request.GET.get("from", ""), until), plans.filter(pk=pk)
    if span is not None:
        within = plans.filter(unit=plan.unit_id)
    span = span or weekly.window_of(plan, until, on=on)
    tasks = weekly.of_person(within, span, cadre.pk)
    context = present.person_page(
        plan, shown(request, cadre), tasks, span, params=request.GET, on=on, own=own
    )
    return render(request, "evidence/weekly/person.html", context)


def week_signals(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom the rule names, then, by a button, the signals."""
    plan, on = plan_of(request, pk), legal_day(timezone.now())
    asked = request.POST.get("until_on") or request.GET.get("until", "")
    span = weekly.window_of(plan, asked, on=on)

    def show(form: Any, status: int) -> HttpResponse:
        context = present.preview(plan, span, user=request.user, on=on) | {"form": form}
        return render(request, "evidence/weekly/signals.html", context, status=status)

    if request.method != "POST":
        return show(SpanForm(initial={"until_on": span.until_on}), 200)
    return perform(
        request,
        acts.raise_for,
        plan,
        SpanForm(request.POST),
        done=_("已产生线索"),
        to=lambda _rows: reverse("evidence:signal-list", query={"practice": "WEEKLY_LIST"}),
        show=show,
    )
