"""The bank, examinations on the desk, and papers on the phone."""

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

from core.acts import perform, shown
from core.ui import lists
from core.ui.forms import NoFields
from training import permissions
from training.forms.examinations import ExaminationForm, MarkForm, PaperForm, QuestionForm
from training.models import Examination, Paper, Question
from training.presenters import examinations as present
from training.presenters.classes import session_crumbs
from training.queries import draws
from training.queries import examinations as queries
from training.services import examinations, questions, sittings
from training.views.classes import scoped


def _examination(request: HttpRequest, pk: int) -> Examination:
    rows = Examination.objects.visible_to(request.user).select_related("training_class")
    return get_object_or_404(rows, pk=pk)


def _run(request: HttpRequest, pk: int) -> Examination:
    """Answer the examination for who runs it; for a trainee it is no page."""
    row = _examination(request, pk)
    if not permissions.run_examination.allows(request.user, row.training_class):
        raise Http404
    return row


@vary_on_headers("HX-Request")
def question_list(request: HttpRequest) -> HttpResponse:
    if not queries.bank_counties(request.user):
        raise Http404
    rows = Question.objects.visible_to(request.user).select_related("county")
    context = {
        "title": _("题库"),
        "page": lists.page_of(rows.order_by("retired_at", "topic", "-pk"), request.GET),
    }
    return render(request, "training/examinations/questions.html", context)


def question_new(request: HttpRequest) -> HttpResponse:
    """Write a question into the bank of one's own county."""
    counties = queries.bank_counties(request.user)
    if not counties:
        raise Http404
    places = queries.counties(counties)

    def show(form: Any, status: int) -> HttpResponse:
        crumbs = [(_("题库"), reverse("training:question-list")), (_("录入试题"), None)]
        context = {"form": form, "title": _("录入试题"), "crumbs": crumbs}
        context["back"] = reverse("training:question-list")
        context["after"] = _("录入后不能改；有错的停用后重新录入，用过它的试卷不受影响。")
        return render(request, "training/examinations/form.html", context, status=status)

    if request.method != "POST":
        return show(QuestionForm(counties=places), 200)
    return perform(
        request,
        lambda _none, *, county, **told: questions.write(county, **told),
        None,
        QuestionForm(request.POST, counties=places),
        done=_("已录入试题"),
        to=lambda _row: reverse("training:question-list"),
        show=show,
    )


@require_POST
def question_retire(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Question.objects.visible_to(request.user), pk=pk)

    def show(_form: Any, status: int) -> HttpResponse:
        answer = question_list(request)
        answer.status_code = status
        return answer

    return perform(
        request,
        questions.retire,
        row,
        NoFields(request.POST),
        done=_("已停用"),
        to=lambda _row: reverse("training:question-list"),
        show=show,
    )


def examination_list(request: HttpRequest, pk: int) -> HttpResponse:
    row = scoped(request, pk)
    context = present.listing(row, user=request.user, at=timezone.now())
    return render(request, "training/examinations/list.html", context)


def examination_plan(request: HttpRequest, pk: int) -> HttpResponse:
    row = scoped(request, pk)
    given = {"bank": draws.bank(row.county_id), "pools": draws.pools(row.county_id)}
    back = reverse("training:examination-list", args=[pk])

    def show(form: Any, status: int) -> HttpResponse:
        context = {
            "form": form,
            "title": _("安排测验或考试"),
            "crumbs": session_crumbs(row, _("安排测验或考试")),
            "refusal": permissions.run_examination.refusal(request.user, row),
            "back": back,
            "after": _("安排后题目和时间不能改；还没有人答卷时可以取消。"),
            "bank_is_empty": not given["bank"].exists(),
        }
        return render(request, "training/examinations/form.html", context, status=status)

    if not permissions.run_examination.allows(request.user, row):
        given = {"bank": given["bank"].none(), "pools": []}
    if request.method != "POST":
        return show(ExaminationForm(**given), 200)
    return perform(
        request,
        examinations.plan,
        row,
        ExaminationForm(request.POST, **given),
        done=_("已安排"),
        to=lambda row: reverse("training:examination", args=[row.pk]),
        show=show,
    )


@never_cache
def examination(request: HttpRequest, pk: int) -> HttpResponse:
    """The desk's page for who runs it, the door of the paper for a trainee."""
    return _show(request, _examination(request, pk))


