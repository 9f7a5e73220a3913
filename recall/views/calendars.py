"""The calendar of working days: years known, entered, confirmed."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import Role
from core import dates
from core.acts import perform
from core.ui.forms import NoFields
from recall import permissions
from recall.forms.calendars import CalendarForm
from recall.models import YearCalendar
from recall.presenters import calendars as present
from recall.services import calendars as acts


def _readers(request: HttpRequest) -> None:
    if not request.user.counties(Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER):
        raise Http404


def calendar_list(request: HttpRequest) -> HttpResponse:
    _readers(request)
    this = dates.legal_day(timezone.now()).year
    context = present.years(this) | {
        "can_enter": permissions.keep_calendar.allows(request.user, None)
    }
    return render(request, "recall/calendars/list.html", context)


def calendar_new(request: HttpRequest) -> HttpResponse:
    _readers(request)

    def show(form: Any, status: int) -> HttpResponse:
        context = {
            "form": form,
            "title": _("录入放假安排"),
            "submit": _("录入"),
            "crumbs": present.crumbs(_("录入放假安排")),
            "back": reverse("recall:calendar-list"),
            "after": _("由另一名县级管理员确认后生效，正在计算的期限随即重新计算。"),
            "refusal": permissions.keep_calendar.refusal(request.user, None),
        }
        return render(request, "evidence/act.html", context, status=status)

    if request.method != "POST":
        return show(CalendarForm(), 200)
    return perform(
        request,
        lambda _none, **told: acts.enter(**told),
        None,
        CalendarForm(request.POST),
        done=_("已录入，由另一名县级管理员确认"),
        to=lambda row: reverse("recall:calendar", args=[row.pk]),
        show=show,
    )


def _calendar(request: HttpRequest, pk: int) -> YearCalendar:
    rows = YearCalendar.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("entered_by", "confirmed_by"), pk=pk)


def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, _calendar(request, pk), None, 200)


def _show(request: HttpRequest, row: YearCalendar, form: Any, status: int) -> HttpResponse:
    context = present.year(row, user=request.user) | {"form": form}
    return render(request, "recall/calendars/detail.html", context, status=status)


def calendar_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Confirm an entered calendar, or take it back."""
    row = _calendar(request, pk)
    if request.method != "POST" or name not in ("confirm", "drop"):
        raise Http404
    act, done = {
        "confirm": (acts.confirm, _("已确认，正在计算的期限将重新计算")),
        "drop": (acts.drop, _("已删除，可以重新录入")),
    }[name]
    return perform(
        request,
        act,
        row,
        NoFields(request.POST),
        done=done,
        to=lambda _row: reverse("recall:calendar-list"),
        show=lambda form, status: _show(request, row, form, status),
    )
