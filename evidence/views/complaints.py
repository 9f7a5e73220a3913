"""Complaint shares: the periods, one with everybody's share, one person, one complaint."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from cadres.models import Cadre
from core.acts import perform, shown
from core.dates import legal_day
from core.ui import lists
from core.ui.forms import NoFields
from evidence import permissions
from evidence.forms import complaints as forms
from evidence.models import Complaint, ComplaintLine, ComplaintPlan
from evidence.presenters import complaints as present
from evidence.queries import own as mine
from evidence.queries import places
from evidence.services import complaints as acts
from evidence.views.pages import form_page, posted


def _plan(request: HttpRequest, pk: int) -> ComplaintPlan:
    rows = ComplaintPlan.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("unit", "county"), pk=pk)


def _to_plan(plan: ComplaintPlan) -> Any:
    return lambda _row: reverse("evidence:complaint-plan", args=[plan.pk])


@vary_on_headers("HX-Request")
def complaint_list(request: HttpRequest) -> HttpResponse:
    rows = ComplaintPlan.objects.visible_to(request.user).select_related("unit")
    page = lists.page_of(rows.order_by("-from_on", "unit__name", "pk"), request.GET)
    context = {
        "title": _("投诉占比"),
        "crumbs": present.crumbs(),
        "page": page,
        "lines": [{"row": row, "state": present.state(row)} for row in page],
        "can_draw": places.units_kept(request.user).exists(),
    }
    return render(request, "evidence/complaints/list.html", context)


def complaint_new(request: HttpRequest) -> HttpResponse:
    form = forms.PlanForm(posted(request), units=places.units_kept(request.user))

    def act(_subject: Any, *, unit: Any, **given: Any) -> ComplaintPlan:
        return acts.draw_up(unit, **given)

    return form_page(
        request,
        act,
        None,
        form,
        done=_("已建立，请核对占比线后定案"),
        to=lambda plan: reverse("evidence:complaint-plan", args=[plan.pk]),
        title=_("新建投诉占比统计"),
        crumbs=[*present.crumbs(), (_("新建投诉占比统计"), None)],
    )


def complaint_plan(request: HttpRequest, pk: int) -> HttpResponse:
    context = present.plan_page(_plan(request, pk), user=request.user)
    return render(request, "evidence/complaints/detail.html", context)


def _under(request: HttpRequest, plan: ComplaintPlan, act: Any, form: Any, **told: Any) -> Any:
    return form_page(
        request,
        act,
        plan,
        form,
        to=_to_plan(plan),
        crumbs=present.crumbs(plan, told["title"]),
        about=plan.title,
        back=_to_plan(plan)(None),
        refusal=permissions.keep_complaints.refusal(request.user, plan),
        **told,
    )


def complaint_line_add(request: HttpRequest, pk: int) -> HttpResponse:
    form = forms.LineForm(posted(request), grounds=places.grounds())
    told = {"title": _("增加占比线"), "done": _("已增加占比线")}
    return _under(request, _plan(request, pk), acts.add_line, form, **told)


def _people(request: HttpRequest, plan: ComplaintPlan) -> Any:
    return Cadre.objects.visible_to(request.user).of_unit(plan.unit_id).exclude(user=request.user)


def _many() -> str:
    return _("成批的，由县级管理员在“数据导入”里导入。")


def complaint_count(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    form = forms.CountForm(posted(request), people=_people(request, plan))
    told = {"title": _("录入办事人数"), "done": _("已录入办事人数"), "after": _many()}
    return _under(request, plan, acts.count, form, **told)


def complaint_enter(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    form = forms.ComplaintForm(posted(request), people=_people(request, plan))
    told = {"title": _("录入投诉"), "done": _("已录入，由他人核查"), "after": _many()}
    return _under(request, plan, acts.enter, form, **told)


def complaint_person(request: HttpRequest, pk: int, cadre_pk: int) -> HttpResponse:
    """One person's share; the person concerned reads their own."""
    cadre = get_object_or_404(Cadre.objects.visible_to(request.user), pk=cadre_pk)
    plans, own = ComplaintPlan.objects.visible_to(request.user), cadre.user_id == request.user.pk
    if own:
        plans = mine.shares(request.user)
    plan = get_object_or_404(plans.select_related("unit"), pk=pk)
    context = present.person_page(plan, shown(request, cadre), own=own)
    return render(request, "evidence/complaints/person.html", context)


def complaint_judge(request: HttpRequest, pk: int) -> HttpResponse:
    """One complaint and, while the period runs, what looking into it gave."""
    rows = Complaint.objects.visible_to(request.user).exclude(cadre__user=request.user)
    related = ("plan", "plan__unit", "cadre", "entered_by")
    row = shown(request, get_object_or_404(rows.select_related(*related), pk=pk))
    plan = row.plan
    refusal = permissions.judge_complaint.refusal(request.user, row)
    if row.finding:
        refusal = refusal or _("这件投诉已经核查。")
    return form_page(
        request,
        acts.judge,
        row,
        forms.JudgeForm(posted(request)),
        done=_("已登记核查结论"),
        to=_to_plan(plan),
        title=_("核查投诉"),
        about=plan.title,
        facts=present.complaint_facts(row),
        crumbs=present.crumbs(plan, _("核查投诉")),
        back=_to_plan(plan)(None),
        refusal=refusal,
    )


def _act(request: HttpRequest, plan: ComplaintPlan, act: Any, done: str) -> HttpResponse:
    def show(form: Any, status: int) -> HttpResponse:
        context = present.plan_page(_plan(request, plan.pk), user=request.user) | {"form": form}
        return render(request, "evidence/complaints/detail.html", context, status=status)

    told = {"done": done, "to": _to_plan(plan), "show": show}
    return perform(request, act, plan, NoFields(request.POST), **told)


@require_POST
def complaint_line_drop(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    line = get_object_or_404(ComplaintLine, plan=plan, pk=line_pk)
    return _act(
        request, plan, lambda row, **who: acts.drop_line(row, line=line, **who), _("已删除占比线")
    )


@require_POST
def complaint_settle(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, _plan(request, pk), acts.settle, _("规则已定案，可以录入"))


@require_POST
def complaint_close(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, _plan(request, pk), acts.close, _("已结束，可以产生线索"))


def complaint_signals(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom the lines name, then, by a button, the signals."""
    plan = _plan(request, pk)

    def show(form: Any, status: int) -> HttpResponse:
        today = legal_day(timezone.now())
        context = present.preview(plan, user=request.user, on=today) | {"form": form}
        return render(request, "evidence/complaints/signals.html", context, status=status)

    if request.method != "POST":
        return show(NoFields(), 200)
    return perform(
        request,
        acts.raise_for,
        plan,
        NoFields(request.POST),
        done=_("已产生线索"),
        to=lambda _rows: reverse("evidence:signal-list", query={"practice": "COMPLAINTS"}),
        show=show,
    )
