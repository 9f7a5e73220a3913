"""The library of teachers."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.acts import perform
from core.ui import lists
from core.ui.forms import NoFields
from training.forms.timetables import TeacherForm
from training.models import Teacher
from training.queries import classes as queries
from training.queries import timetables
from training.services import teachers


def teacher_list(request: HttpRequest) -> HttpResponse:
    """Show the teachers, and take a new one."""
    counties = queries.planning_counties(request.user)
    if not counties:
        raise Http404
    given = {"counties": queries.divisions(counties)}

    def show(form: Any, status: int) -> HttpResponse:
        context = {
            "form": form,
            "page": lists.page_of(timetables.teachers(counties), request.GET),
            "crumbs": [(_("培训班"), reverse("training:class-list")), (_("师资库"), None)],
        }
        return render(request, "training/timetable/teachers.html", context, status=status)

    def act(_none: None, *, county: Any, **facts: Any) -> Teacher:
        return teachers.add(county, **facts)

    if request.method != "POST":
        return show(TeacherForm(**given), 200)
    return perform(
        request,
        act,
        None,
        TeacherForm(request.POST, **given),
        done=_("已登记师资"),
        to=lambda _row: reverse("training:teacher-list"),
        show=show,
    )


@require_POST
def teacher_retire(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Teacher.objects.visible_to(request.user), pk=pk)

    def show(form: Any, status: int) -> HttpResponse:
        context = {
            "sentence": " ".join(form.non_field_errors()),
            "url": reverse("training:teacher-list"),
            "label": _("返回师资库"),
        }
        return render(request, "ui/conflict.html", context, status=status)

    return perform(
        request,
        teachers.retire,
        row,
        NoFields(request.POST),
        done=_("已停用"),
        to=lambda _row: reverse("training:teacher-list"),
        show=show,
    )
