"""The week of all classes, and the acts on a lesson that stands: all by form and keyboard."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core import dates
from core.acts import perform
from training.forms.timetables import ChangeForm, CopyForm, SwapForm, WeekForm
from training.models import Room, Session, Teacher
from training.presenters import classes as present_classes
from training.presenters import timetables as present
from training.queries import timetables as queries
from training.services import timetables
from training.views.classes import scoped


def week(request: HttpRequest) -> HttpResponse:
    """Show the lessons of one week, of every class that the user may see."""
    form = WeekForm(request.GET if "week" in request.GET else None)
    asked = form.cleaned_data.get("week") if form.is_valid() else None
    start = queries.monday(asked or dates.legal_day(timezone.now()))
    context = present.week(request.user, start) | {"form": form}
    return render(request, "training/timetable/week.html", context)


def _lesson(request: HttpRequest, pk: int) -> Session:
    rows = Session.objects.visible_to(request.user).select_related("training_class")
    return get_object_or_404(rows, pk=pk)


def session_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a lesson another time, room, teacher or group."""
    row = _lesson(request, pk)
    # who was struck off since the lesson was planned keeps it
    offered = Q(retired_at=None) | Q(pk=row.lecturer_id)
    teachers = Teacher.objects.visible_to(request.user).filter(offered, county=row.county_id)
    open_or_kept = Q(closed_at=None) | Q(pk=row.hall_id)
    rooms = Room.objects.visible_to(request.user).filter(open_or_kept, county=row.county_id)
    given = {"teachers": teachers, "rooms": rooms.order_by("place", "name")}
    return _act(
        request,
        row,
        timetables.change,
        lambda data: ChangeForm(data, initial=queries.slot(row), **given),
        title=_("调整课次"),
        done=_("已调整课次，学员会看到变动"),
    )


def session_swap(request: HttpRequest, pk: int) -> HttpResponse:
    """Swap the times of two lessons of a class."""
    row = _lesson(request, pk)
    others = queries.others(row, timezone.now()).select_related("training_class")
    return _act(
        request,
        row,
        timetables.swap,
        lambda data: SwapForm(data, others=others),
        title=_("对调课次"),
        done=_("已对调两节课的时间"),
    )


def _act(
    request: HttpRequest,
    row: Session,
    act: Callable[..., Any],
    make: Callable[[Any], Any],
    *,
    title: str,
    done: str,
) -> HttpResponse:
    def show(form: Any, status: int) -> HttpResponse:
        context = present.lesson_page(row, title, user=request.user, at=timezone.now())
        context["form"] = form
        return render(request, "training/timetable/act.html", context, status=status)

    if request.method != "POST":
        return show(make(None), 200)
    return perform(
        request,
        act,
        row,
        make(request.POST),
        done=done,
        to=lambda row: reverse("training:class-detail", args=[row.training_class_id]),
        show=show,
    )


def class_copy_day(request: HttpRequest, pk: int) -> HttpResponse:
    """Copy a day's lessons of a class to another day."""
    row = scoped(request, pk)
    days = queries.days_of(row)

    def show(form: Any, status: int) -> HttpResponse:
        context = {
            "training_class": row,
            "form": form,
            "title": _("复制一天课程"),
            "refusal": present_classes.plan_refusal(request.user, row)
            or ("" if days else _("还没有排课，没有可以复制的课程。")),
            "crumbs": present_classes.session_crumbs(row, _("复制一天课程")),
        }
        return render(request, "training/timetable/copy.html", context, status=status)

    if request.method != "POST":
        return show(CopyForm(days=days), 200)
    return perform(
        request,
        timetables.copy_day,
        row,
        CopyForm(request.POST, days=days),
        done=_("已复制当天课程"),
        to=lambda _rows: reverse("training:class-detail", args=[pk]),
        show=show,
    )
