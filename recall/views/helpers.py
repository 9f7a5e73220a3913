"""协办查阅: those of a case, asking, each act, and what the helper reads meanwhile."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.acts import perform, shown
from core.ui.forms import NoFields
from recall.forms import helpers as forms
from recall.models import Case, HelperAccess
from recall.permissions import helpers as may
from recall.permissions.notes import is_of_office
from recall.presenters import helpers as present
from recall.queries import helpers as queries
from recall.services import helpers as acts
from recall.views.cases import scoped
from recall.views.responses import download


def _case(request: HttpRequest, pk: int) -> Case:
    """Answer a case for the department; a unit's hands read of no helper."""
    row = scoped(request, pk)
    if not is_of_office(request.user, row):
        raise Http404
    return shown(request, row)


def helper_list(request: HttpRequest, pk: int) -> HttpResponse:
    """All accesses that were lent on a case."""
    context = present.listed(_case(request, pk), user=request.user, at=timezone.now())
    return render(request, "recall/helpers/list.html", context)


def _page(case: Case, form: Any, title: Any, **told: Any) -> dict[str, Any]:
    return {
        "form": form,
        "title": title,
        "submit": title,
        "about": f"{case.cadre.name}　{case.unit_then}",
        "crumbs": present.crumbs(case, str(title)),
        "back": reverse("recall:helper-list", args=[case.pk]),
    } | told


def helper_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a helper."""
    row = _case(request, pk)

    def show(form: Any, status: int) -> HttpResponse:
        refusal = may.ask_for_helper.refusal(request.user, row)
        told = {"refusal": refusal, "after": _("由另一名管理员或决定人审批；到时自动关闭。")}
        context = _page(row, form, _("申请协办查阅"), **told)
        return render(request, "evidence/act.html", context, status=status)

    if request.method != "POST":
        return show(forms.AskForm(), 200)
    return perform(
        request,
        acts.ask,
        row,
        forms.AskForm(request.POST),
        done=_("已提出申请"),
        to=lambda _row: reverse("recall:helper-list", args=[pk]),
        show=show,
    )


ACTS: dict[str, tuple[Any, Any, Any, Any, Any]] = {
    "approve": (
        acts.approve,
        may.approve_helper,
        NoFields,
        gettext_lazy("批准协办查阅"),
        gettext_lazy("已批准"),
    ),
    "refuse": (
        acts.refuse,
        may.approve_helper,
        forms.RefuseForm,
        gettext_lazy("不批准协办查阅"),
        gettext_lazy("已退回申请"),
    ),
    "end": (
        acts.end,
        may.end_helper,
        NoFields,
        gettext_lazy("提前收回协办查阅"),
        gettext_lazy("已收回"),
    ),
}


def helper_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Approve, refuse, or take back before the time."""
    if name not in ACTS:
        raise Http404
    rows = HelperAccess.objects.visible_to(request.user)
    related = ("case__cadre", "case__unit", "case__nomination", "helper")
    row = shown(request, get_object_or_404(rows.select_related(*related), pk=pk))
    act, rule, form, title, done = ACTS[name]

    def show(form: Any, status: int) -> HttpResponse:
        refusal = rule.refusal(request.user, row)
        context = _page(row.case, form, title, facts=present.facts(row), refusal=refusal)
        return render(request, "evidence/act.html", context, status=status)

    if request.method != "POST":
        return show(form(), 200)
    return perform(
        request,
        act,
        row,
        form(request.POST),
        done=str(done),
        to=lambda _row: reverse("recall:helper-list", args=[row.case_id]),
        show=show,
    )


def _lent(request: HttpRequest, pk: int) -> HelperAccess:
    """Answer what is lent to the user now; 404 before, after, and to anybody else."""
    rows = queries.lent_to(request.user, at=timezone.now())
    related = ("case__cadre", "case__unit", "case__campaign__scheme_version", "case__nomination")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def lent_case(request: HttpRequest, pk: int) -> HttpResponse:
    """The case as its helper reads it; the trail names the access under which."""
    row = shown(request, _lent(request, pk))
    return render(request, "recall/helpers/lent.html", present.lent(row))


def lent_evidence(request: HttpRequest, pk: int, evidence_pk: int) -> HttpResponse:
    """Hand out a file of the case to its helper."""
    row = _lent(request, pk)
    evidence = get_object_or_404(queries.evidence_of(row), pk=evidence_pk)
    shown(request, row, act="download")
    return download(evidence.file, name=f"evidence-{evidence.pk}")
