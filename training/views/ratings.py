"""Rating a course: the desk's pages, the teacher's, and the trainee's on the phone."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from core import dates
from core.acts import perform
from core.ui import lists
from core.ui.forms import NoFields
from training.forms.ratings import ItemsForm, OpenForm, RateForm
from training.models import CourseRating, Session
from training.permissions import ratings as permissions
from training.presenters import ratings as present
from training.presenters.classes import session_crumbs
from training.queries import ratings as queries
from training.services import ratings
from training.views.classes import scoped


def _room(request: HttpRequest, pk: int) -> Any:
    """Answer the class for who runs it; for a trainee it is no page."""
    row = scoped(request, pk)
    if not permissions.run_rating.allows(request.user, row):
        raise Http404
    return row


def class_ratings(request: HttpRequest, pk: int) -> HttpResponse:
    context = present.of_class(_room(request, pk), user=request.user, at=timezone.now())
    return render(request, "training/ratings/class.html", context)


def items_set(request: HttpRequest, pk: int) -> HttpResponse:
    row = _room(request, pk)
    back = reverse("training:class-ratings", args=[pk])
    told: dict[str, Any] = {"has_programme": row.programme_id is not None}

    def show(form: Any, status: int) -> HttpResponse:
        context = {
            "form": form,
            "title": _("设定评价项目"),
            "crumbs": session_crumbs(row, _("设定评价项目")),
            "back": back,
            "after": _("以后开放的评价用这些项目；已经开放的不变。"),
        }
        return render(request, "training/examinations/form.html", context, status=status)

    if request.method != "POST":
        return show(ItemsForm(initial={"items": "\n".join(queries.items_of(row))}, **told), 200)
    return perform(
        request,
        ratings.set_items,
        row,
        ItemsForm(request.POST, **told),
        done=_("已设定"),
        to=lambda _row: back,
        show=show,
    )


def rating_open(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Session.objects.visible_to(request.user).select_related("training_class")
    row = get_object_or_404(rows, pk=pk)
    room = _room(request, row.training_class_id)
    teachers = queries.teachers(room, dates.legal_day(timezone.now()))

    def show(form: Any, status: int) -> HttpResponse:
        context = {
            "form": form,
            "title": _("开放课程评价"),
            "crumbs": session_crumbs(room, row.title),
            "back": reverse("training:class-ratings", args=[room.pk]),
            "after": _("现在登记到课的学员可以评价，名单不再变；请先核对好考勤。"),
        }
        return render(request, "training/examinations/form.html", context, status=status)

    if request.method != "POST":
        return show(OpenForm(teachers=teachers), 200)
    return perform(
        request,
        ratings.open_,
        row,
        OpenForm(request.POST, teachers=teachers),
        done=_("已开放评价"),
        to=lambda row: reverse("training:rating", args=[row.pk]),
        show=show,
    )


@vary_on_headers("HX-Request")
def rating_list(request: HttpRequest) -> HttpResponse:
    """Closed ratings over sessions, for who runs classes and for the teacher."""
    page = lists.page_of(queries.listed(request.user), request.GET)
    context = {
        "title": _("课程评价"),
        "page": page,
        "rows": present.compared(page, timezone.now()),
    }
    return render(request, "training/ratings/list.html", context)


def _rating(request: HttpRequest, pk: int) -> CourseRating:
    rows = CourseRating.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("session__training_class", "teacher"), pk=pk)


def _read(request: HttpRequest, pk: int) -> CourseRating:
    row = _rating(request, pk)
    if not permissions.read_result.allows(request.user, row):
        raise Http404
    return row


def rating(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, _read(request, pk))


def _show(
    request: HttpRequest, row: CourseRating, *, status: int = 200, form: Any = None
) -> HttpResponse:
    fresh = _rating(request, row.pk)
    context = present.result(fresh, user=request.user, at=timezone.now(), bound=form)
    return render(request, "training/ratings/result.html", context, status=status)


@require_POST
def rating_close(request: HttpRequest, pk: int) -> HttpResponse:
    row = _read(request, pk)
    return perform(
        request,
        ratings.close,
        row,
        NoFields(request.POST, auto_id="id_close_%s"),
        done=_("已截止"),
        to=lambda row: reverse("training:rating", args=[row.pk]),
        show=lambda form, status: _show(request, row, status=status, form=form),
    )


@never_cache
def rate(request: HttpRequest, pk: int) -> HttpResponse:
    """The trainee's form; once sent, the page only says that it is done."""
    rows = CourseRating.objects.visible_to(request.user).asked_of(request.user)
    row = get_object_or_404(rows.select_related("session__training_class", "teacher"), pk=pk)

    def show(form: Any, status: int) -> HttpResponse:
        context = present.sheet(row, form, user=request.user, at=timezone.now())
        return render(request, "training/ratings/rate.html", context, status=status)

    if request.method != "POST":
        return show(RateForm(items=row.items), 200)
    return perform(
        request,
        ratings.rate,
        row,
        RateForm(request.POST, items=row.items),
        done=_("已收到您的评价，谢谢"),
        to=lambda _row: reverse("training:today"),
        show=show,
    )
