"""The page on which the owner of a practice answers for a signal behind a wrong nomination."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from core.acts import shown
from evidence.views.pages import form_page, posted
from recall import permissions
from recall.forms.rehabilitations import SignalForm
from recall.models import ClearingSignal, Rehabilitation
from recall.presenters import rehabilitations as present
from recall.services import clearing_signals as acts


def clearing_signal(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw the signal or say why it stays."""
    rows = ClearingSignal.objects.visible_to(request.user).select_related(
        "signal__ground",
        "signal__unit",
        "rehabilitation__cadre",
        "rehabilitation__nomination__unit",
    )
    row = shown(request, get_object_or_404(rows, pk=pk))
    clearing = Rehabilitation.objects.visible_to(request.user).filter(pk=row.rehabilitation_id)
    page = reverse("recall:rehabilitation", args=[row.rehabilitation_id])
    back = page if clearing.exists() else reverse("evidence:signal", args=[row.signal_id])
    return form_page(
        request,
        acts.answer_signal,
        row,
        SignalForm(posted(request)),
        title=_("答复线索撤销建议"),
        about=row.rehabilitation.cadre.name,
        facts=present.signal_facts(row),
        crumbs=present.crumbs(row.rehabilitation.cadre.name),
        after=_("撤销后不再作为依据；保留的，理由写入澄清正名记录。答复后不能更改。"),
        back=back,
        refusal=present.signal_refusal(row, request.user)
        or permissions.answer_signal.refusal(request.user, row),
        done=_("已答复"),
        to=lambda _row: back,
    )
