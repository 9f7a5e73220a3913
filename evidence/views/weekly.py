"""Weekly lists: the plans, one week, one task with its acts, the person's own tasks."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.vary import vary_on_headers

from accounts.enums import Role
from cadres.models import Cadre
from core.acts import perform, shown
from core.dates import legal_day
from core.ui import lists
from evidence.forms import weekly as forms
from evidence.models import WeekPlan, WeekTask
from evidence.presenters import weekly as present
from evidence.queries import places, weekly
from evidence.services import weekly as acts

KEEPERS = (Role.UNIT_CLERK, Role.UNIT_HEAD)


def plan_of(request: HttpRequest, pk: int) -> WeekPlan:
    rows = WeekPlan.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("unit", "ground"), pk=pk)


@vary_on_headers("HX-Request")
def week_list(request: HttpRequest) -> HttpResponse:
    rows = WeekPlan.objects.visible_to(request.user).select_related("unit")
    context = {
        "title": _("周清单三定"),
        "crumbs": present.crumbs(),
        "page": lists.page_of(rows.order_by("-year", "unit__name", "pk"), request.GET),
        "can_draw": bool(request.user.units(*KEEPERS) or request.user.counties(Role.COUNTY_ADMIN)),
    }
    return render(request, "evidence/weekly/list.html", context)


def week_new(request: HttpRequest) -> HttpResponse:
    form = forms.PlanForm(
        request.POST or None, units=places.units_kept(request.user), grounds=places.grounds()
    )

    def act(_subject: Any, *, unit: Any, **given: Any) -> WeekPlan:
        return acts.draw_up(unit, **given)

    return _page(
        request,
        act,
        None,
        form,
        title=_("新建周清单"),
        about="",
        crumbs=[*present.crumbs(), (_("新建周清单"), None)],
        done=_("已建立，请布置任务"),
        to=lambda plan: reverse("evidence:week-plan", args=[plan.pk]),
    )


@vary_on_headers("HX-Request")
def week_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One week of the lists; each task leads to what was found on it."""
    plan, on = plan_of(request, pk), legal_day(timezone.now())
    context = present.plan_page(
        plan,
        user=request.user,
        params=request.GET,
        on=on,
        week_on=weekly.week_of(plan, request.GET.get("week", ""), on=on),
    )
    return render(request, "evidence/weekly/detail.html", context)


def week_rule(request: HttpRequest, pk: int) -> HttpResponse:
    plan = plan_of(request, pk)
    held = {"basis": plan.basis, "overdue_limit": plan.overdue_limit, "weeks": plan.weeks}
    form = forms.CorrectRuleForm(
        request.POST or None,
        grounds=places.grounds(),
        initial=held | {"ground": plan.ground_id},
    )
    return _page(
        request,
        acts.set_rule,
        plan,
        form,
        title=_("修改规则"),
        about=plan.title,
        crumbs=present.crumbs(plan, _("修改规则")),
        done=_("已修改"),
        to=lambda row: reverse("evidence:week-plan", args=[row.pk]),
    )


def week_task_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Set a task; afterwards its week is shown."""
    plan = plan_of(request, pk)
    people = Cadre.objects.visible_to(request.user).of_unit(plan.unit_id)
    form = forms.TaskForm(request.POST or None, people=people)

    def week(task: WeekTask) -> str:
        query = {"week": task.week_on.isoformat()}
        return reverse("evidence:week-plan", args=[plan.pk], query=query)

    return _page(
        request,
        acts.set_task,
        plan,
        form,
        title=_("布置任务"),
        about=plan.title,
        crumbs=present.crumbs(plan, _("布置任务")),
        done=_("已布置"),
        to=week,
    )


def _task(request: HttpRequest, pk: int) -> WeekTask:
    rows = weekly.with_protection(WeekTask.objects.visible_to(request.user))
    related = ("plan", "cadre", "line_leader", "set_by")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def week_task(request: HttpRequest, pk: int) -> HttpResponse:
    """A task and the log of its checks: for the unit, its line leader, and its owner."""
    task = shown(request, _task(request, pk))
    context = present.task_page(task, user=request.user, on=legal_day(timezone.now()))
    return render(request, "evidence/weekly/task.html", context)


def _check_form(request: HttpRequest, task: WeekTask) -> Any:
    return forms.CheckForm(request.POST or None, lines=weekly.lines_held(request.user, task))


def _plain(kind: Any) -> Callable[[HttpRequest, WeekTask], Any]:
    return lambda request, _task: kind(request.POST or None)


ACTS: dict[str, tuple[Any, Callable[[HttpRequest, WeekTask], Any], Any, Any]] = {
    "check": (acts.check, _check_form, gettext_lazy("登记督导"), gettext_lazy("已登记")),
    "close": (
        acts.close,
        _plain(forms.CloseForm),
        gettext_lazy("登记办结"),
        gettext_lazy("已登记办结"),
    ),
    "lift": (acts.lift, _plain(forms.ReasonForm), gettext_lazy("取消任务"), gettext_lazy("已取消")),
    "reopen": (
        acts.reopen,
        _plain(forms.ReasonForm),
        gettext_lazy("撤回办结"),
        gettext_lazy("已撤回办结"),
    ),
}


def week_task_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Look at a task, close it, lift it, or open it again."""
    if name not in ACTS:
        raise Http404
    task = shown(request, _task(request, pk))
    act, form_of, title, done = ACTS[name]
    page = reverse("evidence:week-task", args=[pk])
    way = present.task_page(task, user=request.user, on=legal_day(timezone.now()))["crumbs"]
    return _page(
        request,
        act,
        task,
        form_of(request, task),
        title=str(title),
        about=task.text,
        crumbs=[*way[:-1], (task.text, page), (str(title), None)],
        done=str(done),
        to=lambda _row: page,
    )


def week_own(request: HttpRequest) -> HttpResponse:
    """The tasks of the signed-in person, and those that they look at daily."""
    context = present.own_page(request.user, params=request.GET, on=legal_day(timezone.now()))
    return render(request, "evidence/weekly/own.html", context)


def _page(
    request: HttpRequest,
    act: Callable[..., Any],
    subject: Any,
    form: Any,
    *,
    title: str,
    about: str,
    crumbs: Any,
    done: str,
    to: Callable[[Any], str],
) -> HttpResponse:
    def show(form: Any, status: int) -> HttpResponse:
        context = {"title": title, "form": form, "about": about, "crumbs": crumbs}
        return render(request, "cadres/form.html", context, status=status)

    if request.method != "POST":
        return show(form, 200)
    return perform(request, act, subject, form, done=done, to=to, show=show)
