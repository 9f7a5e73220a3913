"""Rule replay: the reports kept, a new one, its progress."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from accounts.enums import Role
from core.acts import perform
from core.documents.presenters import STOP_POLLING
from core.ui import lists
from reports.forms import ReplayForm
from reports.models import Replay
from reports.presenters import replays as present
from reports.services import replays
from schemes.models import SchemeVersion
from schemes.permissions import edit_version


@require_GET
@vary_on_headers("HX-Request")
def replay_list(request: HttpRequest) -> HttpResponse:
    rows = Replay.objects.visible_to(request.user).select_related(
        "county", "base__scheme", "version__scheme", "asked_by"
    )
    own = request.user.counties(Role.COUNTY_ADMIN)
    mine = SchemeVersion.objects.visible_to(request.user).filter(scheme__county__in=own)
    context = {
        "title": _("规则回放"),
        "page": lists.page_of(rows.order_by("-pk"), request.GET),
        "versions": mine.select_related("scheme").order_by("-pk")[:8],
    }
    return render(request, "reports/replays/list.html", context)


def replay_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose what to compare a version with."""
    seen = SchemeVersion.objects.visible_to(request.user).select_related("scheme__county")
    version = get_object_or_404(seen, pk=pk)
    if refusal := edit_version.refusal(request.user, version):
        raise PermissionDenied(refusal)
    form = ReplayForm(request.POST or None, version=version, seen=seen)

    def show(form: Any, status: int = 200) -> HttpResponse:
        text = reverse("schemes:text", args=[pk])
        crumbs = [(str(version), text), (_("规则回放"), None)]
        context = {"title": _("规则回放"), "form": form, "version": version, "crumbs": crumbs}
        return render(request, "reports/replays/form.html", context, status=status)

    if request.method != "POST":
        return show(form)
    return perform(
        request,
        replays.ask,
        version,
        form,
        done=_("已开始回放"),
        to=lambda row: reverse("reports:replay", args=[row.pk]),
        show=show,
    )


def _scoped(request: HttpRequest, pk: int) -> Replay:
    rows = Replay.objects.visible_to(request.user).select_related(
        "county", "base__scheme", "version__scheme", "asked_by"
    )
    return get_object_or_404(rows, pk=pk)


@require_GET
def replay(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "reports/replays/detail.html", present.page(_scoped(request, pk)))


@require_GET
def replay_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer how far the job is; when it is done, htmx is told to load the page anew."""
    row = _scoped(request, pk)
    context = {"replay": row, "progress": present.progress(row)}
    status = 200 if row.finished_at is None else STOP_POLLING
    response = render(request, "reports/replays/_progress.html", context, status=status)
    if row.finished_at:
        response["HX-Refresh"] = "true"
    return response
