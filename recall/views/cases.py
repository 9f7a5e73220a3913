"""Pages of a case on this floor: the case, its notice, serving, revoking."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from core.acts import perform, shown
from recall.models import Case, FactEvidence
from recall.presenters import cases as present
from recall.presenters import helpers
from recall.services import cases
from recall.views import panels as office
from recall.views.responses import evidence_response, notice_progress, notice_response


def scoped(request: HttpRequest, pk: int) -> Case:
    """Answer the case if the user may see it, else 404."""
    rows = Case.objects.visible_to(request.user).select_related(
        "cadre",
        "unit",
        "campaign__county",
        "campaign__scheme_version",
        "nomination",
        "notice",
    )
    return get_object_or_404(rows, pk=pk)


def case(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, shown(request, scoped(request, pk)))


def show(request: HttpRequest, row: Case, *, status: int = 200, form: Any = None) -> HttpResponse:
    fresh = scoped(request, row.pk)
    context = present.detail(fresh, at=timezone.now())
    context["acts"] = office.case_acts(fresh, user=request.user, bound=form)
    context["form"] = form
    context["helpers_url"] = helpers.link(fresh, request.user)
    return render(request, "recall/cases/detail.html", context, status=status)


_ACTS = {
    "serve": (cases.serve, gettext_lazy("已登记送达")),
    "revoke": (cases.revoke, gettext_lazy("已撤销召回")),
}


@require_POST
def case_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    row = scoped(request, pk)
    if name not in _ACTS:
        raise Http404
    service, done = _ACTS[name]
    return perform(
        request,
        service,
        row,
        office.form_of(name, request.POST),
        done=str(done),
        to=lambda _row: reverse("recall:case", args=[pk]),
        show=lambda form, status: show(request, row, status=status, form=form),
    )


def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """The polled fragment: how far the notice is."""
    return notice_progress(request, scoped(request, pk), page="recall:case")


def notice_file(request: HttpRequest, pk: int) -> FileResponse:
    return notice_response(shown(request, scoped(request, pk), act="download"))


def evidence_file(request: HttpRequest, pk: int) -> HttpResponse:
    rows = FactEvidence.objects.visible_to(request.user).select_related("file", "fact__nomination")
    row = get_object_or_404(rows, pk=pk)
    return evidence_response(shown(request, row, act="download"), request.user)
