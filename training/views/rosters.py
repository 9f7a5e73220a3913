"""Groups, monitor, and who joins a later class."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import dates
from core.acts import perform, shown
from core.ui.forms import NoFields
from recall.models import Case
from training.forms.rosters import DivideForm, MonitorForm, PostponeForm
from training.models import Postponement
from training.presenters import classes as present_classes
from training.presenters import rosters as present
from training.queries import rosters as queries
from training.services import rosters
from training.views.classes import scoped


def class_groups(request: HttpRequest, pk: int) -> HttpResponse:
    """Deal the trainees into groups."""
    return _act(request, pk, rosters.divide, DivideForm, _("分组"), _("已分组"))


def class_monitor(request: HttpRequest, pk: int) -> HttpResponse:
    """Name the monitor."""
    trainees = queries.on_sheet(scoped(request, pk))

    def make(data: Any = None) -> MonitorForm:
        return MonitorForm(data, trainees=trainees)

    return _act(request, pk, rosters.name_monitor, make, _("指定班长"), _("已指定班长"))


def _act(
    request: HttpRequest, pk: int, act: Callable[..., Any], make: Any, title: str, done: str
) -> HttpResponse:
    row = scoped(request, pk)
    back = reverse("training:class-detail", args=[pk])

    def show(form: Any, status: int) -> HttpResponse:
        context = {
            "training_class": row,
            "form": form,
            "title": title,
            "back": back,
            "refusal": present_classes.plan_refusal(request.user, row),
            "crumbs": present_classes.session_crumbs(row, title),
        }
        return render(request, "training/classes/roster_act.html", context, status=status)

    if request.method != "POST":
        return show(make(), 200)
    form = make(request.POST)
    return perform(request, act, row, form, done=done, to=lambda _row: back, show=show)


def case_postpone(request: HttpRequest, case_pk: int) -> HttpResponse:
    """Let a person join a later class."""
    cases = Case.objects.visible_to(request.user).select_related("cadre", "unit", "campaign")
    row = shown(request, get_object_or_404(cases, pk=case_pk))
    today = dates.legal_day(timezone.now())

    def show(form: Any, status: int) -> HttpResponse:
        context = present.postpone_page(row, user=request.user, on=today) | {"form": form}
        return render(request, "training/classes/postpone.html", context, status=status)

    if request.method != "POST":
        return show(PostponeForm(initial={"from_on": today}), 200)
    return perform(
        request,
        rosters.postpone,
        row,
        PostponeForm(request.POST),
        done=_("已登记延期，期满后自动回到待编班名单"),
        to=lambda _row: request.path,
        show=show,
    )


@require_POST
def postponement_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a postponement early."""
    rows = Postponement.objects.visible_to(request.user).select_related("case__cadre")
    row = get_object_or_404(rows, pk=pk)
    page = reverse("training:case-postpone", args=[row.case_id])

    def show(form: Any, status: int) -> HttpResponse:
        context = {
            "sentence": " ".join(form.non_field_errors()),
            "url": page,
            "label": _("查看现在的情况"),
        }
        return render(request, "ui/conflict.html", context, status=status)

    return perform(
        request,
        rosters.resume,
        row,
        NoFields(request.POST),
        done=_("已提前结束延期，回到待编班名单"),
        to=lambda _row: page,
        show=show,
    )
