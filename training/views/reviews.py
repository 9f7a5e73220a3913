"""The mentor's month and the person's week, both for a thumb."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import dates
from core.acts import perform, shown
from evidence.views.pages import form_page, posted
from training.forms.reviews import ReviewForm, ScalesForm, WeekForm
from training.models import PracticePosting
from training.permissions import reviews as permissions
from training.presenters import reviews as present
from training.queries import reviews as queries
from training.services import reviews


def _posting(request: HttpRequest, pk: int) -> PracticePosting:
    rows = PracticePosting.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("case__cadre", "host_unit"), pk=pk)


def month_review(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One month of one person: five scales with words, one sentence, in two minutes."""
    row = shown(request, _posting(request, pk))
    month = next((m for m in queries.months(row) if m.number == number), None)
    if month is None:
        raise Http404

    def act(posting: PracticePosting, **told: Any) -> Any:
        return reviews.review(posting, number=number, **told)

    def show(form: Any, status: int) -> HttpResponse:
        context = {
            **present.month(row, month),
            "form": form,
            "refusal": permissions.review_month.refusal(request.user, row),
        }
        return render(request, "training/phone/month.html", context, status=status)

    if request.method != "POST":
        return show(ReviewForm(), 200)
    return perform(
        request,
        act,
        row,
        ReviewForm(request.POST),
        done=_("已提交月评"),
        to=lambda _row: reverse("training:my-trainees"),
        show=show,
    )


def posting_scales(request: HttpRequest, pk: int) -> HttpResponse:
    """The host's scales of a posting that the desk finished without them."""
    row = shown(request, _posting(request, pk))
    back = reverse("training:my-trainees")
    return form_page(
        request,
        reviews.appraise_later,
        row,
        ScalesForm(posted(request)),
        title=_("补填鉴定评分"),
        about=f"{row.case.cadre.name}　{row.host_unit.name}",
        crumbs=[(_("我带教的人"), back), (_("补填鉴定评分"), None)],
        back=back,
        refusal=permissions.appraise.refusal(request.user, row),
        after=_("评分写进综合考核，提交后不能改；鉴定意见不变。"),
        done=_("已补填鉴定评分"),
        to=lambda _row: back,
    )


def week_list(request: HttpRequest, pk: int) -> HttpResponse:
    """A posting's weeks, each summed up from the journal, with its sentence."""
    row = shown(request, _posting(request, pk))
    on = dates.legal_day(timezone.now())
    context = present.weeks(row, user=request.user, on=on)
    return render(request, "training/phone/weeks.html", context)


def week_note(request: HttpRequest, pk: int, monday: str) -> HttpResponse:
    """The sentence about one week; only the person's own posting is found."""
    rows = PracticePosting.objects.visible_to(request.user).filter(case__subject=request.user)
    found = get_object_or_404(rows.select_related("case__cadre", "host_unit"), pk=pk)
    row = shown(request, found)
    try:
        first = date.fromisoformat(monday)
    except ValueError as error:
        raise Http404 from error

    def act(posting: PracticePosting, **told: Any) -> Any:
        return reviews.note_week(posting, monday=first, **told)

    def show(form: Any, status: int) -> HttpResponse:
        on = dates.legal_day(timezone.now())
        context = {**present.week(row, first, on=on), "form": form}
        return render(request, "training/phone/week.html", context, status=status)

    if request.method != "POST":
        return show(WeekForm(), 200)
    return perform(
        request,
        act,
        row,
        WeekForm(request.POST),
        done=_("已保存周记"),
        to=lambda _row: reverse("training:week-list", args=[pk]),
        show=show,
    )
