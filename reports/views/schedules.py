"""Days for which summaries are ordered, once or again and again."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.acts import perform
from core.ui.forms import NoFields
from reports.forms import SummaryDateForm
from reports.forms.rhythms import PrefectureRhythmForm, RhythmForm
from reports.models import SummaryDate, SummaryRhythm
from reports.services import rhythms, schedules
from reports.views import campaigns, prefectures


@require_POST
def date_order(request: HttpRequest, pk: int) -> HttpResponse:
    row = campaigns.scoped(request, pk)
    return perform(
        request,
        schedules.order,
        row,
        SummaryDateForm(request.POST),
        done=_("已预定，统计日结束后自动生成"),
        to=lambda _row: reverse("reports:campaign", args=[pk]),
        show=lambda form, status: campaigns.show_ordering(request, row, form, status),
    )


@require_POST
def date_drop(request: HttpRequest, pk: int) -> HttpResponse:
    rows = SummaryDate.objects.visible_to(request.user).filter(campaign__isnull=False)
    row: Any = get_object_or_404(rows.select_related("campaign__county"), pk=pk)
    return perform(
        request,
        schedules.drop,
        row,
        NoFields(request.POST),
        done=_("已取消预定"),
        to=lambda _row: reverse("reports:campaign", args=[row.campaign_id]),
        show=lambda form, status: campaigns.show_ordering(request, row.campaign, form, status),
    )


@require_POST
def rhythm_begin(request: HttpRequest, pk: int) -> HttpResponse:
    row = campaigns.scoped(request, pk)
    return perform(
        request,
        rhythms.begin,
        row,
        RhythmForm(request.POST),
        done=_("已设定期汇总，每到统计日结束后自动生成"),
        to=lambda _row: reverse("reports:campaign", args=[pk]),
        show=lambda form, status: campaigns.show_ordering(request, row, form, status),
    )


@require_POST
def rhythm_stop(request: HttpRequest, pk: int, rhythm: int) -> HttpResponse:
    row = campaigns.scoped(request, pk)
    rows = SummaryRhythm.objects.visible_to(request.user).of_county()
    rows = rows.filter(county=row.county)
    return perform(
        request,
        rhythms.stop,
        get_object_or_404(rows, pk=rhythm),
        NoFields(request.POST),
        done=_("已停止定期汇总"),
        to=lambda _row: reverse("reports:campaign", args=[pk]),
        show=lambda form, status: campaigns.show_ordering(request, row, form, status),
    )


@require_POST
def prefecture_begin(request: HttpRequest, pk: int) -> HttpResponse:
    row = prefectures.scoped(request, pk)
    return perform(
        request,
        rhythms.begin_prefecture,
        row,
        PrefectureRhythmForm(request.POST),
        done=_("已设定期汇总，每到统计日结束后自动生成"),
        to=lambda _row: reverse("reports:prefecture", args=[pk]),
        show=lambda form, status: prefectures.show_ordering(request, row, form, status),
    )


@require_POST
def prefecture_stop(request: HttpRequest, pk: int, rhythm: int) -> HttpResponse:
    row = prefectures.scoped(request, pk)
    rows = SummaryRhythm.objects.visible_to(request.user).of_prefecture()
    return perform(
        request,
        rhythms.stop,
        get_object_or_404(rows.filter(county=row), pk=rhythm),
        NoFields(request.POST),
        done=_("已停止定期汇总"),
        to=lambda _row: reverse("reports:prefecture", args=[pk]),
        show=lambda form, status: prefectures.show_ordering(request, row, form, status),
    )


@require_POST
def prefecture_date_order(request: HttpRequest, pk: int) -> HttpResponse:
    row = prefectures.scoped(request, pk)
    return perform(
        request,
        schedules.order_prefecture,
        row,
        SummaryDateForm(request.POST),
        done=_("已预定，统计日结束后自动生成"),
        to=lambda _row: reverse("reports:prefecture", args=[pk]),
        show=lambda form, status: prefectures.show_ordering(request, row, form, status),
    )


@require_POST
def prefecture_date_drop(request: HttpRequest, pk: int, date: int) -> HttpResponse:
    row = prefectures.scoped(request, pk)
    rows = SummaryDate.objects.visible_to(request.user).filter(prefecture=row)
    return perform(
        request,
        schedules.drop,
        get_object_or_404(rows.select_related("prefecture"), pk=date),
        NoFields(request.POST),
        done=_("已取消预定"),
        to=lambda _row: reverse("reports:prefecture", args=[pk]),
        show=lambda form, status: prefectures.show_ordering(request, row, form, status),
    )
