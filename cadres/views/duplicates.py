"""Files that may be one person's: the list, two side by side, and what is done about them."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from accounts.queries import users
from cadres.enums import PairState
from cadres.forms import duplicates as forms
from cadres.models import Pair
from cadres.presenters import duplicates as present
from cadres.services import duplicates
from core.acts import perform, shown
from core.ui import lists

# name → (service, form, what is said when done)
ACTS: dict[str, tuple[Any, Any, Any]] = {
    "merge": (duplicates.merge, forms.MergeForm, gettext_lazy("已合并")),
    "dismiss": (duplicates.dismiss, forms.SettleForm, gettext_lazy("已记为不是同一人")),
    "unmerge": (duplicates.unmerge, forms.SettleForm, gettext_lazy("已撤销合并")),
}


def scoped(request: HttpRequest, pk: int) -> Pair:
    """Answer the pair if the user may see it, else 404."""
    rows = Pair.objects.visible_to(request.user).select_related(
        "first__unit", "second__unit", "settled_by"
    )
    return get_object_or_404(rows, pk=pk)


@vary_on_headers("HX-Request")
def pair_list(request: HttpRequest) -> HttpResponse:
    if users.administered(request.user) is None:
        raise PermissionDenied(_("只有本县管理员可以维护档案。"))
    state = request.GET.get("view", "")
    state = state if state in PairState.values else PairState.OPEN
    rows = Pair.objects.visible_to(request.user).filter(state=state)
    rows = rows.select_related("first__unit", "second__unit").order_by("-found_on", "pk")
    page = lists.page_of(rows, request.GET)
    page.object_list = present.rows(list(page.object_list))
    offered = [(value, label, None) for value, label in PairState.choices]
    context = {"title": _("档案查重"), "page": page, "tabs": lists.tabs(request.GET, offered)}
    return render(request, "cadres/duplicates/list.html", context)


def _page(request: HttpRequest, row: Pair, form: Any = None, status: int = 200) -> HttpResponse:
    context = present.detail(row) | {
        "title": _("核对两份档案"),
        "form": form or forms.MergeForm(pair=row),
        "asks": form is None or "keep" in form.fields,
        "crumbs": [(_("档案查重"), reverse("cadres:pair-list")), (_("核对两份档案"), None)],
    }
    return render(request, "cadres/duplicates/detail.html", context, status=status)


def pair(request: HttpRequest, pk: int) -> HttpResponse:
    row = scoped(request, pk)
    for cadre in (row.first, row.second):
        shown(request, cadre)
    return _page(request, row)


@require_POST
def pair_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    row = scoped(request, pk)
    if name not in ACTS:
        raise Http404
    service, kind, done = ACTS[name]
    return perform(
        request,
        service,
        row,
        kind(request.POST, pair=row),
        done=str(done),
        to=lambda _row: reverse("cadres:pair", args=[pk]),
        show=lambda form, status: _page(request, scoped(request, pk), form, status),
    )
