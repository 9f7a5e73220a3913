"""Yearly targets: the plans, one plan with its ranking, the acts, one person's scores."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from accounts.enums import Role
from cadres.models import Cadre
from core.acts import perform, shown
from core.ui import lists
from core.ui.forms import NoFields
from evidence import permissions
from evidence.forms import targets as forms
from evidence.models import TargetItem, TargetPlan
from evidence.presenters import targets as present
from evidence.queries import places, targets
from evidence.services import targets as acts


def _plan(request: HttpRequest, pk: int) -> TargetPlan:
    rows = TargetPlan.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("unit", "ground"), pk=pk)


@vary_on_headers("HX-Request")
def target_list(request: HttpRequest) -> HttpResponse:
    rows = TargetPlan.objects.visible_to(request.user).select_related("unit")
    context = {
        "title": _("目标绩效考核"),
        "crumbs": present.crumbs(),
        "page": lists.page_of(rows.order_by("-year", "unit__name", "pk"), request.GET),
        "can_draw": bool(
            request.user.units(Role.UNIT_CLERK, Role.UNIT_HEAD)
            or request.user.counties(Role.COUNTY_ADMIN)
        ),
    }
    return render(request, "evidence/targets/list.html", context)


def target_new(request: HttpRequest) -> HttpResponse:
    form = forms.PlanForm(
        request.POST or None,
        units=places.units_kept(request.user),
        grounds=places.grounds(),
    )

    def act(_subject: Any, *, unit: Any, **given: Any) -> TargetPlan:
        return acts.draw_up(unit, **given)

    return _page(
        request,
        act,
        None,
        form,
        title=_("新建目标责任书"),
        done=_("已建立，请逐项增加目标"),
        to=lambda plan: reverse("evidence:target-plan", args=[plan.pk]),
    )


def target_plan(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    context = present.plan_page(plan, user=request.user)
    return render(request, "evidence/targets/detail.html", context)


def target_item_add(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    form = forms.ItemForm(request.POST or None)
    return _page(request, acts.add_item, plan, form, title=_("增加目标"), done=_("已增加目标"))


@require_POST
def target_item_drop(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    item = get_object_or_404(TargetItem, plan=plan, pk=item_pk)
    return _act(
        request, plan, lambda row, **who: acts.drop_item(row, item=item, **who), _("已删除目标")
    )


def target_person_pick(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    people = Cadre.objects.visible_to(request.user).of_unit(plan.unit_id)
    form = forms.PersonForm(request.POST or None, people=people)
    if request.method == "POST" and "look" not in request.POST and form.is_valid():
        return redirect("evidence:target-score", pk=pk, cadre_pk=form.cleaned_data["cadre"].pk)
    if "look" in request.POST:
        form.errors.clear()
    return _show(request, plan, form, _("录入得分"), 422 if form.errors else 200)


def target_score(request: HttpRequest, pk: int, cadre_pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    people = Cadre.objects.visible_to(request.user).of_unit(plan.unit_id)
    people = people.exclude(user=request.user)
    cadre = shown(request, get_object_or_404(people, pk=cadre_pk))
    held = targets.held(plan, cadre)
    form = forms.ScoreForm(request.POST if request.method == "POST" else None, plan=plan, held=held)
    return _page(
        request,
        lambda row, **given: acts.score(row, cadre=cadre, **given),
        plan,
        form,
        title=_("录入得分：%(name)s") % {"name": cadre.name},
        done=_("已录入"),
        to=lambda _row: reverse("evidence:target-person", args=[pk, cadre_pk]),
    )


def target_person(request: HttpRequest, pk: int, cadre_pk: int) -> HttpResponse:
    """One person's scores; the person concerned reads their own."""
    cadre = get_object_or_404(Cadre.objects.visible_to(request.user), pk=cadre_pk)
    plans, own = TargetPlan.objects.visible_to(request.user), cadre.user_id == request.user.pk
    if own:
        plans = targets.of_person(cadre)
    plan = get_object_or_404(plans.select_related("unit", "ground"), pk=pk)
    context = present.person_page(plan, shown(request, cadre), own=own)
    context["keeps"] = permissions.keep_targets.allows(request.user, plan)
    return render(request, "evidence/targets/person.html", context)


@require_POST
def target_settle(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, _plan(request, pk), acts.settle, _("已定案"))


def target_signals(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom the rule names, then, by a button, the signals."""
    plan = _plan(request, pk)

    def show(form: Any, status: int) -> HttpResponse:
        context = present.preview(_plan(request, pk)) | {"form": form}
        context["keeps"] = permissions.keep_targets.allows(request.user, plan)
        return render(request, "evidence/targets/signals.html", context, status=status)

    if request.method != "POST":
        return show(NoFields(), 200)
    return perform(
        request,
        acts.raise_for,
        plan,
        NoFields(request.POST),
        done=_("已产生线索"),
        to=lambda _rows: reverse("evidence:signal-list", query={"practice": "TARGETS"}),
        show=show,
    )


def _show(request: HttpRequest, plan: Any, form: Any, title: str, status: int) -> HttpResponse:
    context = {
        "title": title,
        "form": form,
        "about": plan.title if plan else "",
        "crumbs": present.crumbs(plan, title) if plan else [*present.crumbs(), (title, None)],
    }
    return render(request, "cadres/form.html", context, status=status)


def _page(
    request: HttpRequest,
    act: Callable[..., Any],
    plan: Any,
    form: Any,
    *,
    title: str,
    done: str,
    to: Any = None,
) -> HttpResponse:
    if request.method != "POST":
        return _show(request, plan, form, title, 200)
    back = to or (lambda _row: reverse("evidence:target-plan", args=[plan.pk]))
    return perform(
        request,
        act,
        plan,
        form,
        done=done,
        to=back,
        show=lambda form, status: _show(request, plan, form, title, status),
    )


def _act(request: HttpRequest, plan: TargetPlan, act: Any, done: str) -> HttpResponse:
    def show(form: Any, status: int) -> HttpResponse:
        context = present.plan_page(_plan(request, plan.pk), user=request.user) | {"form": form}
        return render(request, "evidence/targets/detail.html", context, status=status)

    return perform(
        request,
        act,
        plan,
        NoFields(request.POST),
        done=done,
        to=lambda _row: reverse("evidence:target-plan", args=[plan.pk]),
        show=show,
    )
