"""个人提高计划: drawn up, worked over, approved, shown, told of."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import dates
from core.acts import shown
from core.ui.forms import NoFields
from evidence.views.pages import Page, act_page, form_page, posted
from training.forms import plans as forms
from training.models import Enrolment, Plan, PlanLine, PracticePosting
from training.permissions import plans as permissions
from training.presenters import plans as present
from training.presenters.classes import session_crumbs
from training.queries import plans as queries
from training.services import plans


def _today() -> Any:
    return dates.legal_day(timezone.now())


def _plan(request: HttpRequest, pk: int) -> Plan:
    rows = Plan.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("case__cadre", "case__nomination", "drawn_by", "approved_by"), pk=pk
    )


def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One version, on a screen or on paper."""
    row = shown(request, _plan(request, pk))
    context = present.page(row, user=request.user, on=_today())
    return render(request, "training/plans/detail.html", context)


def own_plan(request: HttpRequest) -> HttpResponse:
    """Lead a trainee to the plan that stands for them."""
    rows = Plan.objects.visible_to(request.user).filter(case__subject=request.user)
    row = rows.standing().order_by("-pk").first()
    if row is None:
        return render(request, "training/plans/none.html")
    return redirect("training:plan", row.pk)


def posting_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead a mentor or a host's contact to the plan of who practises here."""
    postings = PracticePosting.objects.visible_to(request.user).select_related("case")
    posting = get_object_or_404(postings, pk=pk)
    if permissions.ask_for_plan.refusal(request.user, posting):
        raise Http404
    rows = Plan.objects.visible_to(request.user).filter(case=posting.case_id)
    row = rows.standing().first()
    if row is None:
        return render(request, "training/plans/none.html")
    return redirect("training:plan", row.pk)


def plan_draw_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw up a plan from the grounds, or a new version of it; a draft that waits is shown."""
    rows = Enrolment.objects.visible_to(request.user).select_related(
        "case__cadre", "case__nomination", "training_class"
    )
    row = get_object_or_404(rows, pk=pk)
    if permissions.keep_plan.refusal(request.user, row):
        raise Http404
    draft, former = queries.draft_of(row.case), queries.standing_of(row.case)
    if draft and request.method != "POST":
        return redirect("training:plan", draft.pk)
    title = _("修订个人提高计划") if former else _("拟定个人提高计划")
    return form_page(
        request,
        plans.draw_up,
        shown(request, row),
        forms.DrawUpForm(posted(request), is_first=former is None),
        title=title,
        about=row.case.cadre.name,
        crumbs=session_crumbs(row.training_class, title),
        back=reverse("training:class-detail", args=[row.training_class_id]),
        facts=[] if former else present.first(row, on=_today()),
        after=_("按召回情形的建议措施列出每一条，逐条改好再批准；批准后本人和带教人看得到。"),
        done=_("已列出计划，请逐条核对"),
        to=lambda made: reverse("training:plan", args=[made.pk]),
    )


def _may_keep(user: Any, row: Any) -> str:
    return permissions.keep_plan.refusal(user, getattr(row, "plan", row))


def _filled(line: PlanLine, _user: Any) -> dict[str, Any]:
    fields = ("measure", "goal", "action", "helper", "due_on")
    return {"initial": {name: getattr(line, name) for name in fields}}


PLAN_ACTS = {
    "add": Page(
        plans.add_line, forms.LineForm, gettext_lazy("增加一条"), gettext_lazy("已增加"), _may_keep
    ),
    "approve": Page(
        plans.approve,
        NoFields,
        gettext_lazy("批准计划"),
        gettext_lazy("计划已批准"),
        _may_keep,
        gettext_lazy("批准后不能改，要改拟新的一版；本人会收到消息。"),
    ),
}
LINE_ACTS = {
    "change": Page(
        plans.change_line,
        forms.LineForm,
        gettext_lazy("修改这一条"),
        gettext_lazy("已修改"),
        _may_keep,
        given=_filled,
    ),
    "drop": Page(
        plans.drop_line, NoFields, gettext_lazy("删去这一条"), gettext_lazy("已删去"), _may_keep
    ),
    "progress": Page(
        plans.tell_progress,
        forms.ProgressForm,
        gettext_lazy("填写进展"),
        gettext_lazy("已填写进展"),
        permissions.tell_progress.refusal,
        gettext_lazy("本人、带教人和班主任都看得到；填写后不能改，可以再填。"),
    ),
}


def plan_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Add a line to a draft, or approve it."""
    row = _plan(request, pk)
    if name not in PLAN_ACTS or _may_keep(request.user, row):
        raise Http404
    return _act(request, row, row, PLAN_ACTS[name])


def line_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Change or drop a line of a draft; say how a line of the standing plan goes."""
    rows = PlanLine.objects.visible_to(request.user).select_related("plan__case__cadre")
    row = get_object_or_404(rows, pk=pk)
    if name not in LINE_ACTS or LINE_ACTS[name].refusal(request.user, row):
        raise Http404
    return _act(request, row, row.plan, LINE_ACTS[name])


def _act(request: HttpRequest, row: Any, plan: Plan, page: Page) -> HttpResponse:
    return act_page(
        request,
        shown(request, row),
        page,
        back=reverse("training:plan", args=[plan.pk]),
        about=getattr(row, "goal", plan.case.cadre.name),
        crumbs=present.crumbs(plan, page.title),
    )