def _show(
    request: HttpRequest, row: Examination, *, status: int = 200, form: Any = None
) -> HttpResponse:
    at = timezone.now()
    fresh = _examination(request, row.pk)
    if permissions.run_examination.allows(request.user, row.training_class):
        context = present.desk(fresh, user=request.user, at=at, bound=form)
        return render(request, "training/examinations/detail.html", context, status=status)
    context = present.door(fresh, user=request.user, at=at) | {"form": form}
    return render(request, "training/examinations/door.html", context, status=status)


_ACTS = {
    "cancel": (examinations.cancel, _("已取消")),
    "release": (examinations.release, _("已公布成绩")),
}


@require_POST
def examination_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    row = _run(request, pk)
    if name not in _ACTS:
        raise Http404
    act, done = _ACTS[name]
    return perform(
        request,
        act,
        row,
        NoFields(request.POST, auto_id=f"id_{name}_%s"),
        done=done,
        to=lambda row: reverse("training:examination", args=[row.pk]),
        show=lambda form, status: _show(request, row, status=status, form=form),
    )


def marking(request: HttpRequest, pk: int) -> HttpResponse:
    """Short answers without names; a second person gets those that decide once more."""
    return _marking(request, _run(request, pk))


def _marking(
    request: HttpRequest, row: Examination, *, status: int = 200, form: Any = None
) -> HttpResponse:
    context = present.marking(row, user=request.user, at=timezone.now(), bound=form)
    return render(request, "training/examinations/marking.html", context, status=status)


@require_POST
def answer_mark(request: HttpRequest, pk: int, answer_pk: int) -> HttpResponse:
    row = _run(request, pk)
    answer = queries.short_answer(row, answer_pk)
    if answer is None:
        raise Http404
    return perform(
        request,
        examinations.mark,
        answer,
        MarkForm(request.POST, auto_id=f"id_mark{answer_pk}_%s"),
        done=_("已评分"),
        to=lambda _row: reverse("training:marking", args=[pk]),
        show=lambda form, status: _marking(request, row, status=status, form=form),
    )


@require_POST
def paper_begin(request: HttpRequest, pk: int) -> HttpResponse:
    row = _examination(request, pk)
    return perform(
        request,
        sittings.begin,
        row,
        NoFields(request.POST),
        done=_("开始计时，每答一题自动保存"),
        to=lambda paper: reverse("training:paper", args=[paper.pk]),
        show=lambda form, status: _show(request, row, status=status, form=form),
    )


def _paper(request: HttpRequest, pk: int) -> Paper:
    """Answer the user's own paper; nobody opens another's."""
    rows = Paper.objects.visible_to(request.user).filter(enrolment__case__subject=request.user)
    return get_object_or_404(rows.select_related("examination", "enrolment__case"), pk=pk)


def _form(row: Paper, data: Any = None) -> PaperForm:
    questions = queries.shuffled(draws.items_of_paper(row), row.seed)
    return PaperForm(data, questions=questions, held=queries.answers_of(row))


def _sheet(request: HttpRequest, row: Paper, form: Any, status: int) -> HttpResponse:
    context = present.sheet(row, form, at=timezone.now())
    return render(request, "training/examinations/paper.html", context, status=status)


@never_cache
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper with what was saved; a POST hands it in. One that is over leads to the door."""
    row = shown(request, _paper(request, pk))
    door = reverse("training:examination", args=[row.examination_id])
    if request.method != "POST":
        if row.is_over(timezone.now()):
            return redirect(door)
        return _sheet(request, row, _form(row), 200)
    return perform(
        request,
        sittings.hand_in,
        row,
        _form(row, request.POST),
        done=_("已交卷"),
        to=lambda _row: door,
        show=lambda form, status: _sheet(request, row, form, status),
    )


def paper_save(request: HttpRequest, pk: int) -> HttpResponse:
    """Save what stands in the form: at every change, or by the button without script.

    A GET answers only the line that says what was saved and how long is left.
    """
    row = shown(request, _paper(request, pk))
    is_part = bool(request.headers.get("HX-Request"))

    def show(form: Any, status: int) -> HttpResponse:
        if not is_part:
            return _sheet(request, row, form, status)
        context = present.sheet(row, form, at=timezone.now())
        return render(request, "training/examinations/_saved.html", context, status=status)

    if request.method != "POST":
        list(messages.get_messages(request))  # the line itself says so; no page owes it later
        return show(_form(row), 200)
    return perform(
        request,
        sittings.save,
        row,
        _form(row, request.POST),
        done=_("已保存"),
        to=lambda _row: reverse("training:paper-save" if is_part else "training:paper", args=[pk]),
        show=show,
    )
