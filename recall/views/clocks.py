"""Clocks: what runs, is near, late or paused; one term with its pauses; pause, resume, extend."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.vary import vary_on_headers

from core import dates
from core.acts import perform, shown
from core.ui import lists
from core.ui.forms import NoFields
from recall import permissions
from recall.forms import clocks as forms
from recall.models import Clock
from recall.presenters import clocks as present
from recall.queries import clocks
from recall.services import clocks as acts


@vary_on_headers("HX-Request")
def clock_list(request: HttpRequest) -> HttpResponse:
    on = dates.legal_day(timezone.now())
    mine = Clock.objects.visible_to(request.user).running()
    counts, view = clocks.counts(mine, on), request.GET.get("view", "all")
    rows = clocks.viewed(mine, view, on).select_related("cadre", "cadre__unit")
    page = lists.page_of(rows.order_by("due_on", "pk"), request.GET)
    labels = {
        "all": _("全部"),
        "late": _("已超期"),
        "soon": _("两个工作日内到期"),
        "paused": _("已暂停"),
    }
    context = {
        "title": _("期限"),
        "crumbs": present.crumbs(),
        "page": page,
        "tabs": lists.tabs(request.GET, [(code, labels[code], counts[code]) for code in labels]),
        "lines": present.lines(page, on),
        "on": on,
    }
    return render(request, "recall/clocks/list.html", context)


def _clock(request: HttpRequest, pk: int) -> Clock:
    rows = Clock.objects.visible_to(request.user).select_related("cadre", "nomination", "case")
    return shown(request, get_object_or_404(rows, pk=pk))


def clock(request: HttpRequest, pk: int, *, pages: dict[str, str]) -> HttpResponse:
    on = dates.legal_day(timezone.now())
    context = present.detail(_clock(request, pk), user=request.user, on=on, pages=pages)
    return render(request, "recall/clocks/detail.html", context)


ACTS: dict[str, tuple[Any, Any, Any, Any]] = {
    "pause": (
        acts.pause,
        forms.PauseForm,
        gettext_lazy("暂停期限"),
        gettext_lazy("已暂停，恢复后重新计算末日"),
    ),
    "resume": (
        acts.resume,
        NoFields,
        gettext_lazy("恢复计算"),
        gettext_lazy("已恢复，末日已顺延"),
    ),
    "extend": (acts.extend, forms.ExtendForm, gettext_lazy("延长期限"), gettext_lazy("已延长")),
}


def clock_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Pause a term, let it go on, or extend it."""
    if name not in ACTS:
        raise Http404
    row = _clock(request, pk)
    act, form, title, done = ACTS[name]
    back = reverse("recall:clock", args=[pk])

    def show(form: Any, status: int) -> HttpResponse:
        context = {
            "form": form,
            "title": title,
            "submit": title,
            "about": f"{row.cadre.name}　{row.get_kind_display()}",
            "crumbs": present.crumbs(row.cadre.name, str(title)),
            "back": back,
            "refusal": permissions.keep_clock.refusal(request.user, row),
        }
        return render(request, "evidence/act.html", context, status=status)

    if request.method != "POST":
        return show(form(), 200)
    return perform(
        request, act, row, form(request.POST), done=str(done), to=lambda _row: back, show=show
    )
