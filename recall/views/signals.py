"""The signals about a draft's person: taken with one click, frozen, or left out again."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.acts import perform
from core.ui.forms import NoFields
from evidence.models import Signal
from recall.models import Nomination, TakenSignal
from recall.presenters import drafting as present
from recall.services import signals
from recall.views.drafting import editable


def nomination_signals(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, editable(request, pk), None, 200)


def _page(request: HttpRequest, row: Nomination, form: Any, status: int) -> HttpResponse:
    context = present.signals_page(row, user=request.user) | {"form": form}
    return render(request, "recall/nominations/signals.html", context, status=status)


@require_POST
def signal_take(request: HttpRequest, pk: int, signal_pk: int) -> HttpResponse:
    row = editable(request, pk)
    rows = Signal.objects.visible_to(request.user).filter(cadre=row.cadre_id)
    signal = get_object_or_404(rows, pk=signal_pk)
    return _act(request, row, signals.take, _("已附入线索"), signal=signal)


@require_POST
def signal_leave_out(request: HttpRequest, pk: int, taken_pk: int) -> HttpResponse:
    row = editable(request, pk)
    rows = TakenSignal.objects.visible_to(request.user).filter(nomination=row)
    taken = get_object_or_404(rows, pk=taken_pk)
    return _act(request, row, signals.leave_out, _("已移除线索"), taken=taken)


def _act(request: HttpRequest, row: Nomination, act: Any, done: str, **given: Any) -> HttpResponse:
    return perform(
        request,
        lambda subject, **who: act(subject, **given, **who),
        row,
        NoFields(request.POST),
        done=done,
        to=lambda _row: reverse("recall:nomination-signals", args=[row.pk]),
        show=lambda form, status: _page(request, editable(request, row.pk), form, status),
    )
