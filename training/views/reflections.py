"""Reflections: tasks on the desk, the text on the phone, review with a hint beside it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from core import dates
from core.acts import perform, shown
from core.ui.forms import NoFields
from training.forms.reflections import ReviewForm, TaskForm, TextForm
from training.models import Reflection, ReflectionTask
from training.permissions import reflections as permissions
from training.presenters import reflections as present
from training.presenters.classes import session_crumbs
from training.queries import reflections as queries
from training.queries import rubrics
from training.services import reflections
from training.views.classes import scoped


def _task(request: HttpRequest, pk: int) -> ReflectionTask:
    rows = ReflectionTask.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("training_class", "session"), pk=pk)


def _run(request: HttpRequest, pk: int) -> ReflectionTask:
    """Answer the task for who runs the class; for a trainee it is no page."""
    row = _task(request, pk)
    if not permissions.set_reflection.allows(request.user, row.training_class):
        raise Http404
    return row


def task_list(request: HttpRequest, pk: int) -> HttpResponse:
    context = present.listing(scoped(request, pk), user=request.user)
    return render(request, "training/reflections/list.html", context)


def task_set(request: HttpRequest, pk: int) -> HttpResponse:
    row = scoped(request, pk)
    sessions = queries.sessions_of(row)
    back = reverse("training:reflection-list", args=[pk])

    def show(form: Any, status: int) -> HttpResponse:
        context = {
            "form": form,
            "title": _("布置心得"),
            "crumbs": session_crumbs(row, _("布置心得")),
            "refusal": permissions.set_reflection.refusal(request.user, row),
            "back": back,
            "after": _("布置后不能改；还没有人交稿时可以取消，再重新布置。"),
        }
        return render(request, "training/examinations/form.html", context, status=status)

    if request.method != "POST":
        words = rubrics.spoken(rubrics.proposed(row))
        return show(TaskForm(sessions=sessions, initial={"rubric": words}), 200)
    return perform(
        request,
        reflections.set_task,
        row,
        TaskForm(request.POST, sessions=sessions),
        done=_("已布置"),
        to=lambda row: reverse("training:reflection-task", args=[row.pk]),
        show=show,
    )


@vary_on_headers("HX-Request")
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """The desk's page for who runs the class; a trainee is led to the own page."""
    row = _task(request, pk)
    if not permissions.set_reflection.allows(request.user, row.training_class):
        return redirect(reverse("training:reflection-write", args=[pk]))
    return _desk(request, row)


def _desk(
    request: HttpRequest, row: ReflectionTask, *, status: int = 200, form: Any = None
) -> HttpResponse:
    on = dates.legal_day(timezone.now())
    fresh = row if form is None else _task(request, row.pk)
    context = present.desk(fresh, user=request.user, on=on, params=request.GET, bound_form=form)
    return render(request, "training/reflections/task.html", context, status=status)


@require_POST
def task_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    row = _run(request, pk)
    return perform(
        request,
        reflections.call_off,
        row,
        NoFields(request.POST, auto_id="id_cancel_%s"),
        done=_("已取消"),
        to=lambda row: reverse("training:reflection-list", args=[row.training_class_id]),
        show=lambda form, status: _desk(request, row, status=status, form=form),
    )


def _paper(request: HttpRequest, row: ReflectionTask, form: Any, status: int) -> HttpResponse:
    context = present.paper(row, queries.own(row, request.user), form, user=request.user)
    return render(request, "training/reflections/write.html", context, status=status)


def _written(request: HttpRequest, pk: int) -> ReflectionTask:
    """Answer the task for a trainee of the class; for others it is no page to write on."""
    row = _task(request, pk)
    if queries.place_of(row, request.user) is None:
        raise Http404
    return row


def _read(request: HttpRequest, pk: int) -> ReflectionTask:
    """Answer the task of a text of one's own, whoever has left the class since; or `_written`."""
    rows = Reflection.objects.visible_to(request.user).filter(
        enrolment__case__subject=request.user, task=pk
    )
    own = rows.select_related("task__training_class", "task__session").first()
    return own.task if own else _written(request, pk)


@never_cache
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """The own draft and versions; a POST hands in, which nobody does who has left the class."""
    row = _written(request, pk) if request.method == "POST" else _read(request, pk)
    own = queries.own(row, request.user)
    if own:
        shown(request, own)
    if request.method != "POST":
        return _paper(request, row, TextForm(initial={"text": own.draft if own else ""}), 200)
    return perform(
        request,
        reflections.hand_in,
        row,
        TextForm(request.POST),
        done=_("已交稿，评阅后在这里看结果"),
        to=lambda _row: reverse("training:reflection-write", args=[pk]),
        show=lambda form, status: _paper(request, row, form, status),
    )


def write_save(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the draft: some seconds after the last key, or by the button without script.

    A GET answers only the line that says what was kept.
    """
    row = _written(request, pk)
    is_part = bool(request.headers.get("HX-Request"))

    def show(form: Any, status: int) -> HttpResponse:
        if not is_part:
            return _paper(request, row, form, status)
        told = present.saved(queries.own(row, request.user)) | {"row": row, "form": form}
        return render(request, "training/reflections/_saved.html", told, status=status)

    if request.method != "POST":
        list(messages.get_messages(request))  # the line itself says so; no page owes it later
        own = queries.own(row, request.user)
        return show(TextForm(initial={"text": own.draft if own else ""}), 200)
    name = "training:reflection-save" if is_part else "training:reflection-write"
    return perform(
        request,
        reflections.keep_draft,
        row,
        TextForm(request.POST),
        done=_("已保存草稿"),
        to=lambda _row: reverse(name, args=[pk]),
        show=show,
    )


def _reviewed(request: HttpRequest, pk: int) -> Reflection:
    """Answer a reflection that the user reads as a reviewer: never the own one."""
    rows = Reflection.objects.visible_to(request.user).exclude(
        enrolment__case__subject=request.user
    )
    rows = rows.select_related(
        "task__training_class", "task__session", "enrolment__case__cadre"
    ).with_state()  # type: ignore[attr-defined]
    return get_object_or_404(rows.defer("draft"), pk=pk)


@never_cache
def reflection(request: HttpRequest, pk: int) -> HttpResponse:
    """The versions for a reviewer, with what is said of the newest."""
    row = shown(request, _reviewed(request, pk))

    def show(form: Any, status: int) -> HttpResponse:
        context = present.reading(row, form, user=request.user)
        return render(request, "training/reflections/review.html", context, status=status)

    if request.method != "POST":
        start = {"version": row.last_id}  # type: ignore[attr-defined]
        return show(ReviewForm(initial=start, rubric=row.task.rubric), 200)
    return perform(
        request,
        reflections.review,
        row,
        ReviewForm(request.POST, rubric=row.task.rubric),
        done=_("已评阅"),
        to=lambda _row: reverse("training:reflection", args=[pk]),
        show=show,
    )


@never_cache
def compare(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Two texts side by side; both are read, so both leave an entry."""
    row, theirs = shown(request, _reviewed(request, pk)), shown(request, _reviewed(request, other))
    context = present.compared(row, theirs, user=request.user)
    return render(request, "training/reflections/compare.html", context)
