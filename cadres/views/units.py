"""The tree of units, one unit, and the dated acts on it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.vary import vary_on_headers

from accounts.queries import users
from cadres.forms import units as forms
from cadres.permissions import keep_archive
from cadres.presenters import units as present
from cadres.services import units
from core import dates
from core.acts import perform
from core.ui import lists
from units.models import Unit
from units.queries import units as tree

# name → (service, form, title, what is said when done)
ACTS: dict[str, tuple[Any, Any, Any, Any]] = {
    "rename": (units.rename, forms.RenameForm, gettext_lazy("更名"), gettext_lazy("已更名")),
    "move": (units.move, forms.MoveForm, gettext_lazy("调整隶属"), gettext_lazy("已调整隶属")),
    "merge": (units.merge, forms.MergeForm, gettext_lazy("并入其他单位"), gettext_lazy("已并入")),
    "close": (units.close, forms.CloseForm, gettext_lazy("撤销"), gettext_lazy("已撤销")),
    "amend": (units.amend, forms.AmendForm, gettext_lazy("更正信息"), gettext_lazy("已更正")),
}

ENDS = ("merge", "close")


def scoped(request: HttpRequest, pk: int) -> Unit:
    """Answer the unit if the user may see it, else 404."""
    rows = Unit.objects.visible_to(request.user).select_related("county", "parent", "successor")
    return get_object_or_404(rows, pk=pk)


@vary_on_headers("HX-Request")
def unit_list(request: HttpRequest) -> HttpResponse:
    """The county's tree as a list; whoever sees only some units gets those without the tree."""
    mine = Unit.objects.visible_to(request.user)
    today = dates.legal_day(timezone.now())
    counties = mine.order_by("county").values_list("county", flat=True).distinct()
    branches = tree.tree(counties)
    seen = set(mine.standing().values_list("pk", flat=True))
    page = lists.page_of([row for row in branches if row.unit_id in seen], request.GET)
    page.object_list = present.rows(list(page.object_list), units=mine, user=request.user, on=today)
    context = {
        "title": _("单位"),
        "page": page,
        "can_found": users.administered(request.user) is not None,
    }
    return render(request, "cadres/units/list.html", context)


def unit(request: HttpRequest, pk: int) -> HttpResponse:
    row = scoped(request, pk)
    today = dates.legal_day(timezone.now())
    context = present.detail(row, user=request.user, on=today, offered=ACTS)
    return render(request, "cadres/units/detail.html", context)


def unit_act(request: HttpRequest, pk: int, name: str, nomination_page: str) -> HttpResponse:
    """One form for each dated act."""
    row = scoped(request, pk)
    if name not in ACTS:
        raise Http404
    if refusal := keep_archive.refusal(request.user, row):
        raise PermissionDenied(refusal)
    service, kind, title, done = ACTS[name]

    def show(form: Any, status: int = 200) -> HttpResponse:
        crumbs = [(_("单位"), reverse("cadres:unit-list"))]
        crumbs += [(row.name, reverse("cadres:unit", args=[pk])), (title, None)]
        context = {"title": title, "form": form, "crumbs": crumbs, "about": row.name}
        if name in ENDS:
            today = dates.legal_day(timezone.now())
            context["settling"] = present.settling(row, user=request.user, on=today)
            context["nomination_page"] = nomination_page
        return render(request, "cadres/form.html", context, status=status)

    if request.method != "POST":
        return show(kind(unit=row))
    return perform(
        request,
        service,
        row,
        kind(request.POST, unit=row),
        done=str(done),
        to=lambda _row: reverse("cadres:unit", args=[pk]),
        show=show,
    )


def unit_found(request: HttpRequest) -> HttpResponse:
    county = users.administered(request.user)
    if county is None:
        raise PermissionDenied(_("只有本县管理员可以维护档案。"))

    def show(form: Any, status: int = 200) -> HttpResponse:
        crumbs = [(_("单位"), reverse("cadres:unit-list")), (_("设立单位"), None)]
        context = {"title": _("设立单位"), "form": form, "crumbs": crumbs, "about": county.name}
        return render(request, "cadres/form.html", context, status=status)

    if request.method != "POST":
        return show(forms.FoundForm(county_id=county.pk))
    return perform(
        request,
        units.found,
        county,
        forms.FoundForm(request.POST, county_id=county.pk),
        done=_("已设立"),
        to=lambda row: reverse("cadres:unit", args=[row.pk]),
        show=show,
    )
