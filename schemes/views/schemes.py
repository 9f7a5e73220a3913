"""Pages of schemes: the list, one scheme with its versions, a new one."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from accounts.enums import Role
from core.acts import perform
from core.ui import lists
from schemes import permissions
from schemes.forms.schemes import BeginForm, SchemeForm
from schemes.models import Scheme
from schemes.presenters import versions as present
from schemes.queries import places
from schemes.services import schemes


@vary_on_headers("HX-Request")
def scheme_list(request: HttpRequest) -> HttpResponse:
    """The schemes that the user may read, newest versions named."""
    rows = places.with_newest(Scheme.objects.visible_to(request.user))
    context = {
        "title": _("办法"),
        "page": lists.page_of(rows.order_by("county__level", "title", "pk"), request.GET),
        "can_make": bool(request.user.counties(Role.COUNTY_ADMIN)),
    }
    return render(request, "schemes/schemes/list.html", context)


def scheme_make(request: HttpRequest) -> HttpResponse:
    """A new scheme of the division that the user administers."""
    county = places.administered(request.user)
    if county is None:
        raise Http404
    form = SchemeForm(request.POST or None, county=county)

    def show(form: Any, status: int = 200) -> HttpResponse:
        crumbs = [(_("办法"), reverse("schemes:scheme-list")), (_("新建"), None)]
        context = {"title": _("新建办法"), "form": form, "crumbs": crumbs, "about": county}
        return render(request, "schemes/form.html", context, status=status)

    if request.method != "POST":
        return show(form)
    return perform(
        request,
        schemes.make,
        county,
        form,
        done=_("已建立办法，第1版在起草中"),
        to=lambda row: reverse("schemes:scheme", args=[row.pk]),
        show=show,
    )


def _scheme(request: HttpRequest, pk: int) -> Scheme:
    rows = Scheme.objects.visible_to(request.user).select_related("county", "unit", "parent")
    return get_object_or_404(rows, pk=pk)


def scheme(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, _scheme(request, pk), BeginForm())


def _show(request: HttpRequest, row: Scheme, form: Any, status: int = 200) -> HttpResponse:
    context = present.scheme_page(row, user=request.user) | {"form": form}
    return render(request, "schemes/schemes/detail.html", context, status=status)


@require_POST
def version_begin(request: HttpRequest, pk: int) -> HttpResponse:
    row = _scheme(request, pk)
    if refusal := permissions.make_scheme.refusal(request.user, row.county):
        raise PermissionDenied(refusal)
    return perform(
        request,
        schemes.begin,
        row,
        BeginForm(request.POST),
        done=_("已建立新版草稿"),
        to=lambda version: reverse("schemes:text", args=[version.pk]),
        show=lambda form, status: _show(request, row, form, status),
    )
