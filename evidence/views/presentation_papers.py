"""Show-and-compare rounds for who shows and who comments: own part, what was shown, comments."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.vary import vary_on_headers

from core.acts import perform, shown
from core.ui import lists
from evidence import permissions
from evidence.forms import presentations as forms
from evidence.models import PresentationMember, PresentationRound
from evidence.presenters import presentations as present
from evidence.queries import presentations as figures
from evidence.services import presentation_papers as acts
from evidence.views.pages import Page, act_page
from evidence.views.presentations import reporting

_WITH = ("round", "round__unit", "round__county", "cadre", "unit", "report")


def own_presentations(request: HttpRequest) -> HttpResponse:
    context = {"lines": present.own_lines(request.user), "crumbs": present.own_crumbs()}
    return render(request, "evidence/presentations/own_list.html", context)


def own_presentation(request: HttpRequest, pk: int) -> HttpResponse:
    """The person's own part: the report to write, later how it compares and what was said."""
    rows = PresentationMember.objects.told_to(request.user).select_related(*_WITH)
    row = shown(request, get_object_or_404(rows, pk=pk))
    given = reporting(row, request.user)

    def show(form: Any, status: int) -> HttpResponse:
        context = present.member_page(row) | {"form": form, "crumbs": present.own_crumbs(row.round)}
        return render(request, "evidence/presentations/own.html", context, status=status)

    if request.method != "POST":
        return show(forms.ReportForm(**given), 200)
    return perform(
        request,
        acts.report,
        row,
        forms.ReportForm(request.POST, **given),
        done=_("已填报，晒出前可以改"),
        to=lambda _row: reverse("evidence:own-presentation", args=[pk]),
        show=show,
    )


@vary_on_headers("HX-Request")
def presentation_shown(request: HttpRequest, pk: int) -> HttpResponse:
    """What the members of a round show, for members and commentators."""
    rounds = PresentationRound.objects.told_to(request.user)
    row = get_object_or_404(rounds.select_related("unit", "county"), pk=pk)
    rows = figures.on_show(request.user).filter(round=row)
    related = rows.select_related("cadre", "unit", "report", "round")
    page = lists.page_of(related.order_by("cadre__name", "pk"), request.GET)
    context = {
        "title": row.title,
        "crumbs": present.own_crumbs(row),
        "tabs": None,  # the phone's own tabs are no views of this list
        "row": row,
        "page": page,
        "lines": present.shown_lines(row, page, request.user),
    }
    return render(request, "evidence/presentations/shown.html", context)


def _on_show(request: HttpRequest, pk: int) -> PresentationMember:
    rows = figures.on_show(request.user).select_related(*_WITH)
    return shown(request, get_object_or_404(rows, pk=pk))


def presentation_report(request: HttpRequest, pk: int) -> HttpResponse:
    """One member's shown report; a commentator comments on it here, once."""
    row = _on_show(request, pk)
    highest = row.round.highest

    def show(form: Any, status: int) -> HttpResponse:
        context = present.report_page(row, request.user) | {"form": form}
        return render(request, "evidence/presentations/report.html", context, status=status)

    if request.method != "POST":
        return show(forms.CommentForm(highest=highest), 200)
    return perform(
        request,
        acts.comment,
        row,
        forms.CommentForm(request.POST, highest=highest),
        done=_("已评议"),
        to=lambda _row: reverse("evidence:presentation-shown", args=[row.round_id]),
        show=show,
    )


_RECUSE = Page(
    acts.recuse,
    forms.RecuseForm,
    gettext_lazy("回避"),
    gettext_lazy("已登记回避"),
    lambda user, member: permissions.comment_in_round.refusal(user, member.round),
    gettext_lazy("回避后不评此人，不能撤回。"),
)


def presentation_recuse(request: HttpRequest, pk: int) -> HttpResponse:
    """A commentator's recusal from one member."""
    row = _on_show(request, pk)
    back = reverse("evidence:presentation-report", args=[pk])
    crumbs = [
        *present.own_crumbs(row.round, row.cadre.name)[:-1],
        (row.cadre.name, back),
        (_("回避"), None),
    ]
    return act_page(request, row, _RECUSE, back=back, about=row.cadre.name, crumbs=crumbs)
