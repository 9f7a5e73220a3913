"""Referrals to discipline inspection: what waits, one with its answer, a new one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from assessment.forms.referrals import AnswerForm, ReferForm
from assessment.models import Referral
from assessment.presenters import referrals as present
from assessment.queries import referrals as queries
from assessment.services import referrals
from assessment.views.assessments import scoped, show_case
from core.acts import perform, shown
from core.ui import lists


@vary_on_headers("HX-Request")
def referral_list(request: HttpRequest) -> HttpResponse:
    rows = queries.listed(Referral.objects.visible_to(request.user))
    context = {"title": _("移送纪检监察"), "page": lists.page_of(rows, request.GET)}
    return render(request, "assessment/referrals/list.html", context)


@require_POST
def case_refer(request: HttpRequest, case_pk: int) -> HttpResponse:
    case = scoped(request, case_pk)
    return perform(
        request,
        referrals.refer,
        case,
        ReferForm(request.POST, auto_id=present.REFER_IDS, ruling=present.ruling(case)),
        done=_("已移送纪检监察，答复以前案件暂停"),
        to=lambda _row: reverse("assessment:case", args=[case.pk]),
        show=lambda form, status: show_case(request, case, status=status, form=form),
    )


def referral(request: HttpRequest, pk: int) -> HttpResponse:
    """One referral; the discipline liaison answers it here."""
    rows = Referral.objects.visible_to(request.user).select_related(
        "case__cadre", "case__unit", "case__campaign", "case__nomination"
    )
    row = shown(request, get_object_or_404(rows, pk=pk))

    def show(form: Any, status: int) -> HttpResponse:
        fresh = get_object_or_404(rows, pk=pk)
        context = present.detail(fresh, user=request.user, form=form)
        return render(request, "assessment/referrals/detail.html", context, status=status)

    if request.method != "POST":
        return show(AnswerForm(), 200)
    return perform(
        request,
        referrals.answer,
        row,
        AnswerForm(request.POST),
        done=_("已登记答复，案件恢复办理"),
        to=lambda _row: reverse("assessment:referral", args=[pk]),
        show=show,
    )
