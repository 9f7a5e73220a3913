"""Timetable and attendance sheet."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core import dates
from core.acts import perform
from training.forms.classes import AttendanceForm, CancelForm
from training.forms.timetables import LessonForm
from training.models import Room, Session, Teacher
from training.presenters import classes as present
from training.queries import attendance as marks
from training.queries import expected, rosters, suspensions
from training.services import attendance, classes
from training.views.classes import scoped


def _session(request: HttpRequest, pk: int) -> Session:
    rows = Session.objects.visible_to(request.user).select_related("training_class")
    return get_object_or_404(rows, pk=pk)


def _libraries(request: HttpRequest, county: int) -> dict[str, Any]:
    """Answer the teachers and rooms that may be chosen for a lesson."""
    rooms = Room.objects.visible_to(request.user).in_use().filter(county=county)
    return {
        "teachers": Teacher.objects.visible_to(request.user).teaching().filter(county=county),
        "rooms": rooms.order_by("place", "name"),
    }


def session_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Put lessons into the timetable one after the other."""
    row = scoped(request, pk)
    given = _libraries(request, row.county_id)

    def show(form: Any, status: int) -> HttpResponse:
        context = {
            "training_class": row,
            "form": form,
            "refusal": present.plan_refusal(request.user, row),
            "blocks": row.blocks.order_by("from_on"),
            "crumbs": present.session_crumbs(row, _("添加课次")),
        }
        return render(request, "training/classes/session.html", context, status=status)

    if request.method != "POST":
        return show(LessonForm(initial={"on": row.opens_on}, **given), 200)
    return perform(
        request,
        classes.add_session,
        row,
        LessonForm(request.POST, **given),
        done=_("已添加课次"),
        to=lambda _row: reverse("training:class-detail", args=[pk]),
        show=show,
    )


def session_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    row = _session(request, pk)

    def show(form: Any, status: int) -> HttpResponse:
        context = {
            "session": row,
            "form": form,
            "refusal": present.plan_refusal(request.user, row.training_class),
            "crumbs": present.session_crumbs(row.training_class, _("取消课次")),
        }
        return render(request, "training/classes/cancel.html", context, status=status)

    if request.method != "POST":
        return show(CancelForm(), 200)
    return perform(
        request,
        classes.cancel_session,
        row,
        CancelForm(request.POST),
        done=_("已取消课次"),
        to=lambda row: reverse("training:class-detail", args=[row.training_class_id]),
        show=show,
    )


def session_attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet of one session: a row of radio buttons for each trainee."""
    row = _session(request, pk)
    refusal = present.roll_refusal(request.user, row)
    day = dates.legal_day(row.starts_at)
    people = suspensions.without(rosters.listed(expected.at_session(row)), day)
    held = marks.marks(row)

    def show(form: Any, status: int) -> HttpResponse:
        context = present.sheet(row, form, user=request.user)
        context |= {"refusal": refusal, "is_first": not held}
        return render(request, "training/classes/attendance.html", context, status=status)

    if refusal:
        people = people.none()
    form = AttendanceForm(request.POST or None, enrolments=people, held=held, ended_at=row.ends_at)
    if request.method != "POST":
        return show(form, 200)
    return perform(
        request,
        attendance.record,
        row,
        form,
        done=_("已登记考勤"),
        to=lambda row: present.after_roll(request.user, row),
        show=show,
    )
