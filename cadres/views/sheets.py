"""任免审批表 in: upload of LRMX, the batch, the preview of one sheet, apply or discard."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from accounts.queries import users
from cadres.forms.sheets import LrmxForm
from cadres.models import Cadre, FormSheet
from cadres.presenters import sheets as present
from cadres.queries import matching
from cadres.queries.sheets import content
from cadres.services import sheets
from core.acts import perform, shown
from core.ui import lists
from core.ui.forms import NoFields

# name → (service, what is said when done)
MOVES: dict[str, tuple[Any, Any]] = {
    "apply": (sheets.apply, gettext_lazy("已采用，档案和任免表已更新")),
    "discard": (sheets.discard, gettext_lazy("已放弃，任免表内容已删除")),
}


def _crumbs(*more: tuple[Any, str | None]) -> list[tuple[Any, str | None]]:
    return [(_("干部档案"), reverse("cadres:person-list")), *more]


def upload(request: HttpRequest) -> HttpResponse:
    """Take a file in; nothing of the archive changes before each sheet was looked at."""
    county = users.administered(request.user)
    if county is None:
        raise PermissionDenied(_("只有本县管理员可以维护档案。"))

    def show(form: Any, status: int = 200) -> HttpResponse:
        context = {"title": _("导入任免审批表"), "form": form, "about": county.name}
        context["crumbs"] = _crumbs((_("导入任免审批表"), None))
        context["waiting"] = FormSheet.objects.visible_to(request.user).waiting().count()
        return render(request, "cadres/sheets/upload.html", context, status=status)

    if request.method != "POST":
        return show(LrmxForm())
    return perform(
        request,
        sheets.take_in,
        county,
        LrmxForm(request.POST, request.FILES),
        done=_("已读取，请逐份核对后采用"),
        to=lambda batch: reverse("cadres:sheet-list", query={"batch": batch}),
        show=show,
    )


def _batch_of(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("batch", ""))
    except ValueError:
        return None


@never_cache
@vary_on_headers("HX-Request")
def sheet_list(request: HttpRequest) -> HttpResponse:
    """The sheets of one upload, or all that still wait."""
    if users.administered(request.user) is None:
        raise PermissionDenied(_("只有本县管理员可以维护档案。"))
    rows = FormSheet.objects.visible_to(request.user).defer("photo")
    batch = _batch_of(request)
    rows = rows.filter(batch=batch) if batch else rows.waiting()
    page = lists.page_of(rows.order_by("-uploaded_at", "pk"), request.GET)
    page.object_list = present.rows(list(page.object_list))
    title = _("本次上传的任免审批表") if batch else _("待核对的任免审批表")
    context = {"title": title, "page": page, "crumbs": _crumbs((title, None))}
    return render(request, "cadres/sheets/list.html", context)


def scoped(request: HttpRequest, pk: int) -> FormSheet:
    rows = FormSheet.objects.visible_to(request.user).select_related("county", "cadre__unit")
    return get_object_or_404(rows, pk=pk)


def _show(request: HttpRequest, row: FormSheet, form: Any, status: int = 200) -> HttpResponse:
    texts = content(row)["texts"]
    match = sheets.match(row, texts)
    people = Cadre.objects.visible_to(request.user).select_related("unit")
    named = {"name": texts.get("XingMing", ""), "birth_month": texts.get("ChuShengNianYue", "")}
    doubles = [] if match.cadre else list(matching.namesakes(people, **named)[:10])
    context = present.detail(row, found=match.found, cadre=match.cadre, doubles=doubles)
    batch = reverse("cadres:sheet-list", query={"batch": row.batch})
    context["crumbs"] = _crumbs((_("本次上传的任免审批表"), batch), (context["name"], None))
    context |= {"form": form, "batch_url": batch}
    return render(request, "cadres/sheets/detail.html", context, status=status)


@never_cache
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, shown(request, scoped(request, pk)), NoFields())


@require_POST
def sheet_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    row = scoped(request, pk)
    if name not in MOVES:
        raise Http404
    act, done = MOVES[name]
    batch = reverse("cadres:sheet-list", query={"batch": row.batch})
    return perform(
        request,
        act,
        row,
        NoFields(request.POST),
        done=str(done),
        to=lambda _row: batch,
        show=lambda form, status: _show(request, scoped(request, pk), form, status),
    )
