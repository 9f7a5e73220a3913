"""Class list, class page, planning a class, the roster in one click."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from core import dates
from core.acts import perform, shown
from core.ui import lists
from core.ui.forms import NoFields
from training.forms.classes import PlanForm, WithdrawForm
from training.models import Enrolment, TrainingClass
from training.presenters import classes as present
from training.queries import classes as queries
from training.services import classes, enrolments

_ORDER = {"title": "title", "opens": "opens_on", "closes": "closes_on"}


def scoped(request: HttpRequest, pk: int) -> TrainingClass:
    """Answer the class if the user may see it, else 404."""
    rows = TrainingClass.objects.visible_to(request.user).select_related(
        "campaign", "manager", "monitor__case__cadre"
    )
    return get_object_or_404(rows, pk=pk)


def _today() -> Any:
    return dates.legal_day(timezone.now())


@vary_on_headers("HX-Request")
def class_list(request: HttpRequest) -> HttpResponse:
    rows = queries.listed(TrainingClass.objects.visible_to(request.user))
    rows = lists.in_order(rows, request.GET, by=_ORDER, default="-opens")
    page = lists.page_of(rows, request.GET)
    context = {
        "title": _("培训班"),
        "page": page,
        "rows": present.rows(page, _today()),
        "default_sort": "-opens",
        "can_plan": bool(queries.planning_counties(request.user)),
    }
    return render(request, "training/classes/list.html", context)


def class_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, scoped(request, pk))


def _show(
    request: HttpRequest, row: TrainingClass, *, status: int = 200, form: Any = None
) -> HttpResponse:
    context = present.detail(scoped(request, row.pk), user=request.user, on=_today())
    context["form"] = form
    return render(request, "training/classes/detail.html", context, status=status)


def class_plan(request: HttpRequest) -> HttpResponse:
    """Plan a class of one of the campaigns that run; 404 for who may plan none."""
    if not queries.planning_counties(request.user):
        raise Http404
    form = PlanForm(
        request.POST or None,
        campaigns=queries.open_campaigns(request.user),
        managers=queries.managers(request.user, on=_today()),
    )

    def show(form: Any, status: int) -> HttpResponse:
        crumbs = [(_("培训班"), reverse("training:class-list")), (_("新建"), None)]
        context = {"form": form, "crumbs": crumbs}
        return render(request, "training/classes/plan.html", context, status=status)

    def act(_none: None, *, campaign: Any, **facts: Any) -> TrainingClass:
        return classes.plan(campaign, **facts)

    if request.method != "POST":
        return show(form, 200)
    return perform(
        request,
        act,
        None,
        form,
        done=_("已建立培训班"),
        to=lambda row: reverse("training:class-detail", args=[row.pk]),
        show=show,
    )


@require_POST
def class_enrol(request: HttpRequest, pk: int) -> HttpResponse:
    """Take everybody who waits into the class; those postponed are named."""
    row = scoped(request, pk)

    def to(roster: enrolments.Roster) -> str:
        for case, kind in roster.postponed:
            messages.warning(request, present.postponed_sentence(case, kind))
        return reverse("training:class-detail", args=[pk])

    return perform(
        request,
        enrolments.enrol_all,
        row,
        NoFields(request.POST),
        done=_("已编班"),
        to=to,
        show=lambda form, status: _show(request, row, status=status, form=form),
    )


def enrolment_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Enrolment.objects.visible_to(request.user).select_related(
        "training_class", "case__cadre", "case__unit"
    )
    row = shown(request, get_object_or_404(rows, pk=pk))

    def show(form: Any, status: int) -> HttpResponse:
        context = {
            "enrolment": row,
            "form": form,
            "refusal": present.withdraw_refusal(request.user, row),
            "crumbs": present.session_crumbs(row.training_class, _("退班")),
        }
        return render(request, "training/classes/withdraw.html", context, status=status)

    if request.method != "POST":
        return show(WithdrawForm(initial={"reason": present.withdraw_reason(row)}), 200)
    return perform(
        request,
        enrolments.withdraw,
        row,
        WithdrawForm(request.POST),
        done=_("已退班"),
        to=lambda row: reverse("training:class-detail", args=[row.training_class_id]),
        show=show,
    )
