"""What the nightly rules found lacking, per unit."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.vary import vary_on_headers

from accounts.enums import Role
from cadres.forms.gaps import GapFilter
from cadres.models import Gap
from cadres.presenters import gaps as present
from core.ui import lists
from units.models import Unit


@vary_on_headers("HX-Request")
def gap_list(request: HttpRequest) -> HttpResponse:
    user = request.user
    if not user.counties(Role.COUNTY_ADMIN) and not user.units(Role.UNIT_CLERK):
        raise PermissionDenied(_("只有本县管理员和单位经办人可以查看待补事项。"))
    mine = Gap.objects.visible_to(user)
    units = Unit.objects.visible_to(user).filter(gaps__in=mine).distinct().order_by("name")
    filters = GapFilter(request.GET or None, units=units)
    chosen = filters.cleaned_data if filters.is_valid() else {}
    rows = mine.filter(**{name: value for name, value in chosen.items() if value})
    rows = rows.select_related("unit", "cadre").order_by("unit__name", "unit", "number", "pk")
    page = lists.page_of(rows, request.GET)
    page.object_list = present.rows(list(page.object_list), user=user)
    context = {
        "title": _("待补事项"),
        "page": page,
        "filters": filters,
        "chips": lists.chips(filters, request.GET),
    }
    return render(request, "cadres/gaps/list.html", context)
