"""Reminders: the list, one with its acts, and the person's own page."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.vary import vary_on_headers

from cadres.models import Cadre
from core.acts import perform, shown
from core.dates import legal_day
from core.ui import lists
from core.ui.forms import NoFields
from evidence.forms import reminders as forms
from evidence.models import Reminder
from evidence.presenters import reminders as present
from evidence.queries import places
from evidence.services import reminders as acts
from evidence.views.pages import posted


def _reminder(rows: Any, pk: int) -> Reminder:
    return get_object_or_404(rows.select_related("cadre", "unit", "ground", "issued_by"), pk=pk)


@vary_on_headers("HX-Request")
def reminder_list(request: HttpRequest) -> HttpResponse:
    rows = Reminder.objects.visible_to(request.user).select_related("cadre", "unit")
    page = lists.page_of(rows.order_by("-issued_at", "-pk"), request.GET)
    on = legal_day(timezone.now())
    page.object_list = [{"row": row, "mark": present.mark(row, on)} for row in page.object_list]
    context = {
        "title": _("提醒预警"),
        "crumbs": [*present.crumbs()[:1], (_("提醒预警"), None)],
        "page": page,
        "can_issue": places.units_kept(request.user).exists(),
    }
    return render(request, "evidence/reminders/list.html", context)


def reminder_new(request: HttpRequest) -> HttpResponse:
    people = Cadre.objects.visible_to(request.user).exclude(user=request.user)
    units = places.units_kept(request.user)
    form = forms.ReminderForm(
        posted(request),
        initial=present.first(units, on=legal_day(timezone.now())),
        units=units,
        people=people,
        grounds=places.grounds(),
    )

    def act(_none: Any, *, unit: Any, **given: Any) -> Reminder:
        return acts.issue(unit, **given)

    return _page(request, act, None, form, title=_("发出提醒"), done=_("已发出，请送达本人"))


def reminder(request: HttpRequest, pk: int) -> HttpResponse:
    row = shown(request, _reminder(Reminder.objects.visible_to(request.user), pk))
    context = present.page(row, user=request.user, on=legal_day(timezone.now()))
    return render(request, "evidence/reminders/detail.html", context)


ACTS: dict[str, tuple[Any, Any, Any, Any]] = {
    "serve": (acts.serve, forms.ServeForm, gettext_lazy("登记送达"), gettext_lazy("已登记送达")),
    "judge": (acts.judge, forms.JudgeForm, gettext_lazy("认定改正情况"), gettext_lazy("已认定")),
    "signal": (
        acts.raise_for,
        NoFields,
        gettext_lazy("产生线索"),
        gettext_lazy("已产生线索"),
    ),
}


def reminder_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Serve a reminder, judge it, or let it become a signal."""
    if name not in ACTS:
        raise Http404
    row = shown(request, _reminder(Reminder.objects.visible_to(request.user), pk))
    act, form, title, done = ACTS[name]
    data = request.POST if request.method == "POST" else None
    return _page(request, act, row, form(data), title=str(title), done=str(done))


def own_reminders(request: HttpRequest) -> HttpResponse:
    rows = Reminder.objects.told_to(request.user).select_related("unit").order_by("-served_on")
    on = legal_day(timezone.now())
    context = {"rows": [{"row": row, "mark": present.mark(row, on)} for row in rows]}
    return render(request, "evidence/reminders/own_list.html", context)


def own_reminder(request: HttpRequest, pk: int) -> HttpResponse:
    """What the person reads, and what they say on it."""
    row = shown(request, _reminder(Reminder.objects.told_to(request.user), pk))

    def show(form: Any, status: int) -> HttpResponse:
        fresh = _reminder(Reminder.objects.told_to(request.user), pk)
        context = present.page(fresh, user=request.user, on=legal_day(timezone.now()))
        return render(
            request, "evidence/reminders/own.html", context | {"form": form}, status=status
        )

    if request.method != "POST":
        return show(forms.SayForm(), 200)
    return perform(
        request,
        acts.say,
        row,
        forms.SayForm(request.POST),
        done=_("已收到您的说明"),
        to=lambda _row: reverse("evidence:own-reminder", args=[pk]),
        show=show,
    )


def _page(
    request: HttpRequest, act: Any, row: Any, form: Any, *, title: str, done: str
) -> HttpResponse:
    def show(form: Any, status: int) -> HttpResponse:
        about = row.cadre.name if row else ""
        context = {"title": title, "form": form, "about": about, "crumbs": present.crumbs(title)}
        return render(request, "cadres/form.html", context, status=status)

    if request.method != "POST":
        return show(form, 200)
    return perform(
        request,
        act,
        row,
        form,
        done=done,
        to=lambda made: reverse("evidence:reminder", args=[(row or made).pk]),
        show=show,
    )
