"""自愿留任: the wish of the person and the answer of the host unit, on one page."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from core.acts import perform, shown
from core.ui.forms import NoFields
from training.forms.wishes import AnswerForm, WishForm
from training.models import PracticePosting
from training.presenters import wishes as present
from training.services import wishes

_ACTS: dict[str, tuple[Any, Any, Any]] = {
    "wish": (wishes.wish, WishForm, _("已提交留任申请")),
    "answer": (wishes.answer, AnswerForm, _("已答复留任申请")),
    "withdraw": (wishes.withdraw, NoFields, _("已撤回留任申请")),
}


def _scoped(request: HttpRequest, pk: int) -> PracticePosting:
    rows = PracticePosting.objects.visible_to(request.user).told_of_wishes(request.user)
    return get_object_or_404(rows.select_related("case__cadre", "host_unit", "mentor"), pk=pk)


def stay(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, shown(request, _scoped(request, pk)))


def _show(
    request: HttpRequest, row: PracticePosting, *, status: int = 200, form: Any = None
) -> HttpResponse:
    context = present.page(_scoped(request, row.pk), user=request.user, bound=form)
    return render(request, "training/wishes/detail.html", context | {"form": form}, status=status)


@require_POST
def stay_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    row = _scoped(request, pk)
    if name not in _ACTS:
        raise Http404
    act, form, done = _ACTS[name]
    return perform(
        request,
        act,
        row,
        form(request.POST, auto_id=f"id_{name}_%s"),
        done=done,
        to=lambda _row: reverse("training:stay", args=[pk]),
        show=lambda form, status: _show(request, row, status=status, form=form),
    )
